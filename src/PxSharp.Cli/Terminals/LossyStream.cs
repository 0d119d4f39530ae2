namespace PxSharp.Cli.Terminals;

/// <summary>A stream for messages: what cannot be written is lost, and stops nobody.</summary>
/// <remarks>A retrieve must not end because the disk behind its log is full.</remarks>
internal sealed class LossyStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is nowhere to say that nothing can be said.
        }
    }

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
    }
}
