namespace PxSharp.Pacs;

/// <summary>How often and how soon a lost association is made anew.</summary>
public sealed record ReconnectOptions
{
    /// <summary>How many times in a row it is tried before the loss counts as final. 0: never. Default 4.</summary>
    public int MaximumAttempts { get; init; } = 4;

    /// <summary>How long to wait before the first try; each further one waits twice as long. Default 1 s.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait at most. Default 30 s.</summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before a try.</summary>
    /// <param name="attempt">The number of the try, from 1.</param>
    public TimeSpan DelayBefore(int attempt) =>
        TimeSpan.FromTicks(
            (long)Math.Min(FirstDelay.Ticks * Math.Pow(2, Math.Max(0, attempt - 1)), MaximumDelay.Ticks));
}
