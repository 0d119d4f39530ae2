using System.Collections.Concurrent;
using PxSharp.Network.Services;

namespace PxSharp.Network.Tests.Support;

/// <summary>Keeps what is stored, and how each receiver ended.</summary>
internal sealed class MemoryStore : IStoreHandler
{
    internal ConcurrentDictionary<string, byte[]> Stored { get; } = new();

    internal ConcurrentQueue<StoreRequest> Requests { get; } = new();

    /// <summary>Receivers that were disposed without having been completed.</summary>
    internal int Discarded;

    internal TaskCompletionSource DiscardedOne { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Func<StoreRequest, Exception?> OnBegin { get; init; } = _ => null;

    internal Func<StoreRequest, int, Exception?> OnWrite { get; init; } = (_, _) => null;

    internal Func<StoreRequest, StoreResult> OnComplete { get; init; } = _ => StoreResult.Success;

    public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnBegin(request) is { } exception
            ? throw exception
            : ValueTask.FromResult<IStoreReceiver>(new Receiver(this, request));
    }

    private sealed class Receiver(MemoryStore store, StoreRequest request) : IStoreReceiver
    {
        private readonly MemoryStream _bytes = new();
        private bool _isComplete;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
        {
            _bytes.Write(fragment.Span);
            return store.OnWrite(request, (int)_bytes.Length) is { } exception
                ? throw exception
                : ValueTask.CompletedTask;
        }

        public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
        {
            var result = store.OnComplete(request);
            store.Stored[request.SOPInstanceUID] = _bytes.ToArray();
            _isComplete = true;
            return ValueTask.FromResult(result);
        }

        public ValueTask DisposeAsync()
        {
            if (!_isComplete)
            {
                Interlocked.Increment(ref store.Discarded);
                store.DiscardedOne.TrySetResult();
            }
            return ValueTask.CompletedTask;
        }
    }
}
