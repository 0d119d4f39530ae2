namespace PxSharp.Index;

/// <summary>What became of one instance at one target: the newest attempt.</summary>
public sealed record DeliveryRecord
{
    /// <summary>SOP Instance UID (0008,0018); it need not be one that was received here.</summary>
    public required string SOPInstanceUID { get; init; }

    /// <summary>What was done with it.</summary>
    public required DeliveryKind Kind { get; init; }

    /// <summary>Where; the same text each time, without a secret.</summary>
    public required string Target { get; init; }

    /// <summary>The name it has there; null where it has none but its UID.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The MD5 of the file that was sent, in lower-case hexadecimal; null when it was not reckoned.</summary>
    public string? Checksum { get; init; }

    /// <summary>When it was attempted (UTC, kept to the millisecond).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why it failed, one plain line; null when it is there.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it is there.</summary>
    public bool IsDelivered => Error is null;
}
