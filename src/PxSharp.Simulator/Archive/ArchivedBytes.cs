using PxSharp.Dicom;

namespace PxSharp.Simulator.Archive;

/// <summary>An instance in memory, as it was received or encoded.</summary>
public sealed class ArchivedBytes : IArchivedInstance
{
    private readonly byte[] _bytes;

    /// <summary>An encoded data set, without preamble and meta information; not copied.</summary>
    /// <param name="bytes">The data set.</param>
    /// <param name="transferSyntaxUID">How it is encoded.</param>
    /// <exception cref="DicomException">It cannot be read, or lacks one of the UIDs.</exception>
    public ArchivedBytes(byte[] bytes, string transferSyntaxUID)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        _bytes = bytes;
        TransferSyntaxUID = transferSyntaxUID;
        var head = ReadAttributes();
        PatientID = head.GetString(DicomTag.PatientID) ?? "";
        StudyInstanceUID = InstanceUIDs.Required(head, DicomTag.StudyInstanceUID);
        SeriesInstanceUID = InstanceUIDs.Required(head, DicomTag.SeriesInstanceUID);
        SOPInstanceUID = InstanceUIDs.Required(head, DicomTag.SOPInstanceUID);
        SOPClassUID = InstanceUIDs.Required(head, DicomTag.SOPClassUID);
    }

    /// <inheritdoc/>
    public string PatientID { get; }

    /// <inheritdoc/>
    public string StudyInstanceUID { get; }

    /// <inheritdoc/>
    public string SeriesInstanceUID { get; }

    /// <inheritdoc/>
    public string SOPInstanceUID { get; }

    /// <inheritdoc/>
    public string SOPClassUID { get; }

    /// <inheritdoc/>
    public string TransferSyntaxUID { get; }

    /// <inheritdoc/>
    public DicomDataset ReadAttributes() =>
        DicomDatasetReader.Read(_bytes, TransferSyntax.Of(TransferSyntaxUID), DicomReadOptions.Head);

    /// <inheritdoc/>
    public Stream Open() => new MemoryStream(_bytes, writable: false);
}
