using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;
using PxSharp.Network.Server;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Server;

/// <summary>PS3.8 table 9-10 on the wire, from the acceptor's side.</summary>
public class UpperLayerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static readonly byte[] Echo = CommandWriter.Write(new DimseCommand
    {
        Field = CommandField.EchoRequest,
        SOPClassUID = Dicom.DicomUID.Verification,
        MessageId = 1,
    });

    /// <summary>Every PDU that a peer can send, by name.</summary>
    private static readonly Dictionary<string, byte[]> AllPdus = new()
    {
        ["A-ASSOCIATE-RQ"] = ((IPdu)RawPeer.Request()).Encode(),
        ["A-ASSOCIATE-AC"] = ((
            IPdu)new AssociateAcceptPdu { CalledAETitle = "A", CallingAETitle = "B", Contexts = [] }).Encode(),
        ["A-ASSOCIATE-RJ"] = ((IPdu)new AssociateRejectPdu(Rejection.NoReasonGiven)).Encode(),
        ["P-DATA-TF"] = RawPeer.DataPdu((1, true, true, Echo)),
        ["A-RELEASE-RQ"] = ((IPdu)new ReleaseRequestPdu()).Encode(),
        ["A-RELEASE-RP"] = ((IPdu)new ReleaseResponsePdu()).Encode(),
        ["unknown"] = [0x42, 0, 0, 0, 0, 4, 1, 2, 3, 4],
    };

    public static TheoryData<string> PdusBut(string first, string second) =>
        [.. AllPdus.Keys.Where(name => name != first && name != second)];

    [Theory]
    [MemberData(nameof(PdusBut), "A-ASSOCIATE-RQ", "")]
    public async Task In_Sta2_anything_but_a_request_is_aborted_by_the_service_user(string pdu)
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(AllPdus[pdu]);
        Assert.Equal(new AbortPdu(AbortPdu.ServiceUser, 0), await peer.ReceiveAbortAndEndAsync());
    }

    [Fact]
    public async Task In_Sta2_an_abort_closes_the_connection()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(new AbortPdu(0, 0));
        await peer.ReceiveEndAsync();
    }

    [Theory]
    [MemberData(nameof(PdusBut), "P-DATA-TF", "A-RELEASE-RQ")]
    public async Task In_Sta6_anything_but_data_and_release_is_aborted_by_the_service_provider(string pdu)
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendAsync(AllPdus[pdu]);
        var abort = await peer.ReceiveAbortAndEndAsync();
        Assert.Equal(AbortPdu.ServiceProvider, abort.Source);
        Assert.Equal(pdu == "unknown" ? AbortPdu.UnrecognizedPdu : AbortPdu.UnexpectedPdu, abort.Reason);
    }

    [Fact]
    public async Task In_Sta6_an_abort_closes_the_connection_and_is_told()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { OnEvent = log.Take });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendAsync(new AbortPdu(2, 1));
        await peer.ReceiveEndAsync();
        Assert.Contains("did not recognise a PDU", (await log.NextAsync(AssociationEventKind.Aborted)).Reason);
    }

    [Fact]
    public async Task A_release_is_agreed_to_and_the_end_left_to_the_peer()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { OnEvent = log.Take });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendAsync(new ReleaseRequestPdu());
        await peer.ReceiveAsync<ReleaseResponsePdu>();
        await log.NextAsync(AssociationEventKind.Released);
        peer.Shutdown();
        await peer.ReceiveEndAsync();
    }

    [Fact]
    public async Task In_Sta13_data_is_ignored_and_a_request_is_aborted()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendAsync(new ReleaseRequestPdu());
        await peer.ReceiveAsync<ReleaseResponsePdu>();
        await peer.SendAsync(AllPdus["P-DATA-TF"]);
        await peer.SendAsync(AllPdus["A-ASSOCIATE-RQ"]);
        Assert.Equal(AbortPdu.ServiceProvider, (await peer.ReceiveAbortAndEndAsync()).Source);
    }

    [Fact]
    public async Task ARTIM_ends_a_connection_that_says_nothing()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { AssociationTimeout = Short, OnEvent = log.Take });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.ReceiveEndAsync();
        Assert.Contains("AssociationTimeout", (await log.NextAsync(AssociationEventKind.Failed)).Reason);
    }

    [Fact]
    public async Task ARTIM_ends_a_connection_that_says_half_a_request()
    {
        await using var server = await Peers.ServeAsync(new() { AssociationTimeout = Short });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(AllPdus["A-ASSOCIATE-RQ"][..50]);
        await peer.ReceiveEndAsync();
    }

    [Fact]
    public async Task ARTIM_ends_a_connection_after_a_rejection()
    {
        await using var server = await Peers.ServeAsync(new(
            )
        { AssociationTimeout = Short, RequireCalledAETitle = true, AETitle = "OTHER" });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync(RawPeer.Request());
        Assert.Equal(Rejection.CalledAETitleNotRecognized, (await peer.ReceiveAsync<AssociateRejectPdu>()).Rejection);
        await peer.ReceiveEndAsync();
    }

    [Fact]
    public async Task ARTIM_ends_a_connection_after_a_release()
    {
        await using var server = await Peers.ServeAsync(new() { AssociationTimeout = Short });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendAsync(new ReleaseRequestPdu());
        await peer.ReceiveAsync<ReleaseResponsePdu>();
        await peer.ReceiveEndAsync();
    }

    [Fact]
    public async Task ARTIM_lets_go_of_a_connection_after_an_abort()
    {
        await using var server = await Peers.ServeAsync(new() { AssociationTimeout = Short });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendAsync(AllPdus["unknown"]);
        await peer.ReceiveAbortAndEndAsync();
        await server.StopAsync(TimeSpan.FromMinutes(1), Peers.Cancellation);
        Assert.Equal(0, server.OpenAssociations);
    }

    [Fact]
    public async Task An_idle_association_is_aborted()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { IdleTimeout = Short, OnEvent = log.Take });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.ReceiveAbortAndEndAsync();
        Assert.Contains("IdleTimeout", (await log.NextAsync(AssociationEventKind.Failed)).Reason);
    }

    [Fact]
    public async Task A_message_that_stops_half_way_is_aborted()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { DimseTimeout = Short, OnEvent = log.Take });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendDataAsync((1, true, false, Echo[..10]));
        await peer.ReceiveAbortAndEndAsync();
        Assert.Contains("DimseTimeout", (await log.NextAsync(AssociationEventKind.Failed)).Reason);
    }
}
