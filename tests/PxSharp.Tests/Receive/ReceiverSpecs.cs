using System.Collections.Concurrent;
using System.Net;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using PxSharp.Receive;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Receive;

public sealed class ReceiverSpecs : IAsyncDisposable
{
    private readonly BaseMount _mount = new();
    private readonly ConcurrentQueue<ReceiveEvent> _events = [];

    public ValueTask DisposeAsync() => _mount.DisposeAsync();

    [Fact]
    public async Task Stores_what_eight_associations_send_at_once()
    {
        await using var receiver = await Start();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(association => Task.Run(async () =>
        {
            await using var client = await Connect(receiver);
            for (var i = 1; i <= 10; i++)
                Assert.True(
                    (await client.StoreAsync(Source(Instances.Make((association * 10) + i, 100_000)))).IsStored);
            await client.ReleaseAsync();
        })));

        Assert.Equal(80, _mount.Files().Length);
        Assert.Equal(80, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Received);
        Assert.Empty(_mount.Unfinished());
        Assert.Equal(80, _events.OfType<InstanceStored>().Count());
        Assert.Equal(8, _events.OfType<AssociationOpened>().Count());
    }

    [Fact]
    public async Task Says_that_it_runs_until_it_does_not()
    {
        await using (var receiver = await Start())
        {
            var found = RunningReceiver.Find(_mount["log"]);

            Assert.True(receiver.IsAnnounced);
            Assert.Equal(
                new RunningReceiver(Environment.ProcessId, "CHRISLOCAL", receiver.Port, _mount.Data.Path), found);
        }
        Assert.Null(RunningReceiver.Find(_mount["log"]));
    }

    [Fact]
    public async Task Takes_the_place_of_the_receiver_that_came_first_when_it_ends()
    {
        var first = await Start();
        await using var second = await Start();
        Assert.Equal((true, false), (first.IsAnnounced, second.IsAnnounced));
        Assert.Equal(first.Port, RunningReceiver.Find(_mount["log"])!.Port);

        await first.DisposeAsync();
        while (!second.IsAnnounced)
            await Task.Yield();

        Assert.Equal(second.Port, RunningReceiver.Find(_mount["log"])!.Port);
    }

    [Fact]
    public async Task Leaves_nothing_of_an_instance_whose_sender_dies()
    {
        await using var receiver = await Start();
        var whole = Instances.Encode(Instances.Make(1, 2_000_000));
        await using var client = await Connect(receiver);
        var breaking = Source(Instances.Make(1)) with
        {
            OpenAsync = _ => ValueTask.FromResult<Stream>(new BreakingStream(whole, 1_500_000)),
        };

        await Assert.ThrowsAnyAsync<Exception>(() => client.StoreAsync(breaking));
        client.Abort();
        while (!_events.OfType<InstanceRefused>().Any())
            await Task.Yield();

        Assert.Empty(_mount.Files());
        Assert.Empty(_mount.Unfinished());
    }

    private Task<Receiver> Start() => Receiver.StartAsync(
        new ReceiverOptions
        {
            DataDirectory = _mount.Data.Path,
            DatabaseDirectory = _mount["log"],
            Durability = Durability.Process,
            AnnounceInterval = TimeSpan.FromMilliseconds(10),
            Server = new DicomServerOptions { Address = IPAddress.Loopback, Port = 0, AETitle = "CHRISLOCAL" },
            OnEvent = _events.Enqueue,
        },
        _mount.Index);

    private static Task<DicomClient> Connect(Receiver receiver) => DicomClient.ConnectAsync(
        new AssociationOptions { Host = "127.0.0.1", Port = receiver.Port, CalledAETitle = "CHRISLOCAL" },
        [new ProposedContext(DicomUID.MRImageStorage, [DicomUID.ExplicitVRLittleEndian])]);

    private static StoreSource Source(DicomDataset dataset) => StoreSource.FromBytes(
        DicomUID.MRImageStorage, dataset.GetString(DicomTag.SOPInstanceUID)!, DicomUID.ExplicitVRLittleEndian,
        Instances.Encode(dataset));

    /// <summary>Gives some of its bytes, and then fails.</summary>
    private sealed class BreakingStream(byte[] bytes, int good) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer)
            => Position < good ? base.Read(buffer) : throw new IOException("the disk of the sender broke");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => ValueTask.FromResult(Read(buffer.Span));
    }
}
