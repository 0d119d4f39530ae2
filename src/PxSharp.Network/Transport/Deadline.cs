namespace PxSharp.Network.Transport;

/// <summary>
/// One wait at a time, with a limit that can be moved while it lasts. Once it has passed it stays passed.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private TimeSpan _after = Timeout.InfiniteTimeSpan;
    private string _timer = "";
    private string _awaited = "";
    private bool _ended;

    /// <summary>Cancelled when the limit passes, or by <see cref="End"/>.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>Whether it was ended by <see cref="End"/> rather than by time.</summary>
    internal bool IsEnded => Volatile.Read(ref _ended);

    /// <summary>Sets what is waited for and how long, and starts the time.</summary>
    /// <param name="after">How long.</param>
    /// <param name="timer">The option that says so.</param>
    /// <param name="awaited">What is waited for, for the message.</param>
    internal void Start(TimeSpan after, string timer, string awaited)
    {
        Set(after, timer, awaited);
        Restart();
    }

    /// <summary>Sets what is waited for and how long, and starts no time yet.</summary>
    internal void Set(TimeSpan after, string timer, string awaited) =>
        (_after, _timer, _awaited) = (after, timer, awaited);

    /// <summary>Starts the time anew.</summary>
    internal void Restart() => CancelAfter(_after);

    /// <summary>Stops the time.</summary>
    internal void Stop() => CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Ends the wait now, for another reason than time.</summary>
    internal void End()
    {
        Volatile.Write(ref _ended, true);
        _source.Cancel();
    }

    /// <summary>What to throw when the token was cancelled by time.</summary>
    internal DicomTimeoutException Passed() => new(_timer, _after, _awaited);

    /// <summary>Stops the time for good.</summary>
    /// <remarks>
    /// The source itself, which holds nothing but its timer, is left: who still reads must not meet a disposed one.
    /// </remarks>
    public void Dispose() => Stop();

    private void CancelAfter(TimeSpan after) => _source.CancelAfter(after);
}
