using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Server;

public class StoreServiceTests
{
    private static readonly IOException DiskFull = new("No space left on device", 28);

    /// <summary>What a handler throws, and what the peer is answered.</summary>
    private static readonly Dictionary<string, (Exception Exception, ushort Status)> Failures = new()
    {
        ["a full disk"] = (DiskFull, 0xA700),
        ["another error of the disk"] = (new IOException("bad sector"), 0x0110),
        ["a broken data set"] = (new DicomFormatException("odd length", DicomTag.PatientID, 12), 0xC000),
        ["a status of its own"] = (new DimseFailureException(new DimseStatus(0xA901), "wrong class"), 0xA901),
        ["a bug"] = (new InvalidOperationException("oops"), 0x0110),
        ["a cancelled wait of its own"] = (new OperationCanceledException(), 0x0110),
    };

    public static TheoryData<string> FailureNames => [.. Failures.Keys];

    [Theory]
    [MemberData(nameof(FailureNames))]
    public Task A_failure_to_begin_is_answered(string what) =>
        AssertAnswered(what, new MemoryStore { OnBegin = _ => Failures[what].Exception });

    [Theory]
    [MemberData(nameof(FailureNames))]
    public async Task A_failure_to_write_is_answered_when_the_message_is_over(string what)
    {
        var store = new MemoryStore { OnWrite = (_, length) => length > 300_000 ? Failures[what].Exception : null };
        await AssertAnswered(what, store);
        Assert.Equal(1, store.Discarded);
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public async Task A_failure_to_complete_is_answered(string what)
    {
        var store = new MemoryStore { OnComplete = _ => throw Failures[what].Exception };
        await AssertAnswered(what, store);
        Assert.Equal(1, store.Discarded);
    }

    [Theory]
    [InlineData(0xB000)]
    [InlineData(0xB007)]
    [InlineData(0xA700)]
    [InlineData(0xC123)]
    public async Task The_handlers_status_goes_out_as_it_is(ushort code)
    {
        var store = new MemoryStore { OnComplete = _ => new StoreResult(new DimseStatus(code), "because") };
        await using var server = await Peers.ServeAsync(new() { Store = store });
        await using var client = await Peers.ConnectAsync(server, Peers.CT);
        var response = await client.StoreAsync(Peers.Instance("1.2.3", Peers.Bytes(10)), Peers.Cancellation);
        Assert.Equal((code, "because"), (response.Status.Code, response.ErrorComment));
        Assert.Equal(code >> 12 == 0xB, response.IsStored);
    }

    [Fact]
    public async Task A_handler_can_have_the_association_aborted()
    {
        var log = new EventLog();
        var store = new MemoryStore { OnComplete = _ => throw new AbortAssociationException("no more of this") };
        await using var server = await Peers.ServeAsync(new() { Store = store, OnEvent = log.Take });
        await using var client = await Peers.ConnectAsync(server, Peers.CT);
        await Assert.ThrowsAsync<AssociationAbortedException>(() => client.StoreAsync(Peers.Instance(
            "1.2.3", Peers.Bytes(10)), Peers.Cancellation));
        Assert.Equal("no more of this", (await log.NextAsync(AssociationEventKind.Failed)).Reason);
        Assert.Equal(1, store.Discarded);
    }

    [Fact]
    public async Task Eight_associations_store_at_once()
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new() { Store = store });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async peer =>
        {
            await using var client = await Peers.ConnectAsync(server, Peers.CT);
            for (var i = 0; i < 20; i++)
                Assert.True((await client.StoreAsync(
                    Peers.Instance($"1.{peer}.{i}", Peers.Bytes(50_000, peer)), Peers.Cancellation)).Status.IsSuccess);
            await client.ReleaseAsync(Peers.Cancellation);
        }));
        Assert.Equal(160, store.Stored.Count);
        Assert.All(store.Stored,
            pair => Assert.Equal(Peers.Bytes(50_000, int.Parse(pair.Key.Split('.')[1])), pair.Value));
    }

    [Fact]
    public async Task A_store_on_a_context_of_another_service_is_refused()
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new() { Store = store });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendCommandAsync(1, new DimseCommand
        {
            Field = CommandField.StoreRequest,
            SOPClassUID = DicomUID.CTImageStorage,
            SOPInstanceUID = "1.2",
            MessageId = 1,
            HasDataset = true,
        });
        await peer.SendDataAsync((1, false, true, [1, 2]));
        Assert.Equal(DimseStatus.SOPClassNotSupported, (await peer.ReceiveCommandAsync()).Status);
        Assert.Empty(store.Requests);
    }

    private static async Task AssertAnswered(string what, MemoryStore store)
    {
        await using var server = await Peers.ServeAsync(new() { Store = store });
        await using var client = await Peers.ConnectAsync(server, Peers.CT, Peers.Verification);
        var response = await client.StoreAsync(Peers.Instance("1.2.3", Peers.Bytes(1_000_000)), Peers.Cancellation);
        Assert.Equal(Failures[what].Status, response.Status.Code);
        Assert.Empty(store.Stored);
        // The association goes on.
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
    }
}
