using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>A series that a query found.</summary>
/// <param name="Index">Its place in the PACS' answer, from 0; what did not fit is counted too.</param>
/// <param name="Dataset">What the PACS said of it.</param>
/// <param name="Instances">
/// The instances that fit the keys of the IMAGE level; null when there were no such keys or the PACS did not answer.
/// </param>
public sealed record SeriesResult(int Index, DicomDataset Dataset, IReadOnlyList<FoundInstance>? Instances = null)
{
    /// <summary>Series Instance UID; empty when the PACS did not say.</summary>
    public string SeriesInstanceUID => Dataset.GetString(DicomTag.SeriesInstanceUID) ?? "";
}
