using System.Net;
using System.Net.Sockets;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Tests.Support;

/// <summary>A peer that sends what it is told to, byte by byte, and tells what it gets.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;

    private RawPeer(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
    }

    internal static async Task<RawPeer> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, Peers.Cancellation);
        return new RawPeer(socket);
    }

    /// <summary>A port whose first connection is handed to the script.</summary>
    internal static (int Port, Task Done) Listen(Func<RawPeer, Task> script)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return (((IPEndPoint)listener.LocalEndPoint!).Port, RunAsync());

        async Task RunAsync()
        {
            using (listener)
            using (var peer = new RawPeer(await listener.AcceptAsync(Peers.Cancellation)))
                await script(peer);
        }
    }

    internal Task SendAsync(IPdu pdu) => SendAsync(pdu.Encode());

    internal async Task SendAsync(params byte[] bytes)
    {
        try
        {
            await _socket.SendAsync(bytes.AsMemory(), Peers.Cancellation);
        }
        catch (SocketException)
        {
            // The other side hung up on it already; what it gets shows why.
        }
    }

    /// <summary>Sends one P-DATA-TF with these values.</summary>
    internal Task SendDataAsync(params (byte ContextId, bool IsCommand, bool IsLast, byte[] Bytes)[] values) =>
        SendAsync(DataPdu(values));

    internal static byte[] DataPdu(params (byte ContextId, bool IsCommand, bool IsLast, byte[] Bytes)[] values)
    {
        var builder = new PduBuilder(PduType.DataTransfer);
        foreach (var (contextId, isCommand, isLast, bytes) in values)
        {
            builder.UInt32((uint)bytes.Length + 2);
            builder.Byte(contextId);
            builder.Byte((byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0)));
            builder.Bytes(bytes);
        }
        return builder.ToPdu();
    }

    internal Task SendCommandAsync(byte contextId, DimseCommand command) =>
        SendDataAsync((contextId, true, true, CommandWriter.Write(command)));

    /// <summary>The next PDU; null when the connection has ended.</summary>
    internal async Task<(PduType Type, byte[] Body)?> ReceiveAsync()
    {
        var header = new byte[PduHeader.Size];
        if (!await FillAsync(header))
            return null;
        var (type, length) = PduHeader.Read(header);
        var body = new byte[length];
        return await FillAsync(body) ? (type, body) : null;
    }

    internal async Task<T> ReceiveAsync<T>() where T : IPdu
    {
        var (type, body) = await ReceiveAsync() ?? throw new InvalidOperationException("the connection ended");
        return Assert.IsType<T>(PduDecoder.Decode(type, body));
    }

    /// <summary>The next command set, which must come in one value.</summary>
    internal async Task<DimseCommand> ReceiveCommandAsync()
    {
        var (type, body) = await ReceiveAsync() ?? throw new InvalidOperationException("the connection ended");
        Assert.Equal(PduType.DataTransfer, type);
        Assert.Equal(3, body[5]);
        return CommandReader.Read(body.AsSpan(PdvHeader.Size));
    }

    /// <summary>What the other side does last: its A-ABORT, then the end of the connection.</summary>
    internal async Task<AbortPdu> ReceiveAbortAndEndAsync()
    {
        var abort = await ReceiveAsync<AbortPdu>();
        await ReceiveEndAsync();
        return abort;
    }

    internal async Task ReceiveEndAsync() => Assert.Null(await ReceiveAsync());

    /// <summary>Whatever comes until the connection ends.</summary>
    internal async Task DrainAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }
    }

    internal async Task<AssociateAcceptPdu> AssociateAsync(params RequestedContext[] contexts)
    {
        await SendAsync(Request(contexts));
        return await ReceiveAsync<AssociateAcceptPdu>();
    }

    internal static AssociateRequestPdu Request(params RequestedContext[] contexts) => new()
    {
        CalledAETitle = "PXSHARP",
        CallingAETitle = "RAW",
        Contexts = contexts.Length > 0
            ? contexts
            : [new RequestedContext(1, DicomUID.Verification, [DicomUID.ImplicitVRLittleEndian])],
        UserInformation = new UserInformation { MaximumLength = 16384, ImplementationClassUID = "1.2.3" },
    };

    /// <summary>Takes the A-ASSOCIATE-RQ and accepts all of it.</summary>
    internal async Task<AssociateRequestPdu> AcceptAsync(uint maximumLength = 0)
    {
        var request = await ReceiveAsync<AssociateRequestPdu>();
        await SendAsync(new AssociateAcceptPdu
        {
            CalledAETitle = request.CalledAETitle,
            CallingAETitle = request.CallingAETitle,
            Contexts = [.. request.Contexts.Select(context => new AnsweredContext(
                context.Id, ContextResult.Acceptance, context.TransferSyntaxes[0]))],
            UserInformation = new UserInformation
            {
                MaximumLength = maximumLength,
                ImplementationClassUID = "1.2.3",
                Roles = request.UserInformation.Roles,
            },
        });
        return request;
    }

    internal void Shutdown() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<bool> FillAsync(byte[] buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            int count;
            try
            {
                count = await _socket.ReceiveAsync(buffer.AsMemory(filled), Peers.Cancellation);
            }
            catch (SocketException)
            {
                return false;
            }
            if (count == 0)
                return false;
            filled += count;
        }
        return true;
    }
}
