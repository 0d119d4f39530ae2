namespace PxSharp.Dicom.Tests;

/// <summary>A start, then a pattern over and over up to a length that no memory holds; it cannot seek.</summary>
internal sealed class PatternStream(byte[] start, long length, byte[]? pattern = null, int mostAtOnce = int.MaxValue)
    : Stream
{
    private readonly byte[] _pattern = pattern ?? [0];

    internal long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, mostAtOnce), length - BytesRead);
        for (var i = 0; i < count; i++)
        {
            var at = BytesRead + i;
            buffer[i] = at < start.Length ? start[at] : _pattern[(at - start.Length) % _pattern.Length];
        }
        BytesRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
