using CsCheck;
using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;
using PxSharp.Network.Server;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Server;

/// <summary>Whatever comes, the association ends and the server goes on.</summary>
public class HostileBytesTests
{
    private static readonly byte[] Echo = CommandWriter.Write(new DimseCommand
    {
        Field = CommandField.EchoRequest,
        SOPClassUID = DicomUID.Verification,
        MessageId = 1,
    });

    private static readonly byte[] Store = CommandWriter.Write(new DimseCommand
    {
        Field = CommandField.StoreRequest,
        SOPClassUID = DicomUID.CTImageStorage,
        SOPInstanceUID = "1.2.3",
        MessageId = 1,
        HasDataset = true,
    });

    private static readonly RequestedContext CT = new(3, DicomUID.CTImageStorage, [DicomUID.ExplicitVRLittleEndian]);

    private static readonly RequestedContext Verification =
        new(1, DicomUID.Verification, [DicomUID.ImplicitVRLittleEndian]);

    /// <summary>What breaks an association, by name.</summary>
    private static readonly Dictionary<string, byte[]> Broken = new()
    {
        ["a PDU of 4 GiB"] = [4, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        ["a PDU longer than agreed"] = [4, 0, 0, 4, 0, 0x41],
        ["a PDU without a value"] = [4, 0, 0, 0, 0, 0],
        ["a PDU of five bytes"] = [4, 0, 0, 0, 0, 5, 0, 0, 0, 1, 1],
        ["a value of no length"] = [4, 0, 0, 0, 0, 6, 0, 0, 0, 0, 1, 3],
        ["a value of one byte"] = [4, 0, 0, 0, 0, 6, 0, 0, 0, 1, 1, 3],
        ["a value longer than its PDU"] = [4, 0, 0, 0, 0, 8, 0, 0, 0, 9, 1, 3, 0, 0],
        ["a value of 4 GiB"] = [4, 0, 0, 0, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 3, 0, 0],
        ["bytes behind the last value"] = [4, 0, 0, 0, 0, 9, 0, 0, 0, 4, 1, 1, 0, 0, 1, 1, 1],
        ["a context that was not agreed on"] = RawPeer.DataPdu((5, true, true, Echo)),
        ["an even context"] = RawPeer.DataPdu((2, true, true, Echo)),
        ["data without a command"] = RawPeer.DataPdu((1, false, true, [1, 2])),
        ["a command in two contexts"] = RawPeer.DataPdu((1, true, false, Echo[..8]), (3, true, true, Echo[8..])),
        ["a command for a data set"] = RawPeer.DataPdu(
            (3, true, true, Store), (3, false, false, [1, 2]), (3, true, true, Echo)),
        ["a data set in another context"] = RawPeer.DataPdu((3, true, true, Store), (1, false, true, [1, 2])),
        ["a release for a data set"] =
            [.. RawPeer.DataPdu((3, true, true, Store)), .. ((IPdu)new ReleaseRequestPdu()).Encode()],
        ["a command set cut short"] = RawPeer.DataPdu((1, true, true, Echo[..^1])),
        ["a command set with a length of 4 GiB"] =
            RawPeer.DataPdu((1, true, true, [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF])),
        ["an empty command set"] = RawPeer.DataPdu((1, true, true, [])),
        ["a request without a message ID"] =
            RawPeer.DataPdu((1, true, true, CommandWriter.Write(new() { Field = CommandField.EchoRequest }))),
        ["a store without a data set"] = RawPeer.DataPdu((3, true, true, CommandWriter.Write(new DimseCommand
        {
            Field = CommandField.StoreRequest,
            SOPClassUID = DicomUID.CTImageStorage,
            SOPInstanceUID = "1.2.3",
            MessageId = 1,
        }))),
        ["a store without an instance"] = RawPeer.DataPdu((3, true, true, CommandWriter.Write(new DimseCommand
        {
            Field = CommandField.StoreRequest,
            SOPClassUID = DicomUID.CTImageStorage,
            MessageId = 1,
            HasDataset = true,
        }))),
        ["a response that nobody waits for"] = RawPeer.DataPdu((1, true, true, CommandWriter.Write(new DimseCommand
        {
            Field = CommandField.EchoResponse,
            RespondedTo = 1,
            Status = DimseStatus.Success,
        }))),
    };

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public async Task An_association_is_aborted_after(string what)
    {
        var store = new MemoryStore();
        var log = new EventLog();
        await using var server = await Peers.ServeAsync(new()
        {
            Store = store,
            OnEvent = log.Take,
        });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync(Verification, CT);
        await peer.SendAsync(Broken[what]);
        await peer.ReceiveAbortAndEndAsync();
        Assert.Contains("broke the DICOM protocol", (await log.NextAsync(AssociationEventKind.Failed)).Reason);
        Assert.Empty(store.Stored);
        await AssertServes(server);
    }

    [Fact]
    public async Task A_command_set_without_end_is_aborted()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        for (var i = 0; i < 5; i++)
            await peer.SendDataAsync((1, true, false, new byte[16000]));
        await peer.ReceiveAbortAndEndAsync();
    }

