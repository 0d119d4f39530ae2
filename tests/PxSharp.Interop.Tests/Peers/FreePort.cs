using System.Net;
using System.Net.Sockets;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>Ports for peers that cannot be told to take a free one themselves.</summary>
/// <remarks>
/// Below the range from which the kernel gives ports to outgoing connections, and never twice in one run. They come in
/// blocks: who holds the first port of one has the rest, so that of two runs at once neither takes what the other has
/// chosen and its peer has not opened yet.
/// </remarks>
public static class FreePort
{
    private const int Lowest = 12000;
    private const int BlockLength = 100;
    private const int Blocks = 200;

    private static readonly Lock s_lock = new();
    private static readonly List<TcpListener> s_held = [];
    private static int s_block = Random.Shared.Next(Blocks);
    private static int s_next;
    private static int s_end;

    public static int Take()
    {
        lock (s_lock)
        {
            while (true)
            {
                while (s_next < s_end)
                {
                    var port = s_next++;
                    if (TryOpen(port) is { } probe)
                    {
                        probe.Dispose();
                        return port;
                    }
                }
                TakeBlock();
            }
        }
    }

    private static void TakeBlock()
    {
        for (var attempt = 0; attempt < Blocks; attempt++)
        {
            var first = Lowest + (s_block++ % Blocks * BlockLength);
            if (TryOpen(first) is { } held)
            {
                s_held.Add(held);
                (s_next, s_end) = (first + 1, first + BlockLength);
                return;
            }
        }

        throw new InvalidOperationException("no block of ports is free");
    }

    private static TcpListener? TryOpen(int port)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
