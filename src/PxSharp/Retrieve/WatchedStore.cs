using PxSharp.Network.Services;

namespace PxSharp.Retrieve;

/// <summary>Tells of each piece of an instance: one that takes long to come is no silence.</summary>
/// <param name="handler">Takes the instances.</param>
/// <param name="onBytes">Told of each piece.</param>
internal sealed class WatchedStore(IStoreHandler handler, Action onBytes) : IStoreHandler
{
    public async ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
        new WatchedReceiver(await handler.BeginAsync(request, cancellationToken), onBytes);

    private sealed class WatchedReceiver(IStoreReceiver receiver, Action onBytes) : IStoreReceiver
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
        {
            onBytes();
            return receiver.WriteAsync(fragment, cancellationToken);
        }

        public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken) =>
            receiver.CompleteAsync(cancellationToken);

        public ValueTask DisposeAsync() => receiver.DisposeAsync();
    }
}
