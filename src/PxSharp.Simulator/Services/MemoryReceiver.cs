using PxSharp.Network.Services;
using PxSharp.Simulator.Archive;

namespace PxSharp.Simulator.Services;

/// <summary>Takes one instance into memory.</summary>
internal sealed class MemoryReceiver(PacsArchive archive, StoreRequest request) : IStoreReceiver
{
    private readonly MemoryStream _bytes = new();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
    {
        _bytes.Write(fragment.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
    {
        var instance = new ArchivedBytes(_bytes.ToArray(), request.TransferSyntaxUID);
        return ValueTask.FromResult(Reception.Keep(archive, request, instance));
    }

    public ValueTask DisposeAsync() => _bytes.DisposeAsync();
}
