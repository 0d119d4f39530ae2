using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

/// <summary>How an association ends, and what is waited for how long.</summary>
public class DicomClientEndTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static Task<DicomClient> ConnectAsync(AssociationOptions options, params ProposedContext[] contexts) =>
        DicomClient.ConnectAsync(options, contexts.Length > 0 ? contexts : [Peers.Verification], Peers.Cancellation);

    [Theory]
    [InlineData(0, 0, "the peer's application aborted the association")]
    [InlineData(2, 2, "the peer aborted the association: it did not expect a PDU")]
    public async Task An_abort_says_who_and_why(byte source, byte reason, string message)
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.SendAsync(new AbortPdu(source, reason));
            await peer.ReceiveEndAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        var exception =
            await Assert.ThrowsAsync<AssociationAbortedException>(() => client.EchoAsync(Peers.Cancellation));
        Assert.StartsWith(message, exception.Message);
        Assert.Equal((source, reason), (exception.AbortSource, exception.Reason));
        Assert.False(client.IsOpen);
        await done;
    }

    [Fact]
    public async Task An_abort_in_the_midst_of_a_store_is_found()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync(4096);
            await peer.ReceiveCommandAsync();
            await peer.SendAsync(new AbortPdu(2, 6));
            peer.Shutdown();
            await peer.DrainAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port), Peers.CT);
        var exception = await Assert.ThrowsAsync<AssociationAbortedException>(
            () => client.StoreAsync(Peers.Instance("1.2", new byte[20_000_000]), Peers.Cancellation));
        Assert.Equal((byte?)2, exception.AbortSource);
        await done;
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_a_message_times_out_and_is_aborted()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            Assert.Equal(AbortPdu.ServiceUser, (await peer.ReceiveAbortAndEndAsync()).Source);
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port) with { DimseTimeout = Short });
        var exception = await Assert.ThrowsAsync<DicomTimeoutException>(() => client.EchoAsync(Peers.Cancellation));
        Assert.Equal("DimseTimeout", exception.Timer);
        Assert.Contains("C-ECHO-RSP", exception.Message);
        await done;
    }

    [Fact]
    public async Task A_peer_that_takes_nothing_times_out()
    {
        var finish = new TaskCompletionSource();
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await finish.Task;
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port) with { DimseTimeout = Short }, Peers.CT);
        await Assert.ThrowsAsync<DicomTimeoutException>(() => client.StoreAsync(
            Peers.Instance("1.2", new byte[50_000_000]), Peers.Cancellation));
        finish.SetResult();
        await done;
    }

    [Fact]
    public async Task A_wait_for_an_answer_can_be_given_up_which_aborts()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.ReceiveAbortAndEndAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        using var cancellation = new CancellationTokenSource(Short);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.EchoAsync(cancellation.Token));
        Assert.False(client.IsOpen);
        await done;
    }

    [Theory]
    [InlineData(0x8030, 99, true)]
    [InlineData(0x8020, 1, true)]
    [InlineData(0x8030, 1, false)]
    public async Task A_response_to_something_else_aborts(ushort field, ushort respondedTo, bool hasStatus)
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.SendCommandAsync(1, new()
            {
                Field = (CommandField)field,
                RespondedTo = respondedTo,
                Status = hasStatus ? DimseStatus.Success : null,
            });
            await peer.ReceiveAbortAndEndAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        await Assert.ThrowsAsync<ProtocolException>(() => client.EchoAsync(Peers.Cancellation));
        await done;
    }

    [Fact]
    public async Task A_release_collision_is_settled_as_the_standard_says()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveAsync<ReleaseRequestPdu>();
            await peer.SendAsync(new ReleaseRequestPdu());
            await peer.ReceiveAsync<ReleaseResponsePdu>();
            await peer.SendAsync(new ReleaseResponsePdu());
            await peer.ReceiveEndAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        await client.ReleaseAsync(Peers.Cancellation);
        await done;
    }

    [Fact]
    public async Task Data_behind_a_release_request_is_dropped()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveAsync<ReleaseRequestPdu>();
            await peer.SendDataAsync((1, true, true, new byte[100]));
            await peer.SendAsync(new ReleaseResponsePdu());
            await peer.ReceiveEndAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        await client.ReleaseAsync(Peers.Cancellation);
        await done;
    }

    [Fact]
    public async Task A_release_that_is_not_answered_times_out_and_is_aborted()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveAsync<ReleaseRequestPdu>();
            await peer.ReceiveAbortAndEndAsync();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port) with { ReleaseTimeout = Short });
        var exception = await Assert.ThrowsAsync<DicomTimeoutException>(() => client.ReleaseAsync(Peers.Cancellation));
        Assert.Equal("ReleaseTimeout", exception.Timer);
        await done;
    }

    [Fact]
    public async Task A_release_that_the_peer_asks_for_instead_of_answering_is_agreed_to()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            await peer.SendAsync(new ReleaseRequestPdu());
            await peer.ReceiveAsync<ReleaseResponsePdu>();
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        var exception =
            await Assert.ThrowsAsync<AssociationAbortedException>(() => client.EchoAsync(Peers.Cancellation));
        Assert.Contains("released", exception.Message);
        await done;
    }

    [Fact]
    public async Task An_abort_of_our_own_reaches_the_peer_and_the_operation_under_way()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync();
            await peer.ReceiveCommandAsync();
            asked.SetResult();
            Assert.Equal(new AbortPdu(0, 0), await peer.ReceiveAbortAndEndAsync());
        });
        await using var client = await ConnectAsync(Peers.OptionsFor(port));
        var echo = client.EchoAsync(Peers.Cancellation);
        await asked.Task;
        client.Abort();
        await Assert.ThrowsAsync<AssociationAbortedException>(() => echo);
        await client.DisposeAsync();
        await done;
    }
}
