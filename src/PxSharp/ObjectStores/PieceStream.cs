using Microsoft.Win32.SafeHandles;

namespace PxSharp.ObjectStores;

/// <summary>A part of a file, or of bytes in memory, read from its beginning to its end.</summary>
internal sealed class PieceStream : Stream
{
    private readonly SafeFileHandle? _file;
    private readonly string? _path;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long _offset;
    private readonly long _length;
    private long _position;

    public PieceStream(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _length = bytes.Length;
    }

    public PieceStream(SafeFileHandle file, string path, long offset, long length)
    {
        _file = file;
        _path = path;
        _offset = offset;
        _length = length;
    }

    /// <summary>Told whenever bytes were read: the request that they are for moves.</summary>
    public Action? Moved { get; init; }

    /// <summary>Told how many bytes were read.</summary>
    public Action<long>? Sent { get; init; }

    public override bool CanRead => true;

    // The S3 client goes back to the beginning before it tries again.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, Math.Max(0, _length - _position))];
        if (buffer.IsEmpty)
            return 0;
        Moved?.Invoke();
        if (_file is null)
        {
            _bytes.Span.Slice((int)_position, buffer.Length).CopyTo(buffer);
            _position += buffer.Length;
            Sent?.Invoke(buffer.Length);
            return buffer.Length;
        }
        int count;
        try
        {
            count = RandomAccess.Read(_file, buffer, _offset + _position);
        }
        catch (IOException exception)
        {
            throw ObjectContent.CannotRead(_path!, exception.Message, exception);
        }
        if (count == 0)
            throw ObjectContent.CannotRead(_path!, "it became shorter while it was read");
        _position += count;
        Sent?.Invoke(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // A read of a disk is over soon, and its asynchronous form costs a thread of the pool all the same.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }
}
