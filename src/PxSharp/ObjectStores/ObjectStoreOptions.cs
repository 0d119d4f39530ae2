namespace PxSharp.ObjectStores;

/// <summary>How a store is used: how much at once, how long it may take, how often it is tried again.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Requests under way at once, 1 to 64.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Bytes from which an object is stored in segments; at least 5 MiB, which S3 asks for.</summary>
    public long SegmentThreshold { get; init; } = 1L << 30;

    /// <summary>Bytes of a segment, 5 MiB to 5 GiB; larger where an object would have more than a thousand.</summary>
    public long SegmentLength { get; init; } = 256L << 20;

    /// <summary>Names on one page of a listing, 1 to 10,000; a server may give fewer.</summary>
    public int PageLength { get; init; } = 1000;

    /// <summary>Times that a request is tried again, 0 to 20.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The wait before the first time; it doubles each time, and varies by chance.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between two tries, also when the server asks for more.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may move on a request: no byte sent, no byte received.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Checks the numbers against their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside.</exception>
    internal ObjectStoreOptions Checked()
    {
        Check(Parallelism, 1, 64, nameof(Parallelism));
        Check(SegmentThreshold, 5L << 20, long.MaxValue, nameof(SegmentThreshold));
        Check(SegmentLength, 5L << 20, 5L << 30, nameof(SegmentLength));
        Check(PageLength, 1, 10_000, nameof(PageLength));
        Check(Retries, 0, 20, nameof(Retries));
        Check(RetryDelay.Ticks, 0, LongestRetryDelay.Ticks, nameof(RetryDelay));
        Check(ConnectTimeout.Ticks, 1, TimeSpan.FromHours(1).Ticks, nameof(ConnectTimeout));
        Check(StallTimeout.Ticks, 1, TimeSpan.FromHours(1).Ticks, nameof(StallTimeout));
        return this;
    }

    /// <summary>The length of each segment of an object, so that there are at most a thousand.</summary>
    internal long SegmentLengthFor(long length) => Math.Max(SegmentLength, (length + 999) / 1000);

    private static void Check(long value, long from, long to, string name)
    {
        if (value < from || value > to)
            throw new ArgumentOutOfRangeException(name, value, $"it must be from {from} to {to}");
    }
}
