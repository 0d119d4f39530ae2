namespace PxSharp.Cli.Terminals;

/// <summary>Standard output that is closed: writing results to it fails.</summary>
internal sealed class ClosedStream : WriteOnlyStream
{
    private const string Message = "standard output is closed";

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException(Message);

    public override void Flush()
    {
    }
}
