namespace PxSharp.Simulator.Services;

/// <summary>The first half of a stream, some zeros, and then a failure: the sender must drop the connection.</summary>
/// <remarks>A sender fills its buffer before it sends; the zeros see to it that part of the message is out.</remarks>
internal sealed class BrokenStream : Stream
{
    private const int Zeros = 4 << 20;

    private readonly Stream _whole;
    private readonly long _half;
    private long _read;

    public BrokenStream(Stream whole)
    {
        _whole = whole;
        _half = (whole.Length - whole.Position) / 2;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_read >= _half + Zeros)
            throw new IOException("simulated: connection dropped in the midst of an instance");
        var count = _read < _half ? _whole.Read(buffer[..(int)Math.Min(buffer.Length, _half - _read)]) : buffer.Length;
        if (_read >= _half)
            buffer.Clear();
        _read += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _whole.Dispose();
        base.Dispose(disposing);
    }
}
