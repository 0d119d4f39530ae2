using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

public class RetrieveTests
{
    private static readonly DicomDataset Study =
        new DicomDataset().Set(DicomTag.QueryRetrieveLevel, "STUDY").Set(DicomTag.StudyInstanceUID, "1.2.3");

    private static readonly ProposedContext ReceiveCT = ProposedContext.ForGet(
        DicomUID.CTImageStorage, [DicomUID.ExplicitVRLittleEndian]);

    private static Archive ArchiveFor(int port, StoreSource[] instances) =>
        new(instances) { Destinations = { ["RECV"] = new("127.0.0.1", port) } };

    private static Task<List<MoveResponse>> MoveAsync(DicomClient client, string destination) =>
        client.MoveAsync(QueryRetrieve.StudyRootMove, destination, Study, Peers.Cancellation).ToListAsync();

    private static Task<List<MoveResponse>> GetAsync(DicomClient client, IStoreHandler handler) =>
        client.GetAsync(QueryRetrieve.StudyRootGet, Study, handler, Peers.Cancellation).ToListAsync();

    private static StoreSource[] Instances(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Peers.Instance($"1.2.3.{i}", Peers.Bytes(1000 * (i + 1), i)))];

    private static StoreSource Unreadable(string uid) =>
        Peers.Instance(uid, []) with { OpenAsync = _ => throw new IOException("gone") };

    [Fact]
    public async Task A_get_brings_every_instance_on_the_same_association()
    {
        var archive = new Archive(Instances(5));
        await using var server = await Peers.ServeAsync(
            new() { Get = archive });
        await using var client = await Peers.ConnectAsync(server, Peers.Get, ReceiveCT);
        var store = new MemoryStore();
        var responses = await GetAsync(client, store);
        Assert.Equal([4, 3, 2, 1, 0, null], responses.Select(response => response.Remaining));
        Assert.Equal((DimseStatus.Success, 5, 0, 0),
            (responses[^1].Status, responses[^1].Completed, responses[^1].Failed, responses[^1].Warning));
        Assert.Equal(5, store.Stored.Count);
        Assert.All(Enumerable.Range(0, 5),
            i => Assert.Equal(Peers.Bytes(1000 * (i + 1), i), store.Stored[$"1.2.3.{i}"]));
        Assert.Null((await archive.Asked.Task).MoveDestination);
        await client.ReleaseAsync(Peers.Cancellation);
    }

    [Fact]
    public async Task A_get_tells_what_failed_and_the_rest_comes()
    {
        StoreSource[] instances =
        [
            .. Instances(2),
            Unreadable("1.2.9"),
            Instances(1)[0] with { SOPClassUID = DicomUID.MRImageStorage, SOPInstanceUID = "1.2.10" },
        ];
        await using var server = await Peers.ServeAsync(
            new() { Get = new Archive(instances) });
        await using var client = await Peers.ConnectAsync(server, Peers.Get, ReceiveCT);
        var store = new MemoryStore
        {
            OnComplete = request =>
                request.SOPInstanceUID == "1.2.3.1" ? DimseStatus.OutOfResources : StoreResult.Success,
        };
        var last = (await GetAsync(client, store))[^1];
        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, 1, 3), (last.Status, last.Completed, last.Failed));
        Assert.Equal(["1.2.3.1", "1.2.9", "1.2.10"], last.FailedSOPInstanceUIDs);
        Assert.Null(last.Remaining);
    }

    [Fact]
    public async Task A_get_without_a_context_to_receive_in_is_refused_before_it_is_sent()
    {
        await using var server = await Peers.ServeAsync(
            new() { Get = new Archive(Instances(1)), Store = new MemoryStore() });
        await using var client = await Peers.ConnectAsync(server, Peers.Get, Peers.CT);
        var exception = await Assert.ThrowsAsync<ContextNotAcceptedException>(
            () => GetAsync(client, new MemoryStore()));
        Assert.Contains("SCP", exception.Message);
        Assert.True(client.IsOpen);
    }

    [Fact]
    public async Task What_cannot_be_received_is_known_before_the_get()
    {
        await using var server = await Peers.ServeAsync(
            new() { Get = new Archive([]), StorageSOPClasses = [DicomUID.CTImageStorage] });
        await using var client = await Peers.ConnectAsync(
            server,
            Peers.Get,
            ReceiveCT,
            ProposedContext.ForGet(DicomUID.MRImageStorage, [DicomUID.ExplicitVRLittleEndian]));
        Assert.Equal(DicomUID.MRImageStorage, Assert.Single(client.ContextsThatCannotReceive).AbstractSyntax);
    }

    [Fact]
    public async Task A_cancelled_get_ends_and_the_association_goes_on()
    {
        await using var server = await Peers.ServeAsync(
            new() { Get = new Archive(Instances(200)) });
        await using var client = await Peers.ConnectAsync(server, Peers.Get, ReceiveCT, Peers.Verification);
        using var cancellation = new CancellationTokenSource();
        var store = new MemoryStore();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var response in client.GetAsync(
                QueryRetrieve.StudyRootGet, Study, store, cancellation.Token))
                await cancellation.CancelAsync();
        });
        Assert.InRange(store.Stored.Count, 1, 199);
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        await client.ReleaseAsync(Peers.Cancellation);
    }

    [Fact]
    public async Task A_move_sends_every_instance_to_its_destination()
    {
        var store = new MemoryStore();
        await using var receiver = await Peers.ServeAsync(
            new() { Store = store });
        var archive = new Archive(Instances(5)) { Destinations = { ["RECV"] = new("127.0.0.1", receiver.Port) } };
        await using var server = await Peers.ServeAsync(
            new() { Move = archive, AETitle = "PACS" });
        await using var client = await Peers.ConnectAsync(server, Peers.Move);
        var responses = await MoveAsync(client, "RECV");
        Assert.Equal([4, 3, 2, 1, 0, null], responses.Select(response => response.Remaining));
        Assert.Equal(
            (DimseStatus.Success, 5, 0), (responses[^1].Status, responses[^1].Completed, responses[^1].Failed));
        Assert.Equal(5, store.Stored.Count);
        Assert.All(store.Requests, request =>
        {
            Assert.Equal(("PACS", "RECV"), (request.CallingAETitle, request.CalledAETitle));
            Assert.Equal(new MoveOriginator("TEST", 1), request.MoveOriginator);
        });
    }

    [Fact]
    public async Task A_move_to_a_stranger_is_refused()
    {
        await using var server = await Peers.ServeAsync(
            new() { Move = new Archive(Instances(1)) });
        await using var client = await Peers.ConnectAsync(server, Peers.Move);
        var response = Assert.Single(await MoveAsync(client, "NOBODY"));
        Assert.Equal(DimseStatus.MoveDestinationUnknown, response.Status);
        Assert.Contains("NOBODY", response.ErrorComment);
    }

    [Fact]
    public async Task A_move_to_a_destination_that_is_down_fails_for_every_instance()
    {
        int dead;
        await using (var receiver = await Peers.ServeAsync())
            dead = receiver.Port;
        await using var server = await Peers.ServeAsync(
            new() { Move = ArchiveFor(dead, Instances(3)) });
        await using var client = await Peers.ConnectAsync(server, Peers.Move);
        var last = (await MoveAsync(client, "RECV"))[^1];
        Assert.Equal((DimseStatus.OutOfResourcesForSubOperations, 0, 3), (last.Status, last.Completed, last.Failed));
        Assert.Equal(["1.2.3.0", "1.2.3.1", "1.2.3.2"], last.FailedSOPInstanceUIDs);
        Assert.Contains("connection refused", last.ErrorComment);
    }

    [Fact]
    public async Task A_move_goes_on_behind_an_association_that_broke()
    {
        var store = new MemoryStore
        {
            OnBegin = request => request.SOPInstanceUID == "1.2.3.1" ? new AbortAssociationException("no") : null,
        };
        await using var receiver = await Peers.ServeAsync(
            new() { Store = store });
        await using var server = await Peers.ServeAsync(
            new() { Move = ArchiveFor(receiver.Port, Instances(4)) });
        await using var client = await Peers.ConnectAsync(server, Peers.Move);
        var last = (await MoveAsync(client, "RECV"))[^1];
        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, 3, 1), (last.Status, last.Completed, last.Failed));
        Assert.Equal(["1.2.3.1"], last.FailedSOPInstanceUIDs);
    }

    [Fact]
    public async Task A_warning_of_the_destination_is_counted_as_one()
    {
        var store = new MemoryStore { OnComplete = _ => new DimseStatus(0xB000) };
        await using var receiver = await Peers.ServeAsync(
            new() { Store = store });
        await using var server = await Peers.ServeAsync(
            new() { Move = ArchiveFor(receiver.Port, Instances(2)) });
        await using var client = await Peers.ConnectAsync(server, Peers.Move);
        var last = (await MoveAsync(client, "RECV"))[^1];
        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, 0, 0, 2),
            (last.Status, last.Completed, last.Failed, last.Warning));
        Assert.Empty(last.FailedSOPInstanceUIDs);
    }

    [Fact]
    public async Task A_move_of_more_kinds_than_an_association_has_contexts_takes_several()
    {
        var store = new MemoryStore();
        await using var receiver = await Peers.ServeAsync(
            new() { Store = store });
        StoreSource[] instances = [.. Enumerable.Range(0, 150).Select(i =>
            StoreSource.FromBytes($"1.2.840.999.{i}", $"1.2.3.{i}", DicomUID.ExplicitVRLittleEndian, Peers.Bytes(10)))];
        await using var server = await Peers.ServeAsync(
            new() { Move = ArchiveFor(receiver.Port, instances) });
        await using var client = await Peers.ConnectAsync(server, Peers.Move);
        var last = (await MoveAsync(client, "RECV"))[^1];
        Assert.Equal((DimseStatus.Success, 150), (last.Status, last.Completed));
        Assert.Equal(150, store.Stored.Count);
    }

    [Fact]
    public async Task A_cancelled_move_tells_what_remains()
    {
        var store = new MemoryStore();
        await using var receiver = await Peers.ServeAsync(
            new() { Store = store });
        await using var server = await Peers.ServeAsync(
            new() { Move = ArchiveFor(receiver.Port, Instances(300)) });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync(new Network.Pdu.RequestedContext(
            1, QueryRetrieve.StudyRootMove, [DicomUID.ExplicitVRLittleEndian]));
        await peer.SendCommandAsync(1, new()
        {
            Field = CommandField.MoveRequest,
            SOPClassUID = QueryRetrieve.StudyRootMove,
            MessageId = 9,
            MoveDestination = "RECV",
            HasDataset = true,
        });
        var identifier = DicomDatasetWriter.ToArray(Study, TransferSyntax.ExplicitVRLittleEndian);
        await peer.SendDataAsync((1, false, true, identifier));
        Assert.False((await peer.ReceiveCommandAsync()).HasDataset);
        await peer.SendCommandAsync(1, new() { Field = CommandField.CancelRequest, RespondedTo = 9 });
        DimseCommand response;
        do
        {
            response = await peer.ReceiveCommandAsync();
        }
        while (response.Status is { IsPending: true });
        Assert.Equal(DimseStatus.Cancel, response.Status);
        Assert.Equal(300, response.Remaining + response.Completed + response.Failed + response.Warning);
        Assert.NotEqual((ushort?)0, response.Remaining);
    }

    [Theory]
    [InlineData(0xA701)]
    [InlineData(0xC001)]
    public async Task A_handlers_failure_is_answered_as_it_is(ushort code)
    {
        var archive = new Archive([])
        {
            FailsWith = new DimseFailureException(new DimseStatus(code), "sorry"),
            Destinations = { ["RECV"] = new("127.0.0.1", 1) },
        };
        await using var server = await Peers.ServeAsync(
            new() { Move = archive, Get = archive });
        await using var client = await Peers.ConnectAsync(server, Peers.Move, Peers.Get, ReceiveCT);
        var move = Assert.Single(await MoveAsync(client, "RECV"));
        var get = Assert.Single(await GetAsync(client, new MemoryStore()));
        Assert.Equal((code, "sorry"), (move.Status.Code, move.ErrorComment));
        Assert.Equal((code, "sorry"), (get.Status.Code, get.ErrorComment));
    }

    [Fact]
    public async Task A_count_that_a_peer_leaves_out_is_unknown_not_zero()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.ReceiveAsync();
            await peer.SendCommandAsync(
                1, new() { Field = CommandField.MoveResponse, RespondedTo = 1, Status = DimseStatus.Pending });
            await peer.SendCommandAsync(1,
                new() { Field = CommandField.MoveResponse, RespondedTo = 1, Status = DimseStatus.Success, Failed = 3 });
            await peer.DrainAsync();
        });
        await using (var client = await DicomClient.ConnectAsync(
            Peers.OptionsFor(port), [Peers.Move], Peers.Cancellation))
        {
            var responses = await MoveAsync(client, "RECV");
            Assert.Equal(((int?)null, (int?)null, (int?)null),
                (responses[0].Remaining, responses[0].Completed, responses[0].Failed));
            Assert.Equal((DimseStatus.Success, (int?)null, (int?)3),
                (responses[1].Status, responses[1].Completed, responses[1].Failed));
        }
        await done;
    }
}
