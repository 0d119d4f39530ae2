namespace PxSharp.Dicom.Reading;

/// <summary>What is left of a <see cref="ByteSource"/>, for an inflater.</summary>
internal sealed class SourceStream(ByteSource source) : Stream
{
    /// <summary>Bytes given so far.</summary>
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
        // A byte more brings whatever the source can get at once.
        source.TryPeek(1, out _);
        var next = source.PeekRest();
        var count = Math.Min(next.Length, buffer.Length);
        next[..count].CopyTo(buffer);
        source.Advance(count);
        BytesRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
