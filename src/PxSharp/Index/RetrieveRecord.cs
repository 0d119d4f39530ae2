namespace PxSharp.Index;

/// <summary>A retrieve of one series, as it stands.</summary>
public sealed record RetrieveRecord
{
    /// <summary>The number of this retrieve.</summary>
    public required long Id { get; init; }

    /// <summary>Groups the retrieves of one command.</summary>
    public required string Job { get; init; }

    /// <summary>The PACS: its key in pacs.json, or its AE title.</summary>
    public required string Pacs { get; init; }

    /// <summary>Study Instance UID (0020,000D).</summary>
    public required string StudyInstanceUID { get; init; }

    /// <summary>Series Instance UID (0020,000E).</summary>
    public required string SeriesInstanceUID { get; init; }

    /// <summary>When the retrieve began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the retrieve ended (UTC); null while it runs, or when its process died.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How the retrieve ended; null while it runs.</summary>
    public string? Outcome { get; init; }

    /// <summary>Instances that the PACS promised; null when it said nothing about that.</summary>
    public long? Requested { get; init; }

    /// <summary>Promised instances that are here, whenever they came.</summary>
    public long Received { get; init; }

    /// <summary>Whether the SOP Instance UIDs are known, so that the missing ones can be named.</summary>
    public bool ListsInstances { get; init; }

    /// <summary>Promised instances that are not here; null when the PACS promised nothing.</summary>
    public long? Missing => Requested is { } requested ? Math.Max(0, requested - Received) : null;
}
