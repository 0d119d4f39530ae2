using System.Buffers;
using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom.Reading;
using PxSharp.Dicom.Writing;

namespace PxSharp.Dicom;

/// <summary>A DICOM file: meta information and a data set.</summary>
/// <remarks>PS3.10 7.</remarks>
public sealed class DicomFile
{
    /// <summary>A new file of a data set, with meta information that says so.</summary>
    /// <param name="dataset">The data set; it has SOP Class UID and SOP Instance UID.</param>
    /// <param name="transferSyntax">How <see cref="Write"/> encodes it; pixel data stays as it is.</param>
    public DicomFile(DicomDataset dataset, TransferSyntax transferSyntax)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transferSyntax);
        Dataset = dataset;
        TransferSyntax = transferSyntax;
        MetaInformation = MakeMetaInformation(
            dataset.GetString(DicomTag.SOPClassUID) ?? "",
            dataset.GetString(DicomTag.SOPInstanceUID) ?? "",
            transferSyntax.UID,
            null);
    }

    internal DicomFile(DicomDataset metaInformation, DicomDataset dataset, TransferSyntax transferSyntax, long offset)
    {
        MetaInformation = metaInformation;
        Dataset = dataset;
        TransferSyntax = transferSyntax;
        DatasetOffset = offset;
    }

    /// <summary>Group 0002; empty when the file has none.</summary>
    public DicomDataset MetaInformation { get; }

    /// <summary>The data set; up to <see cref="DicomReadOptions.StopBefore"/>, when that was asked for.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>How the data set is encoded: as group 0002 says, or else as it looks.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>Bytes before the data set in the file that was read: what lies there can be sent as it is.</summary>
    public long DatasetOffset { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DicomFormatException">It is not DICOM, or not whole.</exception>
    /// <exception cref="DicomLimitException">It passes a limit of the options.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static DicomFile Read(string path, DicomReadOptions? options = null)
    {
        const FileShare share = FileShare.ReadWrite | FileShare.Delete;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, share, bufferSize: 0);
        return Read(stream, options);
    }

    /// <summary>Reads a file from where the stream stands; it need not seek.</summary>
    /// <inheritdoc cref="Read(string, DicomReadOptions?)"/>
    public static DicomFile Read(Stream stream, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new FileParser(new ByteSource(stream), options ?? DicomReadOptions.Default).Read();
    }

    /// <summary>Reads a file from memory. Values are slices of it, so it must not change afterwards.</summary>
    /// <inheritdoc cref="Read(string, DicomReadOptions?)"/>
    public static DicomFile Read(ReadOnlyMemory<byte> bytes, DicomReadOptions? options = null) =>
        new FileParser(new ByteSource(bytes), options ?? DicomReadOptions.Default).Read();

    /// <summary>Reads an open file, which must be one that can seek, from its start.</summary>
    /// <inheritdoc cref="Read(string, DicomReadOptions?)"/>
    public static DicomFile Read(SafeFileHandle file, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new FileParser(new ByteSource(file, 0), options ?? DicomReadOptions.Default).Read();
    }

    /// <summary>Reads what lies before the pixel data: <see cref="DicomReadOptions.Head"/>.</summary>
    /// <inheritdoc cref="Read(string, DicomReadOptions?)"/>
    public static DicomFile ReadHead(string path) => Read(path, DicomReadOptions.Head);

    /// <summary>The bytes that go before a data set in a file: preamble, DICM and group 0002.</summary>
    /// <param name="sopClassUid">Media Storage SOP Class UID: the data set's.</param>
    /// <param name="sopInstanceUid">Media Storage SOP Instance UID: the data set's.</param>
    /// <param name="transferSyntaxUid">How the data set is encoded.</param>
    /// <param name="sourceAETitle">Who sent it, if that is known.</param>
    /// <remarks>PS3.10 7.1.</remarks>
    public static byte[] BuildPreambleAndMeta(
        string sopClassUid, string sopInstanceUid, string transferSyntaxUid, string? sourceAETitle = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        FileWriter.WritePreambleAndMeta(
            buffer, MakeMetaInformation(sopClassUid, sopInstanceUid, transferSyntaxUid, sourceAETitle));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes preamble, meta information and data set.</summary>
    /// <remarks>
    /// The length of group 0002 is reckoned anew, and its transfer syntax is <see cref="TransferSyntax"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The data set cannot be encoded so, see <see cref="DicomDatasetWriter"/>; or it has elements of the groups 0000 and
    /// 0002, which a reader would take for a command set or for the meta information (PS3.10 7.1 and 7.2).
    /// </exception>
    public void Write(Stream stream, DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RefuseOtherGroups();
        var buffer = new StreamBufferWriter(stream);
        var meta = new DicomDataset();
        foreach (var element in MetaInformation.Elements)
            meta.Add(element);
        // A file may name it in bytes that are no UID, and then they stay.
        if (meta.GetString(DicomTag.TransferSyntaxUID) != TransferSyntax.UID)
            meta.Set(DicomTag.TransferSyntaxUID, TransferSyntax.UID);
        FileWriter.WritePreambleAndMeta(buffer, meta);
        DicomDatasetWriter.Write(buffer, Dataset, TransferSyntax, options);
        buffer.Flush();
    }

    private void RefuseOtherGroups()
    {
        foreach (var element in Dataset.Elements)
        {
            if (element.Tag.Group is 0x0000 or 0x0002)
            {
                throw new ArgumentException(
                    $"{element.Tag} stands in the data set, and no file has that there: take it out, or move it to the "
                    + "meta information if it is of group 0002.");
            }
        }
    }

    private static DicomDataset MakeMetaInformation(
        string sopClassUid, string sopInstanceUid, string transferSyntaxUid, string? sourceAETitle)
    {
        var meta = new DicomDataset()
            .Set(DicomTag.FileMetaInformationVersion, DicomVR.OB, new byte[] { 0, 1 })
            .Set(DicomTag.MediaStorageSOPClassUID, sopClassUid)
            .Set(DicomTag.MediaStorageSOPInstanceUID, sopInstanceUid)
            .Set(DicomTag.TransferSyntaxUID, transferSyntaxUid)
            .Set(DicomTag.ImplementationClassUID, DicomImplementation.ClassUID)
            .Set(DicomTag.ImplementationVersionName, DicomImplementation.VersionName);
        return string.IsNullOrEmpty(sourceAETitle)
            ? meta
            : meta.Set(DicomTag.SourceApplicationEntityTitle, sourceAETitle);
    }
}
