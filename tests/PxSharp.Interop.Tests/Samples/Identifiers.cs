using PxSharp.Dicom;

namespace PxSharp.Interop.Tests.Samples;

/// <summary>Identifiers of queries and retrieves.</summary>
public static class Identifiers
{
    /// <summary>One study, by its UID, with what a person wants to know of it.</summary>
    public static DicomDataset Study(string studyInstanceUid) => new DicomDataset()
        .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
        .Set(DicomTag.QueryRetrieveLevel, "STUDY")
        .Set(DicomTag.StudyInstanceUID, studyInstanceUid)
        .Set(DicomTag.StudyDate, "")
        .Set(DicomTag.PatientName, "")
        .Set(DicomTag.PatientID, "");

    /// <summary>The same, to be moved or got.</summary>
    public static DicomDataset RetrieveStudy(string studyInstanceUid) => new DicomDataset()
        .Set(DicomTag.QueryRetrieveLevel, "STUDY")
        .Set(DicomTag.StudyInstanceUID, studyInstanceUid);

    /// <summary>Every instance of a series.</summary>
    public static DicomDataset Instances(string studyInstanceUid, string seriesInstanceUid) => new DicomDataset()
        .Set(DicomTag.QueryRetrieveLevel, "IMAGE")
        .Set(DicomTag.StudyInstanceUID, studyInstanceUid)
        .Set(DicomTag.SeriesInstanceUID, seriesInstanceUid)
        .Set(DicomTag.SOPInstanceUID, "");
}
