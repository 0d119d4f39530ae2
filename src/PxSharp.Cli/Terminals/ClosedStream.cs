namespace PxSharp.Cli.Terminals;

/// <summary>Standard output that is closed: writing results to it fails.</summary>
internal sealed class ClosedStream : Stream
{
    private const string Message = "standard output is closed";

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException(Message);

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException(Message);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
