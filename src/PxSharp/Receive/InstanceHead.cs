using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>
/// What the head of an instance says: which instance it is, where it belongs, and what the index keeps.
/// </summary>
internal sealed record InstanceHead(
    string SOPInstanceUID,
    string SOPClassUID,
    string RelativePath,
    SeriesRecord Series,
    StudyRecord Study,
    PatientRecord Patient)
{
    /// <summary>
    /// No value that a path or the index is made of comes near this; a longer one need not be in memory.
    /// </summary>
    private const int LongestValue = 1 << 20;

    /// <summary>Reads a head as far as the layout and the index need it.</summary>
    public static DicomReadOptions ReadOptions(PathLayout layout)
    {
        var last = DicomTag.PerformedStationAETitle;
        foreach (var tag in layout.RequiredTags)
            last = tag > last ? tag : last;
        return new DicomReadOptions { StopBefore = new DicomTag(last.Value + 1), MaxKeptLength = LongestValue };
    }

    /// <summary>Takes out what is needed; nothing of the data set is kept.</summary>
    public static InstanceHead Of(DicomDataset head, PathLayout layout, int maxPathLength)
    {
        var patientID = Text(head, DicomTag.PatientID) ?? "";
        var studyUID = Text(head, DicomTag.StudyInstanceUID) ?? "";
        var path = layout.Resolve(head, maxPathLength);
        return new InstanceHead(
            Text(head, DicomTag.SOPInstanceUID) ?? "",
            Text(head, DicomTag.SOPClassUID) ?? "",
            path,
            new SeriesRecord
            {
                SeriesInstanceUID = Text(head, DicomTag.SeriesInstanceUID) ?? "",
                StudyInstanceUID = studyUID,
                PatientID = patientID,
                Modality = Text(head, DicomTag.Modality),
                SeriesNumber = Text(head, DicomTag.SeriesNumber),
                SeriesDescription = Text(head, DicomTag.SeriesDescription),
                SeriesDate = Text(head, DicomTag.SeriesDate),
                Directory = path[..path.LastIndexOf('/')],
            },
            new StudyRecord
            {
                StudyInstanceUID = studyUID,
                PatientID = patientID,
                StudyDescription = Text(head, DicomTag.StudyDescription),
                StudyDate = Text(head, DicomTag.StudyDate),
                StudyTime = Text(head, DicomTag.StudyTime),
                AccessionNumber = Text(head, DicomTag.AccessionNumber),
                StudyID = Text(head, DicomTag.StudyID),
                ReferringPhysicianName = Text(head, DicomTag.ReferringPhysicianName),
                PerformedStationAETitle = Text(head, DicomTag.PerformedStationAETitle),
            },
            new PatientRecord
            {
                PatientID = patientID,
                PatientName = Text(head, DicomTag.PatientName),
                PatientBirthDate = Text(head, DicomTag.PatientBirthDate),
                PatientSex = Text(head, DicomTag.PatientSex),
                PatientAge = Text(head, DicomTag.PatientAge),
            });
    }

    /// <summary>The record of the instance for the index.</summary>
    public ReceivedInstance ToRecord(
        PlacedFile placed, string transferSyntaxUID, string? callingAETitle, DateTimeOffset receivedAt)
        => new(
            new InstanceRecord
            {
                SOPInstanceUID = SOPInstanceUID,
                SOPClassUID = SOPClassUID,
                SeriesInstanceUID = Series.SeriesInstanceUID,
                TransferSyntaxUID = transferSyntaxUID,
                RelativePath = placed.RelativePath,
                Size = placed.Size,
                ReceivedAt = receivedAt,
                CallingAETitle = callingAETitle,
                IsSuperseding = placed.Outcome == PlacedOutcome.Superseded,
            },
            Series, Study, Patient);

    /// <summary>A value for the index; a NUL inside, which ends a text in SQL, is left out.</summary>
    private static string? Text(DicomDataset head, DicomTag tag)
        => head.GetString(tag)?.Replace("\0", "", StringComparison.Ordinal);
}
