using PxSharp.Dicom;

namespace PxSharp.Tests.Paths;

/// <summary>Heads of data sets, as far as paths and the index look at them.</summary>
internal static class Heads
{
    public static DicomDataset Make(
        string characterSet, string patientID, string patientName, string birthDate, string studyDescription,
        string accessionNumber, string? studyDate, string seriesDescription, string seriesUID, string instanceNumber)
    {
        var head = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, characterSet)
            .Set(DicomTag.SOPInstanceUID, seriesUID + "." + instanceNumber)
            .Set(DicomTag.AccessionNumber, accessionNumber)
            .Set(DicomTag.StudyDescription, studyDescription)
            .Set(DicomTag.SeriesDescription, seriesDescription)
            .Set(DicomTag.PatientName, patientName)
            .Set(DicomTag.PatientID, patientID)
            .Set(DicomTag.PatientBirthDate, birthDate)
            .Set(DicomTag.SeriesInstanceUID, seriesUID)
            .Set(DicomTag.InstanceNumber, instanceNumber);
        return studyDate is null ? head : head.Set(DicomTag.StudyDate, studyDate);
    }

    public static DicomDataset Without(this DicomDataset head, params ReadOnlySpan<DicomTag> tags)
    {
        foreach (var tag in tags)
            head.Remove(tag);
        return head;
    }

    public static string DirectoryOf(string path) => path[..path.LastIndexOf('/')];
}
