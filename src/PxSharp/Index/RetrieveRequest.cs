namespace PxSharp.Index;

/// <summary>A series that is about to be retrieved.</summary>
/// <remarks>The counts in the records of series and study are not read.</remarks>
public sealed record RetrieveRequest
{
    /// <summary>The series as the query found it.</summary>
    public required SeriesRecord Series { get; init; }

    /// <summary>Its study as the query found it.</summary>
    public required StudyRecord Study { get; init; }

    /// <summary>Its patient as the query found it.</summary>
    public required PatientRecord Patient { get; init; }

    /// <summary>Groups the retrieves of one command; any text, such as a UUID.</summary>
    public required string Job { get; init; }

    /// <summary>The PACS: its key in pacs.json, or its AE title.</summary>
    public required string Pacs { get; init; }

    /// <summary>
    /// The SOP Instance UIDs that the PACS promised; null when it could not list them, and then
    /// <see cref="ExpectedCount"/> counts.
    /// </summary>
    public IReadOnlyCollection<string>? ExpectedInstances { get; init; }

    /// <summary>
    /// How many instances the PACS promised. Read only when <see cref="ExpectedInstances"/> is null; null when that is
    /// unknown too.
    /// </summary>
    public int? ExpectedCount { get; init; }
}
