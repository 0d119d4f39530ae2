namespace PxSharp.Network.Server;

/// <summary>
/// Decides how long an association waits for the next message: while an operation runs the peer has nothing to say,
/// otherwise the idle time-out holds. The loop and the operation's end may meet at any point.
/// </summary>
/// <param name="setLimit">Sets the limit of the wait; null: none.</param>
/// <param name="idleTimeout">The limit while nothing runs.</param>
internal sealed class MessageWait(Action<TimeSpan?> setLimit, TimeSpan idleTimeout)
{
    /// <summary>The loop waits for the next message.</summary>
    internal void Begin(ServerOperation? operation)
    {
        if (operation is not { IsAnswered: false })
        {
            setLimit(idleTimeout);
            return;
        }
        setLimit(null);
        // It may have been answered just before, and its limit been taken away here.
        Interlocked.MemoryBarrier();
        if (operation.IsAnswered)
            setLimit(idleTimeout);
    }

    /// <summary>The operation has sent its last response.</summary>
    internal void Answered(ServerOperation operation)
    {
        operation.IsAnswered = true;
        Interlocked.MemoryBarrier();
        setLimit(idleTimeout);
    }
}
