using System.Buffers;
using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>A stream for ASCII, such as JSON with escapes, that goes to the terminal as it comes.</summary>
internal sealed class AsciiOutputStream(TextWriter output) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var characters = ArrayPool<char>.Shared.Rent(buffer.Length);
        try
        {
            output.Write(characters, 0, Encoding.ASCII.GetChars(buffer, characters));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // The writer flushes when its owner does.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
