using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Pdu;
using PxSharp.Network.Server;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Server;

public class NegotiationTests
{
    private const string Jpeg = DicomUID.JPEGBaseline8Bit;
    private const string Explicit = DicomUID.ExplicitVRLittleEndian;
    private const string Implicit = DicomUID.ImplicitVRLittleEndian;

    [Fact]
    public async Task Storage_is_taken_in_any_transfer_syntax_the_first_proposed_wins()
    {
        var contexts = await NegotiateAsync(new() { Store = new MemoryStore() },
            new(DicomUID.CTImageStorage, [Jpeg, Explicit]),
            new(DicomUID.MRImageStorage, ["1.2.3.4.5"]),
            new(DicomUID.CTImageStorage, [Implicit]));
        Assert.Equal([Jpeg, "1.2.3.4.5", Implicit], contexts.Select(context => context.TransferSyntax));
    }

    [Fact]
    public async Task A_preferred_transfer_syntax_goes_before_the_requestors_order()
    {
        var contexts = await NegotiateAsync(
            new() { Store = new MemoryStore(), PreferredTransferSyntaxes = [Explicit, Jpeg] },
            new ProposedContext(DicomUID.CTImageStorage, [Implicit, Jpeg, Explicit]));
        Assert.Equal(Explicit, Assert.Single(contexts).TransferSyntax);
    }

    [Fact]
    public async Task With_preferred_transfer_syntaxes_only_others_are_refused()
    {
        var options = new DicomServerOptions
        {
            Store = new MemoryStore(),
            PreferredTransferSyntaxes = [Explicit],
            OnlyPreferredTransferSyntaxes = true,
        };
        var contexts = await NegotiateAsync(
            options, new(DicomUID.CTImageStorage, [Jpeg]), new(DicomUID.CTImageStorage, [Jpeg, Explicit]));
        Assert.Equal(ContextResult.TransferSyntaxesNotSupported, contexts[0].Result);
        Assert.Null(contexts[0].TransferSyntax);
        Assert.Equal(Explicit, contexts[1].TransferSyntax);
    }

    [Fact]
    public async Task Storage_classes_that_nobody_knows_are_taken_and_other_services_are_not()
    {
        var contexts = await NegotiateAsync(new() { Store = new MemoryStore() },
            new("1.2.840.999.1", [Explicit]),
            new(DicomUID.ModalityWorklistInformationModelFind, [Explicit]),
            new(QueryRetrieve.StudyRootFind, [Explicit]),
            new(DicomUID.StorageCommitmentPushModel, [Explicit]));
        Assert.Equal([true, false, false, false], contexts.Select(context => context.IsAccepted));
        Assert.All(contexts.Skip(1), context => Assert.Equal(ContextResult.AbstractSyntaxNotSupported, context.Result));
    }

    [Fact]
    public async Task Storage_classes_can_be_listed()
    {
        var options = new DicomServerOptions
        {
            Store = new MemoryStore(),
            StorageSOPClasses = [DicomUID.CTImageStorage],
        };
        var contexts = await NegotiateAsync(options, Peers.CT, new(DicomUID.MRImageStorage, [Explicit]));
        Assert.Equal([true, false], contexts.Select(context => context.IsAccepted));
    }

    [Fact]
    public async Task Without_a_handler_there_is_no_service()
    {
        var contexts = await NegotiateAsync(new(), Peers.Verification, Peers.CT, Peers.Find, Peers.Move, Peers.Get);
        Assert.Equal([true, false, false, false, false], contexts.Select(context => context.IsAccepted));
    }

    [Fact]
    public async Task Queries_are_taken_only_in_what_the_server_can_read()
    {
        var contexts = await NegotiateAsync(
            new() { Find = new ListFind([]) },
            new(QueryRetrieve.StudyRootFind, [Jpeg]),
            new(QueryRetrieve.PatientRootFind, [Jpeg, Implicit]));
        Assert.Equal(ContextResult.TransferSyntaxesNotSupported, contexts[0].Result);
        Assert.Equal(Implicit, contexts[1].TransferSyntax);
    }

    [Fact]
    public async Task Roles_are_agreed_on_only_where_they_were_proposed_and_can_be_had()
    {
        var both = new DicomServerOptions { Store = new MemoryStore(), Get = new Archive([]) };
        var contexts = await NegotiateAsync(both, ProposedContext.ForGet(DicomUID.CTImageStorage, [Explicit]),
            new(DicomUID.MRImageStorage, [Explicit]));
        Assert.Equal((false, true), (contexts[0].ScuRole, contexts[0].ScpRole));
        Assert.Equal((true, false), (contexts[1].ScuRole, contexts[1].ScpRole));

        var storeOnly = new DicomServerOptions { Store = new MemoryStore() };
        contexts = await NegotiateAsync(storeOnly,
            ProposedContext.ForGet(DicomUID.CTImageStorage, [Explicit]),
            new(DicomUID.MRImageStorage, [Explicit], ScuRole: true, ScpRole: true));
        Assert.False(contexts[0].IsAccepted);
        Assert.Equal((true, false), (contexts[1].ScuRole, contexts[1].ScpRole));
    }

