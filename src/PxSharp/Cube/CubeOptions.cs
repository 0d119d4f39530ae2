namespace PxSharp.Cube;

/// <summary>How a CUBE is spoken to: how long it may take, how often it is tried again.</summary>
public sealed record CubeOptions
{
    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait for one answer, a millisecond to an hour.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest wait for the answer to a series, which CUBE looks for in its storage for half a minute.
    /// </summary>
    public TimeSpan SeriesTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Times that a request is tried again, 0 to 20.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first time; it doubles each time, and varies by chance.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries, also when the server asks for more.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Items on one page of a listing, 1 to 1000; a server may give fewer.</summary>
    public int PageLength { get; init; } = 100;

    /// <summary>Checks the numbers against their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside.</exception>
    internal CubeOptions Checked()
    {
        var hour = TimeSpan.FromHours(1);
        var least = TimeSpan.FromMilliseconds(1);
        Check(ConnectTimeout, least, hour, nameof(ConnectTimeout));
        Check(RequestTimeout, least, hour, nameof(RequestTimeout));
        Check(SeriesTimeout, least, hour, nameof(SeriesTimeout));
        Check(Retries, 0, 20, nameof(Retries));
        Check(RetryDelay, TimeSpan.Zero, LongestRetryDelay, nameof(RetryDelay));
        Check(LongestRetryDelay, TimeSpan.Zero, hour, nameof(LongestRetryDelay));
        Check(PageLength, 1, 1000, nameof(PageLength));
        return this;
    }

    private static void Check<T>(T value, T from, T to, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(from) < 0 || value.CompareTo(to) > 0)
            throw new ArgumentOutOfRangeException(name, value, $"it must be from {from} to {to}");
    }
}
