using System.Net;
using System.Net.Sockets;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>Ports for peers that cannot be told to take a free one themselves.</summary>
/// <remarks>
/// Below the range from which the kernel gives ports to outgoing connections, and never twice in one run.
/// </remarks>
public static class FreePort
{
    private const int Lowest = 12000;
    private const int Highest = 31999;
    private static int s_next = Random.Shared.Next(Lowest, Highest);

    public static int Take()
    {
        for (var attempt = Lowest; attempt < Highest; attempt++)
        {
            var port = Lowest + (Interlocked.Increment(ref s_next) % (Highest - Lowest));
            try
            {
                using var probe = new TcpListener(IPAddress.Any, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }

        throw new InvalidOperationException($"no port between {Lowest} and {Highest} is free");
    }
}
