using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

public class FindTests
{
    private static readonly DicomDataset Query =
        new DicomDataset().Set(DicomTag.QueryRetrieveLevel, "STUDY").Set(DicomTag.PatientName, "A*");

    private static readonly DicomDataset[] Matches =
        [
            .. Enumerable.Range(0, 300).Select(i =>
                new DicomDataset().Set(DicomTag.PatientName, $"A^{i}").Set(DicomTag.StudyInstanceUID, $"1.2.{i}")),
        ];

    [Theory]
    [InlineData(DicomUID.ImplicitVRLittleEndian)]
    [InlineData(DicomUID.ExplicitVRLittleEndian)]
    [InlineData(DicomUID.ExplicitVRBigEndian)]
    [InlineData(DicomUID.DeflatedExplicitVRLittleEndian)]
    public async Task Matches_come_as_they_are_and_one_last_response(string transferSyntax)
    {
        var find = new ListFind(Matches);
        await using var server = await Peers.ServeAsync(new() { Find = find });
        await using var client = await Peers.ConnectAsync(
            server, new ProposedContext(QueryRetrieve.StudyRootFind, [transferSyntax]));
        var responses = await client.FindAsync(QueryRetrieve.StudyRootFind, Query, Peers.Cancellation).ToListAsync();
        Assert.Equal(301, responses.Count);
        Assert.All(responses.SkipLast(1), response => Assert.True(response.Status.IsPending));
        Assert.Equal(Matches.Select(match => match.GetString(DicomTag.PatientName)),
            responses.SkipLast(1).Select(response => response.Identifier!.GetString(DicomTag.PatientName)));
        Assert.Equal((DimseStatus.Success, null), (responses[^1].Status, responses[^1].Identifier));
        Assert.Equal("A*", (await find.Asked.Task).Identifier.GetString(DicomTag.PatientName));
        await client.ReleaseAsync(Peers.Cancellation);
    }

    [Fact]
    public async Task Queries_follow_each_other_on_one_association()
    {
        await using var server = await Peers.ServeAsync(new() { Find = new ListFind(Matches[..3]) });
        await using var client = await Peers.ConnectAsync(server, Peers.Find);
        for (var i = 0; i < 5; i++)
            Assert.Equal(4,
                (await client.FindAsync(QueryRetrieve.StudyRootFind, Query, Peers.Cancellation).ToListAsync()).Count);
        await client.ReleaseAsync(Peers.Cancellation);
    }

