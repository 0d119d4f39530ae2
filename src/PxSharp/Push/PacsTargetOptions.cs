using PxSharp.Pacs;

namespace PxSharp.Push;

/// <summary>How instances are sent to a PACS.</summary>
public sealed record PacsTargetOptions
{
    /// <summary>
    /// Whether the PACS is asked at IMAGE level what it has of each series, and gets only what it lacks.
    /// </summary>
    public bool SkipExisting { get; init; }

    /// <summary>
    /// How often an instance is sent again that the PACS has no resources for at the moment (A7xx). Default 2.
    /// </summary>
    public int Retries
    {
        get;
        init => field = value is >= 0 and <= 20
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Retries), value, "it must be from 0 to 20");
    } = 2;

    /// <summary>How often and how soon a lost association is made anew.</summary>
    public ReconnectOptions Reconnect { get; init; } = new();
}
