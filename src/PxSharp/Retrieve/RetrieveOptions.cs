using PxSharp.Pacs;

namespace PxSharp.Retrieve;

/// <summary>How to retrieve. Every wait is finite.</summary>
public sealed record RetrieveOptions
{
    /// <summary>Where received files lie: the directory that the index' relative paths start from.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>C-MOVE (default) or C-GET.</summary>
    public RetrieveMethod Method { get; init; }

    /// <summary>The AE title that the PACS is to send to; null: our own. C-MOVE only.</summary>
    public string? MoveDestination { get; init; }

    /// <summary>What the index calls the PACS: its name in pacs.json; null: its AE title.</summary>
    public string? PacsName { get; init; }

    /// <summary>Ask for what is here already, too.</summary>
    public bool AskForPresent { get; init; }

    /// <summary>
    /// How many series are asked for at once, each on its own association. Default 1, which is polite.
    /// </summary>
    public int ParallelSeries
    {
        get;
        init => field = value is >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(nameof(ParallelSeries));
    } = 1;

    /// <summary>
    /// How often a series is asked for without anything new arriving before it is given up. Default 3.
    /// </summary>
    public int MaximumAttempts
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaximumAttempts));
    } = 3;

    /// <summary>
    /// After how many series in a row that brought nothing the rest is not asked for: the PACS then does not reach us.
    /// Once something has come, three times as many. Default 3.
    /// </summary>
    public int MaximumFruitlessSeries
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaximumFruitlessSeries));
    } = 3;

    /// <summary>
    /// How often a PACS that is out of resources (A701, A702) is asked again for a series. Default 5.
    /// </summary>
    public int MaximumBusyRetries { get; init; } = 5;

    /// <summary>
    /// How long to wait before the first of these retries; each further one waits twice as long. Default 5 s.
    /// </summary>
    public TimeSpan BusyDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long promised instances may still come after the last one, or after the PACS said that it was done. Default
    /// 30 s.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the PACS may say nothing and send nothing while it serves a request. Default 10 min: it may have to
    /// fetch from tape.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init; } = DefaultSilenceTimeout;

    /// <summary>The default of <see cref="SilenceTimeout"/>: 10 min.</summary>
    public static TimeSpan DefaultSilenceTimeout { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait between series.</summary>
    public SeriesDelay DelayBetweenSeries { get; init; }

    /// <summary>How a lost association is made anew.</summary>
    public ReconnectOptions Reconnect { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