    [Fact]
    public async Task A_cancelled_query_is_cancelled_at_the_peer_and_the_association_goes_on()
    {
        var find = new ListFind(Matches[..1]) { WaitsForCancel = true };
        await using var server = await Peers.ServeAsync(new() { Find = find });
        await using var client = await Peers.ConnectAsync(server, Peers.Find, Peers.Verification);
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var response in client.FindAsync(QueryRetrieve.StudyRootFind, Query, cancellation.Token))
                await cancellation.CancelAsync();
        });
        await find.Cancelled.Task;
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        await client.ReleaseAsync(Peers.Cancellation);
    }

    [Fact]
    public async Task An_enumeration_that_ends_early_cancels_the_query_and_the_association_goes_on()
    {
        var find = new ListFind(Matches) { WaitsForCancel = true };
        await using var server = await Peers.ServeAsync(new() { Find = find });
        await using var client = await Peers.ConnectAsync(server, Peers.Find, Peers.Verification);
        await foreach (var response in client.FindAsync(QueryRetrieve.StudyRootFind, Query, Peers.Cancellation))
            break;
        await find.Cancelled.Task;
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        await client.ReleaseAsync(Peers.Cancellation);
    }

    [Fact]
    public async Task A_peer_that_does_not_heed_a_cancel_is_aborted()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.ReceiveAsync();
            await peer.SendCommandAsync(
                1, new() { Field = CommandField.FindResponse, RespondedTo = 1, Status = DimseStatus.Pending });
            var cancel = await peer.ReceiveCommandAsync();
            Assert.Equal(
                (CommandField.CancelRequest, (ushort?)1, false), (cancel.Field, cancel.RespondedTo, cancel.HasDataset));
            await peer.ReceiveAbortAndEndAsync();
        });
        var options = Peers.OptionsFor(port) with { CancelTimeout = TimeSpan.FromMilliseconds(200) };
        await using var client = await DicomClient.ConnectAsync(options, [Peers.Find], Peers.Cancellation);
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var response in client.FindAsync(QueryRetrieve.StudyRootFind, Query, cancellation.Token))
                await cancellation.CancelAsync();
        });
        await done;
        Assert.False(client.IsOpen);
    }

    [Theory]
    [InlineData(0xFF00)]
    [InlineData(0xFF01)]
    public async Task Both_pending_statuses_are_a_match(ushort pending)
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.ReceiveAsync();
            await peer.SendCommandAsync(1, new()
            {
                Field = CommandField.FindResponse,
                RespondedTo = 1,
                Status = new DimseStatus(pending),
                HasDataset = true,
            });
            var match = DicomDatasetWriter.ToArray(Matches[0], TransferSyntax.ExplicitVRLittleEndian);
            await peer.SendDataAsync((1, false, true, match));
            await peer.SendCommandAsync(1, new()
            {
                Field = CommandField.FindResponse,
                RespondedTo = 1,
                Status = new DimseStatus(0xA900),
                ErrorComment = "no such level",
                OffendingElements = [DicomTag.QueryRetrieveLevel],
            });
            await peer.DrainAsync();
        });
        await using (var client = await DicomClient.ConnectAsync(
            Peers.OptionsFor(port), [Peers.Find], Peers.Cancellation))
        {
            var responses = await client.FindAsync(
                QueryRetrieve.StudyRootFind, Query, Peers.Cancellation).ToListAsync();
            Assert.Equal("A^0", responses[0].Identifier!.GetString(DicomTag.PatientName));
            Assert.Equal(pending, responses[0].Status.Code);
            Assert.Equal((0xA900, "no such level"), (responses[1].Status.Code, responses[1].ErrorComment));
            Assert.Equal([DicomTag.QueryRetrieveLevel], responses[1].OffendingElements);
        }
        await done;
    }

    [Fact]
    public async Task A_handlers_failure_is_answered_behind_its_matches()
    {
        var find = new ListFind(Matches[..2])
        {
            EndsWith = new DimseFailureException(DimseStatus.OutOfResources, "too many"),
        };
        await using var server = await Peers.ServeAsync(new() { Find = find });
        await using var client = await Peers.ConnectAsync(server, Peers.Find);
        var responses = await client.FindAsync(QueryRetrieve.StudyRootFind, Query, Peers.Cancellation).ToListAsync();
        Assert.Equal(3, responses.Count);
        Assert.Equal((DimseStatus.OutOfResources, "too many"), (responses[2].Status, responses[2].ErrorComment));
    }

    [Fact]
    public async Task A_match_that_cannot_be_read_aborts()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.ReceiveAsync();
            await peer.SendCommandAsync(1, new()
            {
                Field = CommandField.FindResponse,
                RespondedTo = 1,
                Status = DimseStatus.Pending,
                HasDataset = true,
            });
            await peer.SendDataAsync((1, false, true, [0x10, 0, 0x10, 0, (byte)'P', (byte)'N', 0xFF, 0x00]));
            await peer.ReceiveAbortAndEndAsync();
        });
        await using var client = await DicomClient.ConnectAsync(
            Peers.OptionsFor(port), [Peers.Find], Peers.Cancellation);
        var exception = await Assert.ThrowsAsync<ProtocolException>(
            () => client.FindAsync(QueryRetrieve.StudyRootFind, Query, Peers.Cancellation).ToListAsync());
        Assert.Contains("(0010,0010)", exception.Message);
        await done;
    }
}