    [Fact]
    public async Task An_identifier_without_end_is_aborted()
    {
        await using var server = await Peers.ServeAsync(new()
        {
            Find = new ListFind([]),
            MaximumIdentifierLength = 50_000,
        });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync(new RequestedContext(
            1, QueryRetrieve.StudyRootFind, [DicomUID.ExplicitVRLittleEndian]));
        await peer.SendCommandAsync(
            1, new DimseCommand { Field = CommandField.FindRequest, MessageId = 1, HasDataset = true });
        for (var i = 0; i < 5; i++)
            await peer.SendDataAsync((1, false, false, new byte[16000]));
        await peer.ReceiveAbortAndEndAsync();
    }

    [Fact]
    public async Task A_request_of_4_GiB_is_aborted()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.SendAsync([1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1]);
        await peer.ReceiveAbortAndEndAsync();
        await AssertServes(server);
    }

    [Fact]
    public async Task A_connection_that_closes_within_a_data_set_leaves_nothing()
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new()
        {
            Store = store,
        });
        using (var peer = await RawPeer.ConnectAsync(server.Port))
        {
            await peer.AssociateAsync(CT);
            await peer.SendDataAsync((3, true, true, Store), (3, false, false, new byte[1000]));
        }
        await store.DiscardedOne.Task.WaitAsync(Peers.Cancellation);
        Assert.Empty(store.Stored);
    }

    [Fact]
    public async Task Random_bytes_do_no_harm()
    {
        await using var server = await Peers.ServeAsync(new()
        {
            Store = new MemoryStore(),
            AssociationTimeout = TimeSpan.FromMilliseconds(200),
        });
        await Gen.Byte.Array[1, 400].SampleAsync(
            async bytes =>
            {
                using var peer = await RawPeer.ConnectAsync(server.Port);
                await peer.SendAsync(bytes);
                peer.Shutdown();
                await peer.DrainAsync();
            }, iter: 100);
        await AssertServes(server);
    }

    [Fact]
    public async Task Random_changes_to_a_conversation_do_no_harm()
    {
        await using var server = await Peers.ServeAsync(new()
        {
            Store = new MemoryStore(),
            AssociationTimeout = TimeSpan.FromMilliseconds(200),
        });
        byte[] conversation =
        [
            .. ((IPdu)RawPeer.Request(Verification, CT)).Encode(),
            .. RawPeer.DataPdu((1, true, true, Echo)),
            .. RawPeer.DataPdu((3, true, true, Store), (3, false, false, new byte[100])),
            .. RawPeer.DataPdu((3, false, true, new byte[100])),
            .. ((IPdu)new ReleaseRequestPdu()).Encode(),
        ];
        await Gen.Select(Gen.Int[0, conversation.Length - 1], Gen.Byte).List[1, 4].SampleAsync(
            async changes =>
            {
                var bytes = conversation.ToArray();
                foreach (var (at, value) in changes)
                    bytes[at] = value;
                using var peer = await RawPeer.ConnectAsync(server.Port);
                await peer.SendAsync(bytes);
                peer.Shutdown();
                await peer.DrainAsync();
            }, iter: 200);
        await AssertServes(server);
    }

    [Fact]
    public async Task A_command_in_many_pieces_is_put_together()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        var bytes = new List<byte>();
        for (var i = 0; i < Echo.Length; i += 2)
            bytes.AddRange(RawPeer.DataPdu((1, true, false, Echo[i..(i + 2)])));
        bytes.AddRange(RawPeer.DataPdu((1, true, true, [])));
        await peer.SendAsync([.. bytes]);
        Assert.Equal(DimseStatus.Success, (await peer.ReceiveCommandAsync()).Status);
    }

    [Fact]
    public async Task A_command_and_its_data_may_share_a_PDU_and_come_byte_by_byte()
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new()
        {
            Store = store,
        });
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync(CT);
        foreach (var single in RawPeer.DataPdu(
            (3, true, true, Store), (3, false, false, [1, 2]), (3, false, false, []), (3, false, true, [3, 4])))
            await peer.SendAsync(single);
        Assert.Equal(DimseStatus.Success, (await peer.ReceiveCommandAsync()).Status);
        Assert.Equal([1, 2, 3, 4], store.Stored["1.2.3"]);
    }

    [Fact]
    public async Task A_message_that_is_unknown_gets_its_status()
    {
        await using var server = await Peers.ServeAsync();
        using var peer = await RawPeer.ConnectAsync(server.Port);
        await peer.AssociateAsync();
        await peer.SendCommandAsync(1, new DimseCommand { Field = (CommandField)0x0140, MessageId = 7 });
        var response = await peer.ReceiveCommandAsync();
        Assert.Equal((CommandField)0x8140, response.Field);
        Assert.Equal((ushort?)7, response.RespondedTo);
        Assert.Equal(DimseStatus.UnrecognizedOperation, response.Status);
    }

    private static async Task AssertServes(DicomServer server)
    {
        await using var client = await Peers.ConnectAsync(server, Peers.Verification);
        Assert.True((await client.EchoAsync(Peers.Cancellation)).Status.IsSuccess);
        await client.ReleaseAsync(Peers.Cancellation);
    }
}
