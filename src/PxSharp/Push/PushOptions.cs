namespace PxSharp.Push;

/// <summary>How files are pushed.</summary>
public sealed record PushOptions
{
    /// <summary>Groups of files under way at once, 1 to 64; for a PACS these are associations.</summary>
    public int Parallelism
    {
        get;
        init => field = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Parallelism), value, "it must be from 1 to 64");
    } = 8;

    /// <summary>
    /// Whether the target is asked also for what it has by our own record: when somebody may have deleted there.
    /// </summary>
    public bool Recheck { get; init; }
}