    [Fact]
    public async Task Every_context_is_answered_up_to_128_of_them()
    {
        var contexts = await NegotiateAsync(
            new() { Store = new MemoryStore() },
            [.. Enumerable.Range(0, 128).Select(i => new ProposedContext($"1.2.840.999.{i}", [Explicit]))]);
        Assert.Equal(128, contexts.Count(context => context.IsAccepted));
        Assert.Equal(255, contexts[^1].Id);
    }

    [Theory]
    [InlineData("PXSHARP", "OTHER", 7)]
    [InlineData("PXSHARP", "pxsharp", 7)]
    [InlineData("OTHER", "PXSHARP", 3)]
    public async Task Titles_are_checked_when_asked_for_case_matters(string calling, string called, byte reason)
    {
        await using var server = await Peers.ServeAsync(new(
            )
        { RequireCalledAETitle = true, AcceptedCallingAETitles = ["PXSHARP"] });
        var options = Peers.OptionsFor(server.Port) with { CallingAETitle = calling, CalledAETitle = called };
        var exception = await Assert.ThrowsAsync<AssociationRejectedException>(
            () => DicomClient.ConnectAsync(options, [Peers.Verification], Peers.Cancellation));
        Assert.Equal(reason, exception.Rejection.Reason);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("                ", "RAW")]
    [InlineData("PXSHARP", "                ")]
    public async Task A_title_of_spaces_only_is_rejected(string called, string calling)
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(RawPeer.Request() with { CalledAETitle = called, CallingAETitle = calling });
        Assert.Equal(RejectionResult.Permanent, (await peer.ReceiveAsync<AssociateRejectPdu>()).Rejection.Result);
    }

    [Fact]
    public async Task Only_bit_0_of_the_protocol_version_counts()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(RawPeer.Request() with { ProtocolVersion = 0xFF01 });
        await peer.ReceiveAsync<AssociateAcceptPdu>();
        using var other = await RawPeer.ConnectAsync(server.Port);
        await other.SendAsync(RawPeer.Request() with { ProtocolVersion = 2 });
        Assert.Equal(Rejection.ProtocolVersionNotSupported, (await other.ReceiveAsync<AssociateRejectPdu>()).Rejection);
    }

    [Fact]
    public async Task Another_application_context_is_rejected()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(RawPeer.Request() with { ApplicationContext = "1.2.3" });
        Assert.Equal(
            Rejection.ApplicationContextNotSupported, (await peer.ReceiveAsync<AssociateRejectPdu>()).Rejection);
    }

    [Fact]
    public async Task A_callback_has_the_last_word_and_sees_the_request()
    {
        AssociationRequest? seen = null;
        await using var server = await Peers.ServeAsync(new()
        {
            OnAssociationRequest = request =>
            {
                seen = request;
                return AssociationDecision.Reject(Rejection.TemporaryCongestion);
            },
        });
        var options = Peers.OptionsFor(server.Port) with { UserIdentity = UserIdentity.OfUser("ann", "secret") };
        var exception = await Assert.ThrowsAsync<AssociationRejectedException>(
            () => DicomClient.ConnectAsync(options, [Peers.Verification], Peers.Cancellation));
        Assert.True(exception.IsTransient);
        Assert.Equal("TEST", seen!.CallingAETitle);
        Assert.Equal(DicomUID.Verification, Assert.Single(seen.Contexts).AbstractSyntax);
        Assert.Equal("ann"u8, seen.UserIdentity!.PrimaryField.Span);
        Assert.DoesNotContain("secret", seen.UserIdentity.ToString());
    }

    [Fact]
    public async Task One_association_too_many_is_rejected_as_transient_and_room_comes_back()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { MaximumAssociations = 1, OnEvent = log.Take });
        await using (var first = await Peers.ConnectAsync(server, Peers.Verification))
        {
            Assert.Equal(1, server.OpenAssociations);
            var exception = await Assert.ThrowsAsync<AssociationRejectedException>(() => Peers.ConnectAsync(
                server, Peers.Verification));
            Assert.Equal(Rejection.LocalLimitExceeded, exception.Rejection);
            await first.ReleaseAsync(Peers.Cancellation);
        }
        await log.NextAsync(AssociationEventKind.Released);
        await using var second = await Peers.ConnectAsync(server, Peers.Verification);
        Assert.True(second.IsOpen);
    }

    [Fact]
    public async Task However_many_connections_wait_one_association_too_many_is_rejected_and_not_just_closed()
    {
        await using var server = await Peers.ServeAsync(new() { MaximumAssociations = 1 });
        await using var first = await Peers.ConnectAsync(server, Peers.Verification);
        using var silent = await ManyPeers.ConnectAsync(server.Port);

        for (var i = 0; i < 20; i++)
        {
            var exception = await Assert.ThrowsAsync<AssociationRejectedException>(
                () => Peers.ConnectAsync(server, Peers.Verification));
            Assert.Equal(Rejection.LocalLimitExceeded, exception.Rejection);
        }
        Assert.True((await first.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
    }

    [Fact]
    public async Task However_many_connections_stay_silent_a_peer_gets_in_and_the_oldest_of_them_is_told_why_it_ends()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { MaximumAssociations = 1, OnEvent = log.Take });
        using var silent = await ManyPeers.ConnectAsync(server.Port);

        await using var client = await Peers.ConnectAsync(server, Peers.Verification);

        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        Assert.Equal(Rejection.LocalLimitExceeded, (await silent[0].ReceiveAsync<AssociateRejectPdu>()).Rejection);
        await silent[0].ReceiveEndAsync();
        Assert.Equal(
            "it sent no A-ASSOCIATE-RQ, and other connections wait",
            (await log.NextAsync(AssociationEventKind.Rejected)).Reason);
    }

    [Fact]
    public async Task However_many_connections_stay_open_after_their_rejection_a_peer_gets_in()
    {
        await using var server = await Peers.ServeAsync(new()
        {
            MaximumAssociations = 1,
            AcceptedCallingAETitles = ["TEST"],
        });
        using var rejected = await ManyPeers.ConnectAsync(server.Port, async peer =>
        {
            await peer.SendAsync(RawPeer.Request());
            await peer.ReceiveAsync<AssociateRejectPdu>();
        });

        await using var client = await Peers.ConnectAsync(server, Peers.Verification);

        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
    }

    [Fact]
    public async Task One_peer_can_be_kept_from_taking_all_associations()
    {
        await using var server = await Peers.ServeAsync(new() { MaximumAssociationsPerPeer = 1 });
        await using var first = await Peers.ConnectAsync(server, Peers.Verification);
        await Assert.ThrowsAsync<AssociationRejectedException>(() => Peers.ConnectAsync(server, Peers.Verification));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_maximum_length_without_room_for_data_is_aborted(uint length)
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(RawPeer.Request() with
        {
            UserInformation = new UserInformation
            {
                MaximumLength = length,
                ImplementationClassUID = "1.2"
            }
        });
        await peer.ReceiveAbortAndEndAsync();
    }

    [Fact]
    public async Task No_value_is_longer_than_the_peer_takes()
    {
        var matches = Enumerable.Range(
            0, 20).Select(i => new DicomDataset().Set(DicomTag.PatientName, new string('X', 60))).ToArray();
        await using var server = await Peers.ServeAsync(new() { Find = new ListFind(matches) });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(RawPeer.Request(new RequestedContext(1, QueryRetrieve.StudyRootFind, [Explicit])) with
        {
            UserInformation = new UserInformation { MaximumLength = 20, ImplementationClassUID = "1.2" },
        });
        await peer.ReceiveAsync<AssociateAcceptPdu>();
        var identifier = DicomDatasetWriter.ToArray(
            new DicomDataset().Set(DicomTag.QueryRetrieveLevel, "STUDY"), TransferSyntax.ExplicitVRLittleEndian);
        await peer.SendCommandAsync(1, new()
        {
            Field = PxSharp.Network.Dimse.CommandField.FindRequest,
            SOPClassUID = QueryRetrieve.StudyRootFind,
            MessageId = 1,
            HasDataset = true,
        });
        await peer.SendDataAsync((1, false, true, identifier));
        await peer.SendAsync(new ReleaseRequestPdu());
        var count = 0;
        while (await peer.ReceiveAsync() is { Type: PduType.DataTransfer } pdu)
        {
            Assert.InRange(pdu.Body.Length, 6, 20);
            Assert.True(pdu.Body.Length % 2 == 0);
            count++;
        }
        Assert.NotEqual(0, count);
    }

    private static async Task<IReadOnlyList<PresentationContext>> NegotiateAsync(
        DicomServerOptions options, params ProposedContext[] contexts)
    {
        await using var server = await Peers.ServeAsync(options);
        await using var client = await Peers.ConnectAsync(server, contexts);
        await client.ReleaseAsync(Peers.Cancellation);
        return client.Contexts;
    }
}
