namespace PxSharp.Cli.Terminals;

/// <summary>Standard output, whose failures say that it is standard output.</summary>
/// <remarks>A full disk behind it must not be taken for the one that holds the files.</remarks>
internal sealed class StandardOutputStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException exception)
        {
            throw new IOException($"cannot write to standard output: {exception.Message}", exception);
        }
    }

    public override void Flush() => inner.Flush();
}
