using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>A study that a query found, with its series.</summary>
/// <param name="Index">Its place in the PACS' answer, from 0; what did not fit is counted too.</param>
/// <param name="Dataset">What the PACS said of it.</param>
/// <param name="Series">The series that fit; null when only studies were asked for.</param>
public sealed record StudyResult(int Index, DicomDataset Dataset, IReadOnlyList<SeriesResult>? Series)
{
    /// <summary>Study Instance UID; empty when the PACS did not say.</summary>
    public string StudyInstanceUID => Dataset.GetString(DicomTag.StudyInstanceUID) ?? "";

    /// <summary>Why the series could not be found out, one plain line; null when they could.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// The keys that the answers say nothing about, so that only the PACS' word stands for them; empty when all were
    /// checked.
    /// </summary>
    public IReadOnlyList<QueryKey> UnverifiedKeys { get; init; } = [];
}
