using System.Net;
using System.Net.Sockets;

namespace PxSharp.Tests;

/// <summary>Starts a web server on a free port, which <see cref="HttpListener"/> cannot find by itself.</summary>
internal static class WebListener
{
    public static (HttpListener Listener, int Port) Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException && attempt < 20)
            {
                // Somebody took the port between the two.
                listener.Close();
            }
        }
    }
}
