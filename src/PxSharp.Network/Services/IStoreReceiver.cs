namespace PxSharp.Network.Services;

/// <summary>Takes the bytes of one instance as they arrive. Disposed at the end, always, exactly once.</summary>
/// <remarks>
/// Disposed without a finished <see cref="CompleteAsync"/>: the association broke or the message failed; throw
/// everything away. Never called by two threads at once.
/// </remarks>
public interface IStoreReceiver : IAsyncDisposable
{
    /// <summary>Takes the next bytes of the data set, as sent, in pieces of any size.</summary>
    /// <param name="fragment">The bytes; they are gone when the call returns.</param>
    /// <param name="cancellationToken">Ends when the association does.</param>
    /// <remarks>After an exception the rest is read and dropped, and the matching failure status is answered.</remarks>
    ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken);

    /// <summary>The data set is whole: makes it last, and says how that went.</summary>
    /// <returns>What to answer; Success only when the instance cannot be lost any more.</returns>
    ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken);
}
