namespace PxSharp.Index;

/// <summary>What the index knows of a series. A tag that no instance held is null.</summary>
public sealed record SeriesRecord
{
    /// <summary>Series Instance UID (0020,000E); empty for the instances that have none.</summary>
    public required string SeriesInstanceUID { get; init; }

    /// <summary>Study Instance UID (0020,000D).</summary>
    public required string StudyInstanceUID { get; init; }

    /// <summary>Patient ID (0010,0020).</summary>
    public required string PatientID { get; init; }

    /// <summary>Modality (0008,0060).</summary>
    public string? Modality { get; init; }

    /// <summary>Series Number (0020,0011).</summary>
    public string? SeriesNumber { get; init; }

    /// <summary>Series Description (0008,103E).</summary>
    public string? SeriesDescription { get; init; }

    /// <summary>Series Date (0008,0021).</summary>
    public string? SeriesDate { get; init; }

    /// <summary>
    /// The directory of the instance received last, relative to the data root; null before the first.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Instances that the newest retrieve of this series expected; null when it was never retrieved.</summary>
    public long? Requested { get; init; }

    /// <summary>
    /// Instances that the newest retrieve expected and that are not here: by SOP Instance UID where the PACS listed
    /// them, else by count; null when it was never retrieved or nothing was promised.
    /// </summary>
    public long? Missing { get; init; }

    /// <summary>Instances that have been received.</summary>
    public long Received { get; init; }

    /// <summary>Instances that lie at their final place: always those received.</summary>
    public long Packed => Received;

    /// <summary>Instances that have been pushed to storage.</summary>
    public long Pushed { get; init; }

    /// <summary>Instances that have been registered with CUBE.</summary>
    public long Registered { get; init; }

    /// <summary>
    /// How often an instance came again with another data set, or for another path: the older file was kept each time.
    /// </summary>
    public long Superseded { get; init; }

    /// <summary>Bytes of the received instances' files.</summary>
    public long Bytes { get; init; }

    /// <summary>When the last instance was received; null before the first.</summary>
    public DateTimeOffset? LastReceivedAt { get; init; }
}
