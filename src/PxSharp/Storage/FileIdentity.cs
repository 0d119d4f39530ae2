using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom;

namespace PxSharp.Storage;

/// <summary>Which instance a file on disk is, and where its data set begins.</summary>
internal sealed record FileIdentity(string SOPInstanceUID, string TransferSyntaxUID, long DatasetOffset, long Length)
{
    private const int CompareLength = 128 * 1024;

    private static readonly DicomReadOptions UpToInstance = new()
    {
        StopBefore = new DicomTag(DicomTag.SOPInstanceUID.Value + 1),
        MaxKeptLength = 4096,
    };

    /// <summary>Looks at the beginning of a file; null when it is no DICOM file, or is gone.</summary>
    public static FileIdentity? Of(string path)
    {
        try
        {
            using var file = RegularFile.OpenRead(path);
            var head = DicomFile.Read(file, UpToInstance);
            return head.Dataset.GetString(DicomTag.SOPInstanceUID) is { Length: > 0 } uid
                ? new FileIdentity(uid, head.TransferSyntax.UID, head.DatasetOffset, RandomAccess.GetLength(file))
                : null;
        }
        catch (Exception exception) when (
            exception is DicomException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether two files hold the same bytes of a data set in the same transfer syntax; what is before the data set,
    /// such as who sent it, may differ.
    /// </summary>
    public static bool HaveSameDataset(string path, FileIdentity identity, string otherPath, FileIdentity other)
    {
        if (identity.TransferSyntaxUID != other.TransferSyntaxUID
            || identity.Length - identity.DatasetOffset != other.Length - other.DatasetOffset)
        {
            return false;
        }
        using var file = OpenRead(path);
        using var otherFile = OpenRead(otherPath);
        var bytes = new byte[CompareLength];
        var otherBytes = new byte[CompareLength];
        long offset = 0;
        while (true)
        {
            var read = ReadFull(file, bytes, identity.DatasetOffset + offset);
            var otherRead = ReadFull(otherFile, otherBytes, other.DatasetOffset + offset);
            if (!bytes.AsSpan(0, read).SequenceEqual(otherBytes.AsSpan(0, otherRead)))
                return false;
            if (read == 0)
                return true;
            offset += read;
        }
    }

    private static SafeFileHandle OpenRead(string path)
        => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static int ReadFull(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var filled = 0;
        while (filled < buffer.Length
            && RandomAccess.Read(file, buffer[filled..], offset + filled) is > 0 and var read)
        {
            filled += read;
        }
        return filled;
    }
}
