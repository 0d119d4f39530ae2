namespace PxSharp.ObjectStores.Requests;

/// <summary>
/// Counts the failures (5xx) that a server tells of itself, one after the other; from any number of threads.
/// </summary>
internal sealed class ServerFaults
{
    /// <summary>After so many the server is taken for broken.</summary>
    private const int MostInARow = 8;

    private int _inARow;

    /// <summary>The server did what it was to do.</summary>
    public void Succeeded() => Volatile.Write(ref _inARow, 0);

    /// <summary>The server failed; tells whether it is to be left alone now.</summary>
    public bool IsOneTooMany() => Interlocked.Increment(ref _inARow) >= MostInARow;
}
