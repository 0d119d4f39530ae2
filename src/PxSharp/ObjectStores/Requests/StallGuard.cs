namespace PxSharp.ObjectStores.Requests;

/// <summary>Ends a request on which nothing moves, however long the whole may take.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _outer;
    private readonly CancellationToken _outerToken;
    private readonly TimeSpan _timeout;

    public StallGuard(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _outerToken = cancellationToken;
        _source = new CancellationTokenSource(timeout, time);
        _outer = cancellationToken.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).Cancel(), _source);
    }

    /// <summary>Cancelled when nothing moved for too long, or when the caller gave up.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether it was the guard that ended it.</summary>
    public bool HasStalled => _source.IsCancellationRequested && !_outerToken.IsCancellationRequested;

    /// <summary>Something moved.</summary>
    public void Touch() => _source.CancelAfter(_timeout);

    public void Dispose()
    {
        _outer.Dispose();
        _source.Dispose();
    }
}
