using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Paths;
using PxSharp.Receive;
using PxSharp.Storage;

namespace PxSharp.Smdb;

/// <summary>A file of the data tree, looked through to its end, ready to be recorded where it lies.</summary>
/// <param name="Record">For the index.</param>
/// <param name="FilePath">The file, as a full path.</param>
internal sealed record RecordedFile(ReceivedInstance Record, string FilePath)
{
    /// <summary>No value that the index is made of comes near this; a longer one is passed over.</summary>
    private const int LongestValue = 1 << 12;

    private static readonly DicomReadOptions Whole = new() { MaxKeptLength = LongestValue };

    /// <summary>Reads a file that lies below the data directory.</summary>
    /// <exception cref="DicomException">It is no DICOM file, is not whole, or lies elsewhere.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RecordedFile Read(string dataDirectory, string path)
    {
        var full = Path.GetFullPath(path);
        var relative = Path.GetRelativePath(dataDirectory, full);
        if (Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == "..")
        {
            throw new DicomFormatException(
                $"{full} does not lie below {dataDirectory}; px repack files it there and records it");
        }
        using var file = RegularFile.OpenRead(full);
        var content = DicomFile.Read(file, Whole);
        var head = InstanceHead.Of(content.Dataset, PathLayout.Default, maxPathLength: 4096);
        if (head.SOPInstanceUID.Length == 0 || head.SOPClassUID.Length == 0)
        {
            throw new DicomFormatException("it has no SOP Class UID or no SOP Instance UID");
        }
        relative = relative.Replace(Path.DirectorySeparatorChar, '/');
        var slash = relative.LastIndexOf('/');
        head = head with { Series = head.Series with { Directory = slash < 0 ? "" : relative[..slash] } };
        var record = head.ToRecord(
            new PlacedFile(relative, RandomAccess.GetLength(file), PlacedOutcome.AlreadyThere),
            content.TransferSyntax.UID,
            content.MetaInformation.GetString(DicomTag.SourceApplicationEntityTitle),
            new DateTimeOffset(File.GetLastWriteTimeUtc(file)));
        return new RecordedFile(record, full);
    }
}
