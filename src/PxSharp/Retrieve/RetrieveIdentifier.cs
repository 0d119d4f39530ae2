using PxSharp.Dicom;
using PxSharp.Query;

namespace PxSharp.Retrieve;

/// <summary>Makes the identifiers of C-MOVE and C-GET requests: the level and the unique keys, nothing else.</summary>
/// <remarks>PS3.4 C.4.2.2.1: a list of UIDs may stand at the level of the retrieve only.</remarks>
internal static class RetrieveIdentifier
{
    /// <summary>All of a series.</summary>
    internal static DicomDataset Series(SeriesKey key) => new DicomDataset()
        .Set(DicomTag.QueryRetrieveLevel, QueryLevel.Series.WireName())
        .Set(DicomTag.StudyInstanceUID, key.StudyInstanceUID)
        .Set(DicomTag.SeriesInstanceUID, key.SeriesInstanceUID);

    /// <summary>Some instances of a series.</summary>
    internal static DicomDataset Images(SeriesKey key, IEnumerable<string> sopInstanceUIDs) => new DicomDataset()
        .Set(DicomTag.QueryRetrieveLevel, QueryLevel.Image.WireName())
        .Set(DicomTag.StudyInstanceUID, key.StudyInstanceUID)
        .Set(DicomTag.SeriesInstanceUID, key.SeriesInstanceUID)
        .Set(DicomTag.SOPInstanceUID, sopInstanceUIDs);
}
