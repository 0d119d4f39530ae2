using System.Net.Sockets;
using PxSharp.Network.Server;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Server;

public class DicomServerTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        await using var server = await Peers.ServeAsync();
        var exception = await Assert.ThrowsAsync<SocketException>(() => Peers.ServeAsync(new() { Port = server.Port }));
        Assert.Equal(SocketError.AddressAlreadyInUse, exception.SocketErrorCode);
    }

    [Fact]
    public async Task A_server_can_listen_again_where_another_stopped()
    {
        int port;
        await using (var server = await Peers.ServeAsync())
        {
            port = server.Port;
            await using var client = await Peers.ConnectAsync(server, Peers.Verification);
            await client.EchoAsync(Peers.Cancellation);
        }
        await using var again = await Peers.ServeAsync(new() { Port = port });
        await using var other = await Peers.ConnectAsync(again, Peers.Verification);
        Assert.True((await other.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
    }

    [Fact]
    public async Task Stopping_lets_an_association_finish_and_takes_no_new_one()
    {
        await using var server = await Peers.ServeAsync();
        await using var client = await Peers.ConnectAsync(server, Peers.Verification);
        var stopping = server.StopAsync(TimeSpan.FromMinutes(1), Peers.Cancellation);
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        await client.ReleaseAsync(Peers.Cancellation);
        await stopping;
        await Assert.ThrowsAsync<ConnectionFailedException>(() => Peers.ConnectAsync(server, Peers.Verification));
    }

    [Fact]
    public async Task Stopping_aborts_what_does_not_finish()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new() { OnEvent = log.Take });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await server.StopAsync(TimeSpan.FromMilliseconds(50), Peers.Cancellation);
        await peer.ReceiveAbortAndEndAsync();
        Assert.Equal("the server stopped", (await log.NextAsync(AssociationEventKind.Failed)).Reason);
        Assert.Equal(0, server.OpenAssociations);
    }

    [Fact]
    public async Task Stopping_throws_away_what_is_half_received()
    {
        var store = new MemoryStore();
        var server = await Peers.ServeAsync(new() { Store = store });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync(new Network.Pdu.RequestedContext(
            3, Dicom.DicomUID.CTImageStorage, [Dicom.DicomUID.ExplicitVRLittleEndian]));
        await peer.SendCommandAsync(3, new()
        {
            Field = Network.Dimse.CommandField.StoreRequest,
            SOPClassUID = Dicom.DicomUID.CTImageStorage,
            SOPInstanceUID = "1.2",
            MessageId = 1,
            HasDataset = true,
        });
        await peer.SendDataAsync((3, false, false, new byte[100]));
        await server.DisposeAsync();
        Assert.Empty(store.Stored);
        Assert.Equal(store.Requests.Count, store.Discarded);
    }

    [Fact]
    public async Task Events_tell_of_an_association_and_a_log_that_fails_does_no_harm()
    {
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new()
        {
            OnEvent = what =>
            {
                log.Take(what);
                throw new InvalidOperationException("the log is broken");
            },
        });
        await using var client = await Peers.ConnectAsync(server, Peers.Verification);
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        await client.ReleaseAsync(Peers.Cancellation);
        var opened = await log.NextAsync();
        Assert.Equal((AssociationEventKind.Opened, "TEST", "PXSHARP"),
            (opened.Kind, opened.CallingAETitle, opened.CalledAETitle));
        Assert.Equal(AssociationEventKind.Released, (await log.NextAsync()).Kind);
    }
}
