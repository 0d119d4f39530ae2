using PxSharp.Dicom;

namespace PxSharp.Paths;

/// <summary>Where an instance lies under the data root: four templates, one for each part of the path.</summary>
/// <remarks>
/// Safe on any value that a data set can hold: a path always has four parts, none of them empty, "." or "..", made of
/// ASCII letters, digits, '.', '-' and '_'. A part longer than a file system takes is cut and ends in a hash of the
/// whole; a part that Windows reserves (CON, NUL, ...) gets a '_'.
/// </remarks>
public sealed class PathLayout
{
    /// <summary>Bytes that a relative path has at most, when nothing else is said.</summary>
    public const int DefaultMaxLength = (4 * PathComponent.MaxLength) + 3;

    private readonly PathTemplate[] _parts;

    /// <summary>Puts a layout together.</summary>
    /// <param name="root">The directory of a patient.</param>
    /// <param name="study">The directory of a study, in that of the patient.</param>
    /// <param name="series">The directory of a series, in that of the study.</param>
    /// <param name="image">The file of an instance, in the directory of the series.</param>
    public PathLayout(PathTemplate root, PathTemplate study, PathTemplate series, PathTemplate image)
    {
        _parts = [root, study, series, image];
        RequiredTags = [.. _parts.SelectMany(part => part.RequiredTags).Distinct().Order()];
    }

    /// <summary>pypx's own layout.</summary>
    public static PathLayout Default { get; } = Parse();

    /// <summary>The directory of a patient.</summary>
    public PathTemplate Root => _parts[0];

    /// <summary>The directory of a study.</summary>
    public PathTemplate Study => _parts[1];

    /// <summary>The directory of a series.</summary>
    public PathTemplate Series => _parts[2];

    /// <summary>The file of an instance.</summary>
    public PathTemplate Image => _parts[3];

    /// <summary>The tags whose values the paths depend on, ascending: a head need not be read past the last.</summary>
    public IReadOnlyList<DicomTag> RequiredTags { get; }

    /// <summary>A layout of templates as text; what is null is as pypx has it.</summary>
    /// <exception cref="PathTemplateException">A template has an unknown function or a bad argument.</exception>
    public static PathLayout Parse(
        string? root = null, string? study = null, string? series = null, string? image = null)
        => new(
            PathTemplate.Parse(root ?? "%PatientID-%PatientName-%PatientBirthDate"),
            PathTemplate.Parse(study ?? "%StudyDescription-%AccessionNumber-%StudyDate"),
            PathTemplate.Parse(series ?? "%SeriesDescription-%_seahash|7_SeriesInstanceUID"),
            PathTemplate.Parse(image ?? "%_pad|4,0_InstanceNumber-%SOPInstanceUID.dcm"));

    /// <summary>The path of an instance, relative to the data root, with '/' between its parts.</summary>
    /// <param name="head">The data set up to the last of <see cref="RequiredTags"/>.</param>
    /// <param name="maxLength">The bytes that the path may have; 255 or more.</param>
    public string Resolve(DicomDataset head, int maxLength = DefaultMaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 255);
        var names = new string[_parts.Length];
        for (var i = 0; i < names.Length; i++)
            names[i] = PathComponent.MakeName(_parts[i].Expand(head));
        if (names.Sum(name => name.Length + 1) - 1 > maxLength)
        {
            var each = (maxLength - names.Length + 1) / names.Length;
            for (var i = 0; i < names.Length; i++)
                names[i] = PathComponent.MakeName(names[i], each);
        }
        return string.Join('/', names);
    }
}
