using PxSharp.Dicom;
using PxSharp.Paths;

namespace PxSharp.Cube.Registration;

/// <summary>Where files for ChRIS lie in its storage: <c>SERVICES/PACS/NAME/</c> and a path by templates.</summary>
public static class ServicesPath
{
    /// <summary>What all of these paths begin with.</summary>
    public const string Root = "SERVICES/PACS/";

    /// <summary>px-push's own templates, which have the age and the number of the series.</summary>
    public static PathLayout DefaultLayout { get; } = Parse();

    /// <summary>A layout of templates as text; what is null is as px-push has it.</summary>
    /// <exception cref="PathTemplateException">A template has an unknown function or a bad argument.</exception>
    public static PathLayout Parse(
        string? root = null, string? study = null, string? series = null, string? image = null)
        => PathLayout.Parse(
            root,
            study ?? "%StudyDescription-%AccessionNumber-%StudyDate-%PatientAge-%AgeInDays",
            series ?? "%_pad|5,0_SeriesNumber-%SeriesDescription-%_md5|7_SeriesInstanceUID",
            image);

    /// <summary>The path of an instance.</summary>
    /// <param name="pacsName">The PACS' name in the storage.</param>
    /// <param name="layout">The rest of the path.</param>
    /// <param name="head">The data set up to the last of the layout's required tags.</param>
    public static string Of(string pacsName, PathLayout layout, DicomDataset head)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return $"{Root}{pacsName}/{layout.Resolve(head)}";
    }

    /// <summary>
    /// The path as CUBE knows it, of one in a file system: what comes before <c>SERVICES/PACS/</c> is left out.
    /// </summary>
    /// <returns>Null when that is not in it.</returns>
    public static string? Within(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var at = path.StartsWith(Root, StringComparison.Ordinal)
            ? 0
            : path.LastIndexOf("/" + Root, StringComparison.Ordinal) + 1;
        return at == 0 && !path.StartsWith(Root, StringComparison.Ordinal) ? null : path[at..];
    }
}
