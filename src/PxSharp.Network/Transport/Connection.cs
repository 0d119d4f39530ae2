using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace PxSharp.Network.Transport;

/// <summary>A TCP connection that sends at once and acknowledges at once.</summary>
internal sealed class Connection : IDisposable
{
    private const int ReadSize = 128 << 10;

    private readonly Socket _socket;

    internal Connection(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
        RemoteAddress = Plain(socket.RemoteEndPoint as IPEndPoint);
        Input = PipeReader.Create(new SocketReadStream(socket),
            new StreamPipeReaderOptions(bufferSize: ReadSize, minimumReadSize: ReadSize / 4));
    }

    /// <summary>What the peer sends.</summary>
    internal PipeReader Input { get; }

    internal IPEndPoint? RemoteAddress { get; }

    /// <summary>Whether bytes lie in the socket.</summary>
    internal bool HasUnread
    {
        get
        {
            try
            {
                return _socket.Available > 0;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>The connection of a socket that was accepted; null when the peer has gone already.</summary>
    internal static Connection? TryOver(Socket socket)
    {
        try
        {
            return new Connection(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <exception cref="ConnectionFailedException">
    /// There is no such host, nobody listens, or no answer in time.
    /// </exception>
    internal static async Task<Connection> ConnectAsync(
        string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return new Connection(socket);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw exception switch
            {
                OperationCanceledException => new ConnectionFailedException(host, port, timeout),
                SocketException cause => new ConnectionFailedException(host, port, cause),
                _ => new ConnectionFailedException(host, port, new SocketException((int)SocketError.SocketError)),
            };
        }
    }

    internal async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
    }

    /// <summary>Says that we send no more, and throws away what the peer still sends until it closes too.</summary>
    /// <remarks>
    /// A socket closed over unread bytes resets the connection, and the peer may lose what we sent last.
    /// </remarks>
    internal async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            var waste = new byte[4096];
            while (await _socket.ReceiveAsync(waste.AsMemory(), SocketFlags.None, cancellationToken) > 0)
            {
            }
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed one way or the other.
        }
    }

    /// <summary>
    /// Closes the connection. A read that is under way fails; whoever reads completes <see cref="Input"/>.
    /// </summary>
    public void Dispose() => _socket.Dispose();

    private static IPEndPoint? Plain(IPEndPoint? address) =>
        address is { Address.IsIPv4MappedToIPv6: true }
            ? new IPEndPoint(address.Address.MapToIPv4(), address.Port)
            : address;
}
