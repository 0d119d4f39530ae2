namespace PxSharp.Index;

/// <summary>What the index knows of a study. A tag that no instance held is null.</summary>
public sealed record StudyRecord
{
    /// <summary>Study Instance UID (0020,000D); empty for the instances that have none.</summary>
    public required string StudyInstanceUID { get; init; }

    /// <summary>Patient ID (0010,0020).</summary>
    public required string PatientID { get; init; }

    /// <summary>Study Description (0008,1030).</summary>
    public string? StudyDescription { get; init; }

    /// <summary>Study Date (0008,0020).</summary>
    public string? StudyDate { get; init; }

    /// <summary>Study Time (0008,0030).</summary>
    public string? StudyTime { get; init; }

    /// <summary>Accession Number (0008,0050).</summary>
    public string? AccessionNumber { get; init; }

    /// <summary>Study ID (0020,0010).</summary>
    public string? StudyID { get; init; }

    /// <summary>Referring Physician's Name (0008,0090).</summary>
    public string? ReferringPhysicianName { get; init; }

    /// <summary>Performed Station AE Title (0040,0241).</summary>
    public string? PerformedStationAETitle { get; init; }

    /// <summary>Series of this study that the index knows.</summary>
    public long SeriesCount { get; init; }

    /// <summary>Instances of this study that have been received.</summary>
    public long Received { get; init; }

    /// <summary>Bytes of these instances' files.</summary>
    public long Bytes { get; init; }
}
