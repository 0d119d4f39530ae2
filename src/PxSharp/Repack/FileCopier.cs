using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom;
using PxSharp.Receive;
using PxSharp.Storage;

namespace PxSharp.Repack;

/// <summary>
/// Copies a DICOM file under a temporary name of the data root, gives it a right header, and checks the copy.
/// </summary>
internal sealed class FileCopier(DataRoot dataRoot)
{
    private const int BufferLength = 1 << 20;
    private const int PreambleLength = 128;

    /// <summary>Reads to the end, and keeps nothing of what is long.</summary>
    private static readonly DicomReadOptions WholeOptions = new() { MaxKeptLength = 256 };

    /// <param name="source">The file.</param>
    /// <param name="file">What was read of it.</param>
    /// <param name="head">The same.</param>
    /// <param name="temporary">Becomes the copy's path; also when an exception is thrown, if it was begun.</param>
    /// <returns>The bytes of the copy.</returns>
    /// <exception cref="DicomException">The copy is not whole.</exception>
    public long CopyWhole(string source, DicomFile file, InstanceHead head, [NotNull] ref string? temporary)
    {
        using var from = RegularFile.OpenRead(source);
        using var to = dataRoot.CreateTemporary("", out var path);
        temporary = path;
        var start = file.DatasetOffset;
        byte[] header = [];
        if (HasRightHeader(file, head) && HasPreamble(from))
        {
            start = 0;
        }
        else
        {
            header = DicomFile.BuildPreambleAndMeta(
                head.SOPClassUID, head.SOPInstanceUID, file.TransferSyntax.UID,
                file.MetaInformation.GetString(DicomTag.SourceApplicationEntityTitle));
        }
        RandomAccess.Write(to, header, 0);
        long written = header.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (RandomAccess.Read(from, buffer, start) is > 0 and var read)
            {
                RandomAccess.Write(to, buffer.AsSpan(0, read), written);
                start += read;
                written += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        // The copy is what counts: the source may have changed since its head was read.
        var copy = DicomFile.Read(to, WholeOptions);
        if (copy.Dataset.GetString(DicomTag.SOPInstanceUID) != head.SOPInstanceUID)
            throw new DicomFormatException("The file changed while it was copied", DicomTag.SOPInstanceUID);
        if (dataRoot.Durability == Durability.Disk)
            RandomAccess.FlushToDisk(to);
        return written;
    }

    /// <summary>Whether group 0002 says of the data set what it is.</summary>
    private static bool HasRightHeader(DicomFile file, InstanceHead head)
        => file.MetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID) == head.SOPInstanceUID
            && file.MetaInformation.GetString(DicomTag.MediaStorageSOPClassUID) == head.SOPClassUID
            && file.MetaInformation.GetString(DicomTag.TransferSyntaxUID) == file.TransferSyntax.UID;

    private static bool HasPreamble(SafeFileHandle file)
    {
        Span<byte> mark = stackalloc byte[4];
        return RandomAccess.Read(file, mark, PreambleLength) == mark.Length && mark.SequenceEqual("DICM"u8);
    }
}
