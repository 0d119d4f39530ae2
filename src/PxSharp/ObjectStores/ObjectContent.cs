using System.Buffers;
using PxSharp.Dicom;
using PxSharp.Storage;

namespace PxSharp.ObjectStores;

/// <summary>
/// The bytes of an object to be stored: a file, or bytes in memory. They can be read again and again.
/// </summary>
public sealed class ObjectContent
{
    private const int BufferLength = 128 * 1024;

    private readonly string? _path;
    private readonly ReadOnlyMemory<byte> _bytes;
    private string? _checksum;

    private ObjectContent(string? path, ReadOnlyMemory<byte> bytes, long length)
    {
        _path = path;
        _bytes = bytes;
        Length = length;
    }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>The bytes of a file, which is opened when it is needed.</summary>
    /// <exception cref="ObjectStoreException">
    /// There is no such file, it may not be looked at, it is a pipe, a socket or a device, or the system does not know
    /// its length, as with files below /proc.
    /// </exception>
    public static ObjectContent FromFile(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length == 0)
                CheckEmpty(path);
            return new ObjectContent(path, default, length);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or DicomFormatException)
        {
            throw CannotRead(path, exception.Message, exception);
        }
    }

    /// <summary>Bytes in memory, which must not change.</summary>
    public static ObjectContent FromBytes(ReadOnlyMemory<byte> bytes) => new(null, bytes, bytes.Length);

    /// <summary>Opens a part of the bytes, all of them when nothing else is said.</summary>
    /// <remarks>Reading throws <see cref="ObjectStoreException"/> when the file has become shorter.</remarks>
    /// <exception cref="ObjectStoreException">The file cannot be opened.</exception>
    public Stream OpenRead(long offset = 0, long? length = null) => Open(offset, length ?? Length - offset, null);

    /// <summary>Told how many bytes go to a store just now; again, when they are sent again.</summary>
    internal Action<long>? Sent { get; set; }

    /// <summary>Opens all of the bytes, which go to a store.</summary>
    internal Stream OpenToSend() => Open(0, Length, static () => { });

    /// <summary>Opens a part of the bytes; each read for a request is told of.</summary>
    internal PieceStream Open(long offset, long count, Action? moved)
    {
        var sent = moved is null ? null : Sent;
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + count, Length);
        if (_path is null)
            return new PieceStream(_bytes.Slice((int)offset, (int)count)) { Moved = moved, Sent = sent };
        try
        {
            var file = File.OpenHandle(
                _path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                FileOptions.SequentialScan);
            return new PieceStream(file, _path, offset, count) { Moved = moved, Sent = sent };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotRead(_path, exception.Message, exception);
        }
    }

    /// <summary>The MD5 of all bytes, in lower-case hexadecimal: what Swift and S3 check with.</summary>
    public async ValueTask<string> ChecksumAsync(CancellationToken cancellationToken = default)
        => _checksum ??= await ChecksumAsync(0, Length, cancellationToken);

    /// <summary>The MD5 of a part of the bytes.</summary>
    internal async ValueTask<string> ChecksumAsync(long offset, long length, CancellationToken cancellationToken)
    {
        using var hash = ObjectChecksum.Create();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            await using var stream = OpenRead(offset, length);
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
                hash.AppendData(buffer, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return ObjectChecksum.TextOf(hash);
    }

    /// <summary>Remembers a checksum that was made while the bytes were read for another reason.</summary>
    internal void Remember(string checksum) => _checksum = checksum;

    private static void CheckEmpty(string path)
    {
        using var file = RegularFile.OpenRead(path);
        if (RandomAccess.Read(file, new byte[1], 0) > 0)
            throw new IOException("the system says that it is empty, but there is something in it; copy it first");
    }

    internal static ObjectStoreException CannotRead(string path, string why, Exception? inner = null)
        => new(ObjectStoreFailure.Source, $"cannot read {path}: {why}", inner);
}
