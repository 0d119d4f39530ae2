using System.Collections.Concurrent;
using PxSharp.Network.Services;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>Takes instances as our receiver gets them, and keeps their bytes in memory.</summary>
public sealed class MemoryStore : IStoreHandler
{
    private readonly ConcurrentDictionary<string, SentInstance> _instances = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SentInstance> Instances => _instances;

    public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IStoreReceiver>(new Receiver(this, request));

    private sealed class Receiver(MemoryStore store, StoreRequest request) : IStoreReceiver
    {
        private readonly MemoryStream _bytes = new();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
        {
            _bytes.Write(fragment.Span);
            return ValueTask.CompletedTask;
        }

        public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
        {
            store._instances[request.SOPInstanceUID] =
                new SentInstance(request.SOPInstanceUID, request.TransferSyntaxUID, _bytes.ToArray());
            return ValueTask.FromResult(StoreResult.Success);
        }

        public ValueTask DisposeAsync() => _bytes.DisposeAsync();
    }
}
