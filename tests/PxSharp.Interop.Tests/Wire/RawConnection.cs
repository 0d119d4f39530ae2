using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>A connection on which a test says whatever it likes.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client;

    private RawConnection(TcpClient client) => _client = client;

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return new RawConnection(client);
    }

    /// <summary>A good A-ASSOCIATE-RQ for Verification.</summary>
    public static byte[] AssociateRequest(string calledAETitle) => Pdu(
        0x01,
        [
            0, 1, 0, 0,
            .. Title(calledAETitle), .. Title("GARBAGE"), .. new byte[32],
            .. Item(0x10, "1.2.840.10008.3.1.1.1"u8),
            .. Item(0x20, [1, 0, 0, 0, .. Item(0x30, "1.2.840.10008.1.1"u8), .. Item(0x40, "1.2.840.10008.1.2"u8)]),
            .. Item(0x50, [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, "1.2.3.4"u8)]),
        ]);

    /// <summary>The header of a PDU that claims any length.</summary>
    public static byte[] Header(byte type, uint length)
    {
        var header = new byte[6];
        header[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(2), length);
        return header;
    }

    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // It may have had enough of us before we were through.
        }
    }

    /// <summary>Waits until so many bytes have come.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _client.GetStream().ReadExactlyAsync(bytes, TestContext.Current.CancellationToken)
            .AsTask().WaitAsync(Patience);
        return bytes;
    }

    /// <summary>Waits until the other side has closed the connection.</summary>
    public async Task WaitUntilClosedAsync()
    {
        var buffer = new byte[1024];
        try
        {
            while (await _client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken)
                .AsTask().WaitAsync(Patience) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    public void Dispose() => _client.Dispose();

    private static byte[] Pdu(byte type, byte[] body) => [.. Header(type, (uint)body.Length), .. body];

    private static byte[] Item(byte type, ReadOnlySpan<byte> value) =>
        [type, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    private static byte[] Title(string title) => Encoding.ASCII.GetBytes(title.PadRight(16));
}
