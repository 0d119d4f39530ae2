using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PxSharp.Network.Transport;

/// <summary>
/// Has the kernel acknowledge at once what a peer sends. A peer that leaves Nagle's algorithm on (DCMTK as shipped, and
/// Orthanc linked to it) holds its next piece back until the last one is acknowledged, which costs 40 ms each time.
/// </summary>
/// <remarks>Linux forgets TCP_QUICKACK, so it is set after every read; elsewhere there is nothing like it.</remarks>
internal sealed class QuickAck
{
    private const int ProtocolTcp = 6;
    private const int TcpQuickAck = 12;

    private readonly Socket _socket;
    private bool _works = OperatingSystem.IsLinux();

    internal QuickAck(Socket socket) => _socket = socket;

    internal void Arm()
    {
        if (!_works)
            return;
        var on = 1;
        try
        {
            _socket.SetRawSocketOption(ProtocolTcp, TcpQuickAck, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in on)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _works = false;
        }
    }
}
