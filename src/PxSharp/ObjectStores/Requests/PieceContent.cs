using System.Buffers;
using System.Net;

namespace PxSharp.ObjectStores.Requests;

/// <summary>A part of an object as the body of a request, read and sent through one pooled buffer.</summary>
internal sealed class PieceContent : HttpContent
{
    private const int BufferLength = 128 * 1024;

    private readonly ObjectContent _content;
    private readonly long _offset;
    private readonly long _length;
    private readonly StallGuard _guard;

    public PieceContent(ObjectContent content, long offset, long length, StallGuard guard)
    {
        (_content, _offset, _length, _guard) = (content, offset, length, guard);
        Headers.ContentLength = length;
    }

    /// <summary>What reading the source failed with: not the fault of the connection.</summary>
    public ObjectStoreException? SourceFailure { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            await using var source = _content.Open(_offset, _length, _guard.Touch);
            int count;
            while ((count = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                _guard.Touch();
            }
        }
        catch (ObjectStoreException failure)
        {
            SourceFailure = failure;
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
