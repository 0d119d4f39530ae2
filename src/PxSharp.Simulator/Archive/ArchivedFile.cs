using PxSharp.Dicom;

namespace PxSharp.Simulator.Archive;

/// <summary>An instance in a Part 10 file; its data set is given out byte for byte as the file has it.</summary>
public sealed class ArchivedFile : IArchivedInstance
{
    private readonly long _datasetOffset;

    private ArchivedFile(string path, DicomFile file)
    {
        FilePath = path;
        _datasetOffset = file.DatasetOffset;
        TransferSyntaxUID = file.TransferSyntax.UID;
        PatientID = file.Dataset.GetString(DicomTag.PatientID) ?? "";
        StudyInstanceUID = InstanceUIDs.Required(file.Dataset, DicomTag.StudyInstanceUID);
        SeriesInstanceUID = InstanceUIDs.Required(file.Dataset, DicomTag.SeriesInstanceUID);
        SOPInstanceUID = InstanceUIDs.Required(file.Dataset, DicomTag.SOPInstanceUID);
        SOPClassUID = InstanceUIDs.Required(file.Dataset, DicomTag.SOPClassUID);
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

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

    /// <summary>Reads the head of a file.</summary>
    /// <exception cref="DicomException">It is not a DICOM file, or lacks one of the UIDs.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ArchivedFile Read(string path) => new(path, DicomFile.ReadHead(path));

    /// <inheritdoc/>
    public DicomDataset ReadAttributes() => DicomFile.ReadHead(FilePath).Dataset;

    /// <inheritdoc/>
    public Stream Open()
    {
        var file = File.OpenRead(FilePath);
        file.Position = _datasetOffset;
        return file;
    }
}
