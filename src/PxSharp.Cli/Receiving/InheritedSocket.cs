using System.Globalization;
using System.Net.Sockets;
using PxSharp.Cli.Failures;

namespace PxSharp.Cli.Receiving;

/// <summary>
/// A socket that whoever started this process made for it: xinetd on standard input, systemd as number 3.
/// </summary>
internal static class InheritedSocket
{
    private const int StandardInput = 0;

    /// <summary>The first descriptor that systemd hands over (sd_listen_fds(3)).</summary>
    private const int FirstOfSystemd = 3;

    /// <summary>The connection on standard input.</summary>
    /// <exception cref="UsageException">Standard input is no TCP connection.</exception>
    public static Socket Connection() => Open(StandardInput) is { } socket && IsConnected(socket)
        ? socket
        : throw new UsageException(
            "--inetd: standard input is no TCP connection; xinetd or systemd (Accept=yes) hands one over there");

    /// <summary>The socket that systemd hands over; null when it hands over none.</summary>
    /// <param name="variable">An environment variable: LISTEN_FDS and LISTEN_PID count.</param>
    /// <param name="isListening">Whether connections come on it, or it is one.</param>
    /// <exception cref="UsageException">It hands over several, or one that is not TCP.</exception>
    public static Socket? OfSystemd(Func<string, string?> variable, out bool isListening)
    {
        isListening = false;
        if (variable("LISTEN_FDS") is not { Length: > 0 } count
            || (variable("LISTEN_PID") is { Length: > 0 } process && process != ProcessId()))
        {
            return null;
        }

        if (count != "1")
        {
            throw new UsageException($"LISTEN_FDS={count}: one socket is needed, for one address and port");
        }

        var socket = Open(FirstOfSystemd)
            ?? throw new UsageException("LISTEN_FDS: descriptor 3 is no TCP socket");
        isListening = !IsConnected(socket);
        return socket;
    }

    private static string ProcessId() => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private static Socket? Open(int descriptor)
    {
        try
        {
            var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
            return socket is
            {
                SocketType: SocketType.Stream,
                AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6,
            }
                ? socket
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static bool IsConnected(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint is not null;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
