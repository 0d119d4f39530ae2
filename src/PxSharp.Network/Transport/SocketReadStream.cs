using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace PxSharp.Network.Transport;

/// <summary>The reading side of a socket, acknowledged at once.</summary>
internal sealed class SocketReadStream : Stream
{
    private readonly Socket _socket;
    private readonly QuickAck _quickAck;

    internal SocketReadStream(Socket socket)
    {
        _socket = socket;
        _quickAck = new QuickAck(socket);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        if (count > 0)
            _quickAck.Arm();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
