using System.Diagnostics.CodeAnalysis;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

public sealed class GetTests
{
    [Fact]
    public async Task A_cancel_outlasts_a_peer_that_stops_in_the_midst_of_an_instance()
    {
        await using var server = await Peers.ServeAsync(new DicomServerOptions { Get = new Stalls() });
        var options = Peers.OptionsFor(server.Port) with
        {
            DimseTimeout = TimeSpan.FromDays(1),
            CancelTimeout = TimeSpan.FromMilliseconds(100),
        };
        await using var client = await DicomClient.ConnectAsync(
            options, [Peers.Get,
                ProposedContext.ForGet(
                    DicomUID.CTImageStorage, [DicomUID.ExplicitVRLittleEndian])], Peers.Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Peers.Cancellation);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new MemoryStore
        {
            OnWrite = (_, _) =>
            {
                begun.TrySetResult();
                return null;
            },
        };

        var getting = ReadAsync(client, store, cancel.Token);
        await begun.Task.WaitAsync(Peers.Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => getting.WaitAsync(
            TimeSpan.FromSeconds(60), Peers.Cancellation));
        Assert.False(client.IsOpen);
        Assert.Equal(1, store.Discarded);
        Assert.Empty(store.Stored);
    }

    private static async Task ReadAsync(DicomClient client, IStoreHandler store, CancellationToken cancellationToken)
    {
        var identifier = new DicomDataset().Set(
            DicomTag.QueryRetrieveLevel, "STUDY").Set(DicomTag.StudyInstanceUID, "1.2");
        await foreach (var _ in client.GetAsync(QueryRetrieve.StudyRootGet, identifier, store, cancellationToken))
        {
        }
    }

    /// <summary>Has one instance, of which only the beginning is ever sent.</summary>
    private sealed class Stalls : IGetHandler
    {
        public ValueTask<IReadOnlyList<StoreSource>> SelectAsync(
            RetrieveRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<StoreSource>>(
                [Peers.Instance("1.2.3", []) with { OpenAsync = _ => ValueTask.FromResult<Stream>(new Stalled()) }]);
    }

    /// <summary>Gives a MiB, and then nothing until it is given up.</summary>
    [SuppressMessage("Design", "CA1844:Provide memory-based overrides",
        Justification = "The memory-based one is all that is called.")]
    private sealed class Stalled : MemoryStream
    {
        private int _left = 1 << 20;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            var count = Math.Min(buffer.Length, _left);
            _left -= count;
            return count;
        }
    }
}
