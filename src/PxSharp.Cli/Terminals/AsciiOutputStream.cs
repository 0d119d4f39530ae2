using System.Buffers;
using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>A stream for ASCII, such as JSON with escapes, that goes to the terminal as it comes.</summary>
internal sealed class AsciiOutputStream(TextWriter output) : WriteOnlyStream
{
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

    public override void Flush()
    {
        // The writer flushes when its owner does.
    }
}
