using System.Net.Sockets;

namespace PxSharp.Network;

/// <summary>No TCP connection came about: nobody listens there, the name is unknown, or no answer in time.</summary>
public sealed class ConnectionFailedException : DicomNetworkException
{
    internal ConnectionFailedException(string host, int port, SocketException cause)
        : base(Describe(host, port, cause), cause)
    {
        Host = host;
        Port = port;
        SocketError = cause.SocketErrorCode;
    }

    internal ConnectionFailedException(string host, int port, TimeSpan timeout)
        : base($"no answer on {host}:{port} within {timeout.TotalSeconds:0.###} s; check host, port and firewall")
    {
        Host = host;
        Port = port;
        SocketError = SocketError.TimedOut;
    }

    /// <summary>The host that was tried.</summary>
    public string Host { get; }

    /// <summary>The port that was tried.</summary>
    public int Port { get; }

    /// <summary>What the operating system said.</summary>
    public SocketError SocketError { get; }

    private static string Describe(string host, int port, SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.ConnectionRefused =>
            $"no answer on {host}:{port}: connection refused; is the PACS running and the port right?",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"unknown host {host}; check the name, or give the IP address",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown
            or SocketError.NetworkDown =>
            $"no way to {host}:{port}: {Plain(cause)}; check the network and the address",
        SocketError.TimedOut => $"no answer on {host}:{port}: timed out; check host, port and firewall",
        _ => $"no connection to {host}:{port}: {Plain(cause)}; check host and port",
    };

    private static string Plain(SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.HostUnreachable or SocketError.HostDown => "host unreachable",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "network unreachable",
        _ => cause.Message,
    };
}
