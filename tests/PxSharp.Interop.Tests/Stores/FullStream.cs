namespace PxSharp.Interop.Tests.Stores;

/// <summary>Takes so many bytes, then no more.</summary>
public sealed class FullStream(int room) : MemoryStream
{
    public int Refusals { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Length + buffer.Length > room)
        {
            Refusals++;
            throw new IOException("no room");
        }

        base.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
