using System.Buffers;
using System.Security.Cryptography;

namespace PxSharp.ObjectStores.Requests;

/// <summary>An object on its way here, maybe over several connections.</summary>
internal sealed class Download(string what, Stream destination) : IDisposable
{
    private const int BufferLength = 128 * 1024;

    private readonly IncrementalHash _hash = ObjectChecksum.Create();
    private StoredObject? _object;

    /// <summary>The bytes that are here, from which on to ask.</summary>
    public long Position { get; private set; }

    /// <summary>Which version of the object it is; null before the first answer.</summary>
    public string? EntityTag { get; private set; }

    /// <summary>Takes what an answer brings.</summary>
    /// <param name="found">What the answer says of the whole object.</param>
    /// <param name="length">Its length; null when the answer does not say, as for one of very many segments.</param>
    /// <param name="entityTag">Which version it is.</param>
    /// <param name="isPartial">Whether it begins at <see cref="Position"/>, not at the beginning.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="guard">Watches that they come.</param>
    public async Task<bool> ReadAsync(
        StoredObject found, long? length, string? entityTag, bool isPartial, Stream body, StallGuard guard)
    {
        if (_object is null)
            (_object, EntityTag) = (found, entityTag);
        else if (EntityTag != entityTag)
            throw new ObjectStoreException(ObjectStoreFailure.Other, $"{what}: it was replaced meanwhile");
        // A server that does not know ranges begins anew: pass over what is here.
        var skip = isPartial ? 0 : Position;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            int count;
            while ((count = await ReadAsync(body, buffer, guard)) > 0)
            {
                guard.Touch();
                var known = (int)Math.Min(skip, count);
                skip -= known;
                _hash.AppendData(buffer, known, count - known);
                await WriteAsync(buffer.AsMemory(known, count - known), guard);
                Position += count - known;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return length is null || Position == length
            ? true
            : throw HttpFailure.Of(what, new IOException($"only {Position} of {length} bytes came"));
    }

    /// <summary>What came, when its checksum is right.</summary>
    public StoredObject Finish()
    {
        var checksum = ObjectChecksum.TextOf(_hash);
        return _object!.Checksum is null || _object.Checksum == checksum
            ? _object with { Length = Position, Checksum = checksum }
            : throw new ObjectStoreException(
                ObjectStoreFailure.Corrupt,
                $"{what}: it is damaged: its MD5 is {checksum}, not {_object.Checksum}");
    }

    public void Dispose() => _hash.Dispose();

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, StallGuard guard)
    {
        try
        {
            await destination.WriteAsync(bytes, guard.Token);
        }
        catch (IOException exception)
        {
            throw new DestinationException(exception);
        }
    }

    // A failure of the connection may be tried again; one of the destination may not.
    private async Task<int> ReadAsync(Stream body, byte[] buffer, StallGuard guard)
    {
        try
        {
            return await body.ReadAsync(buffer, guard.Token);
        }
        catch (Exception exception) when (HttpFailure.IsOfConnection(exception))
        {
            throw HttpFailure.Of(what, exception);
        }
    }
}
