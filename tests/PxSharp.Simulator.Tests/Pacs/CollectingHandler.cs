using System.Collections.Concurrent;
using PxSharp.Network.Services;

namespace PxSharp.Simulator.Tests.Pacs;

/// <summary>Keeps what it is sent: the whole instances, and how many came to no end.</summary>
internal sealed class CollectingHandler : IStoreHandler
{
    private int _broken;

    public ConcurrentDictionary<string, byte[]> Instances { get; } = new();

    public int Broken => _broken;

    public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IStoreReceiver>(new Receiver(this, request.SOPInstanceUID));

    private sealed class Receiver(CollectingHandler handler, string sopInstanceUID) : IStoreReceiver
    {
        private readonly MemoryStream _bytes = new();
        private bool _isWhole;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken) =>
            _bytes.WriteAsync(fragment, cancellationToken);

        public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
        {
            _isWhole = true;
            handler.Instances[sopInstanceUID] = _bytes.ToArray();
            return ValueTask.FromResult(StoreResult.Success);
        }

        public ValueTask DisposeAsync()
        {
            if (!_isWhole)
                Interlocked.Increment(ref handler._broken);
            return _bytes.DisposeAsync();
        }
    }
}
