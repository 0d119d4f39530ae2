using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

public class DicomClientTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static Task<DicomClient> ConnectAsync(AssociationOptions options, params ProposedContext[] contexts) =>
        DicomClient.ConnectAsync(options, contexts.Length > 0 ? contexts : [Peers.Verification], Peers.Cancellation);

    [Fact]
    public async Task A_dead_port_says_so()
    {
        int dead;
        await using (var server = await Peers.ServeAsync())
            dead = server.Port;
        var exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => ConnectAsync(Peers.OptionsFor(dead)));
        Assert.Equal($"no answer on 127.0.0.1:{dead}: connection refused; is the PACS running and the port right?",
            exception.Message);
    }

    [Fact]
    public async Task An_unknown_host_says_so()
    {
        var exception = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => ConnectAsync(Peers.OptionsFor(104) with { Host = "no-such-host.invalid" }));
        Assert.StartsWith("unknown host no-such-host.invalid", exception.Message);
    }

    [Theory]
    [InlineData(1, 1, 3, "rejected (permanent): calling AE title TEST not recognised")]
    [InlineData(1, 1, 7,
        "rejected (permanent): called AE title PXSHARP not recognised; set the called AE title to the PACS' own")]
    [InlineData(1, 1, 2, "rejected (permanent): application context not supported")]
    [InlineData(2, 3, 1, "rejected (transient): the PACS is congested; try again later")]
    [InlineData(2, 3, 2, "rejected (transient): the PACS has as many associations as it takes")]
    [InlineData(1, 1, 1, "rejected (permanent): no reason given")]
    [InlineData(2, 2, 1, "rejected (transient): no reason given (source 2, reason 1); try again later")]
    public async Task A_rejection_says_why_and_whether_to_try_again(
        byte result, byte source, byte reason, string message)
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.ReceiveAsync<AssociateRequestPdu>();
            await peer.SendAsync(new AssociateRejectPdu(new Rejection(
                (RejectionResult)result, (RejectionSource)source, reason)));
            await peer.ReceiveEndAsync();
        });
        var exception =
            await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(Peers.OptionsFor(port)));
        Assert.StartsWith(message, exception.Message);
        Assert.Equal(result == 2, exception.IsTransient);
        await done;
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_the_request_times_out()
    {
        var (port, done) = RawPeer.Listen(peer => peer.DrainAsync());
        var exception = await Assert.ThrowsAsync<DicomTimeoutException>(
            () => ConnectAsync(Peers.OptionsFor(port) with { AssociationTimeout = Short }));
        Assert.Equal(("AssociationTimeout", Short), (exception.Timer, exception.After));
        await done;
    }

    [Fact]
    public async Task A_peer_that_speaks_something_else_is_told_apart()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.ReceiveAsync();
            await peer.SendAsync([.. "HTTP/1.1 400 Bad Request\r\n\r\n"u8]);
            await peer.DrainAsync();
        });
        var exception = await Assert.ThrowsAsync<ProtocolException>(() => ConnectAsync(Peers.OptionsFor(port)));
        Assert.Contains("is it a DICOM service that answers there", exception.Message);
        await done;
    }

    [Fact]
    public async Task A_peer_that_hangs_up_on_the_request_is_told_apart()
    {
        var (port, done) = RawPeer.Listen(peer => peer.ReceiveAsync());
        var exception =
            await Assert.ThrowsAsync<AssociationAbortedException>(() => ConnectAsync(Peers.OptionsFor(port)));
        Assert.Contains("closed the connection before the association was made", exception.Message);
        Assert.Null(exception.AbortSource);
        await done;
    }

    [Fact]
    public async Task Connecting_can_be_given_up()
    {
        var (port, done) = RawPeer.Listen(peer => peer.DrainAsync());
        using var cancellation = new CancellationTokenSource(Short);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DicomClient.ConnectAsync(Peers.OptionsFor(port), [Peers.Verification], cancellation.Token));
        await done;
    }

    [Fact]
    public async Task The_request_says_who_we_are_and_what_we_want()
    {
        AssociateRequestPdu? request = null;
        var (port, done) = RawPeer.Listen(async peer =>
        {
            request = await peer.AcceptAsync();
            await peer.DrainAsync();
        });
        var options = Peers.OptionsFor(port) with
        {
            CallingAETitle = " ME ",
            MaximumLength = 65536,
            ExtendedNegotiations = [new ExtendedNegotiation(QueryRetrieve.StudyRootFind, new byte[] { 1 })],
        };
        await using (await ConnectAsync(
            options, Peers.Find, ProposedContext.ForGet(DicomUID.CTImageStorage, [DicomUID.ExplicitVRLittleEndian])))
        {
        }
        await done;
        Assert.Equal(("ME", "PXSHARP", 65536u),
            (request!.CallingAETitle, request.CalledAETitle, request.UserInformation.MaximumLength));
        Assert.Equal([1, 3], request.Contexts.Select(context => (int)context.Id));
        Assert.Equal(
            new RoleSelection(DicomUID.CTImageStorage, false, true), Assert.Single(request.UserInformation.Roles));
        Assert.Equal(
            QueryRetrieve.StudyRootFind, Assert.Single(request.UserInformation.ExtendedNegotiations).SOPClassUID);
        Assert.Equal(DicomImplementation.ClassUID, request.UserInformation.ImplementationClassUID);
        Assert.InRange(request.UserInformation.ImplementationVersionName!.Length, 1, 16);
    }

    [Fact]
    public async Task A_context_that_is_answered_with_what_was_never_proposed_or_not_at_all_is_refused()
    {
        var (port, done) = RawPeer.Listen(async peer =>
        {
            var request = await peer.ReceiveAsync<AssociateRequestPdu>();
            await peer.SendAsync(new AssociateAcceptPdu
            {
                CalledAETitle = "X",
                CallingAETitle = "Y",
                Contexts =
                [
                    new AnsweredContext(1, ContextResult.Acceptance, "1.2.3"),
                    new AnsweredContext(5, ContextResult.UserRejection, "nonsense"),
                ],
            });
            await peer.DrainAsync();
        });
        await using (var client = await ConnectAsync(Peers.OptionsFor(port), Peers.Verification, Peers.CT, Peers.Find))
        {
            Assert.Equal(
                [ContextResult.TransferSyntaxesNotSupported, ContextResult.NoReason, ContextResult.UserRejection],
                client.Contexts.Select(context => context.Result));
            Assert.Empty(client.AcceptedContexts);
            var exception = await Assert.ThrowsAsync<ContextNotAcceptedException>(
                () => client.FindAsync(QueryRetrieve.StudyRootFind, [], Peers.Cancellation).ToListAsync());
            Assert.Equal(ContextResult.UserRejection, exception.Result);
        }
        await done;
    }

    [Fact]
    public async Task A_second_operation_at_once_is_refused()
    {
        var find = new ListFind([[]]) { WaitsForCancel = true };
        await using var server = await Peers.ServeAsync(new() { Find = find });
        await using var client = await ConnectAsync(Peers.OptionsFor(server.Port), Peers.Find, Peers.Verification);
        await foreach (var response in client.FindAsync(QueryRetrieve.StudyRootFind, [], Peers.Cancellation))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.EchoAsync(Peers.Cancellation));
            break;
        }
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
    }

    [Fact]
    public async Task A_source_that_cannot_be_opened_leaves_the_association()
    {
        await using var server = await Peers.ServeAsync(new() { Store = new MemoryStore() });
        await using var client = await ConnectAsync(Peers.OptionsFor(server.Port), Peers.CT, Peers.Verification);
        var source = Peers.Instance("1.2", []) with { OpenAsync = _ => throw new FileNotFoundException("gone") };
        await Assert.ThrowsAsync<FileNotFoundException>(() => client.StoreAsync(source, Peers.Cancellation));
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
    }

    [Fact]
    public async Task A_source_that_breaks_off_aborts_so_that_the_peer_keeps_nothing()
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new() { Store = store });
        await using var client = await ConnectAsync(Peers.OptionsFor(server.Port), Peers.CT);
        var source = Peers.Instance("1.2", []) with
        {
            OpenAsync = _ => ValueTask.FromResult<Stream>(new BreakingStream(1_000_000)),
        };
        await Assert.ThrowsAsync<IOException>(() => client.StoreAsync(source, Peers.Cancellation));
        Assert.False(client.IsOpen);
        await store.DiscardedOne.Task.WaitAsync(Peers.Cancellation);
        Assert.Empty(store.Stored);
    }

    [Fact]
    public async Task An_instance_goes_on_the_context_of_its_transfer_syntax()
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new() { Store = store });
        await using var client = await ConnectAsync(
            Peers.OptionsFor(server.Port), new(DicomUID.CTImageStorage, [DicomUID.ImplicitVRLittleEndian]), Peers.CT);
        await client.StoreAsync(Peers.Instance("1.2", Peers.Bytes(100)), Peers.Cancellation);
        Assert.Equal(DicomUID.ExplicitVRLittleEndian, Assert.Single(store.Requests).TransferSyntaxUID);
        Assert.True(client.CanStore(DicomUID.CTImageStorage, DicomUID.ImplicitVRLittleEndian));
        var exception = await Assert.ThrowsAsync<ContextNotAcceptedException>(
            () => client.StoreAsync(
                Peers.Instance("1.2", []) with { TransferSyntaxUID = DicomUID.JPEGBaseline8Bit }, Peers.Cancellation));
        Assert.Equal(DicomUID.JPEGBaseline8Bit, exception.TransferSyntax);
    }

    [Theory]
    [InlineData(8u)]
    [InlineData(20u)]
    [InlineData(4096u)]
    [InlineData(16384u)]
    [InlineData(0u)]
    public async Task No_PDU_is_longer_than_the_peer_takes_and_values_are_even(uint maximumLength)
    {
        var bytes = Peers.Bytes(maximumLength is > 0 and < 1000 ? 2000 : 1_000_000);
        var received = new MemoryStream();
        var (port, done) = RawPeer.Listen(async peer =>
        {
            await peer.AcceptAsync(maximumLength);
            while (await peer.ReceiveAsync() is { } pdu)
            {
                Assert.InRange(pdu.Body.Length, 6, maximumLength == 0 ? 262144 : (int)maximumLength);
                Assert.Equal(0, pdu.Body.Length % 2);
                if ((pdu.Body[5] & 1) == 0)
                    received.Write(pdu.Body.AsSpan(PdvHeader.Size));
                if (pdu.Body[5] == 2)
                {
                    await peer.SendCommandAsync(
                        1, new() { Field = CommandField.StoreResponse, RespondedTo = 1, Status = DimseStatus.Success });
                    break;
                }
            }
            await peer.DrainAsync();
        });
        await using (var client = await ConnectAsync(Peers.OptionsFor(port), Peers.CT))
            Assert.True((await client.StoreAsync(Peers.Instance("1.2.3", bytes), Peers.Cancellation)).Status.IsSuccess);
        await done;
        Assert.Equal(bytes, received.ToArray());
    }

    private sealed class BreakingStream(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("the disk broke") : base.ReadAsync(buffer, cancellationToken);
    }
}
