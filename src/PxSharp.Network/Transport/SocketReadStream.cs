using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace PxSharp.Network.Transport;

/// <summary>The reading side of a socket, acknowledged at once.</summary>
internal sealed class SocketReadStream : Stream
{
    /// <summary>How long a thread may wait for a peer in the middle of what it sends, in microseconds.</summary>
    private const int BriefWait = 1000;

    private static int _isWaiting;

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
        WaitBriefly();
        var count = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        if (count > 0)
            _quickAck.Arm();
        return count;
    }

    /// <summary>
    /// Waits in place for what comes at once, as from a peer that sends one instance after the other: to be woken by
    /// way of the thread pool costs as much processor time as all else that is done with a PDU. Only one association
    /// does so at a time, and never one that has the only processor.
    /// </summary>
    private void WaitBriefly()
    {
        if (Environment.ProcessorCount == 1 || Interlocked.Exchange(ref _isWaiting, 1) != 0)
            return;
        try
        {
            _socket.Poll(BriefWait, SelectMode.SelectRead);
        }
        finally
        {
            Volatile.Write(ref _isWaiting, 0);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
