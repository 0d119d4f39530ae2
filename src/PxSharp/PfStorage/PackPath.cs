using PxSharp.Dicom;
using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.PfStorage;

/// <summary>Where a file belongs by its header: pypx's <c>%pack</c>.</summary>
internal sealed class PackPath
{
    // No value that a path is made of comes near this; a longer one need not be in memory.
    private const int LongestValue = 1 << 20;

    private readonly PathLayout _layout;
    private readonly DicomReadOptions _options;

    public PackPath(PathLayout layout)
    {
        _layout = layout;
        _options = new DicomReadOptions
        {
            StopBefore = new DicomTag(layout.RequiredTags.Append(DicomTag.SOPInstanceUID).Max().Value + 1),
            MaxKeptLength = LongestValue,
        };
    }

    /// <summary>The directory and the name in it.</summary>
    /// <exception cref="DicomException">It is no DICOM file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public (string Directory, string File) Of(string path)
    {
        using var opened = RegularFile.OpenRead(path);
        var resolved = _layout.Resolve(DicomFile.Read(opened, _options).Dataset);
        var slash = resolved.LastIndexOf('/');
        return (resolved[..slash], resolved[(slash + 1)..]);
    }
}
