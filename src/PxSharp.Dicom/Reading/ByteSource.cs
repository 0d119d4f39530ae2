using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PxSharp.Dicom.Reading;

/// <summary>Bytes in their order, from memory, a stream or a file, with a look ahead.</summary>
/// <remarks>
/// What is taken out is a slice of the caller's memory, or of a chunk that is never used again: no copy an element.
/// Nothing is allocated on the word of a length field: either that many bytes are known to be there, or the
/// array grows as they come.
/// </remarks>
internal sealed class ByteSource
{
    private const int FirstChunk = 16 * 1024;
    private const int NextChunk = 64 * 1024;
    private const int FirstGrowth = 256 * 1024;

    private readonly Stream? _stream;
    private readonly SafeFileHandle? _file;
    private readonly long _fileOffset;

    // Where the bytes end, as far as that is known beforehand; else -1.
    private readonly long _length;

    // The chunk in memory: bytes [_at, _end) of _chunk come next, _chunk[0] is at _chunkOffset.
    private byte[] _chunk = [];
    private int _at;
    private int _end;
    private long _chunkOffset;

    /// <summary>
    /// The bytes of <paramref name="memory"/>, which must not change while what is read of them lives.
    /// </summary>
    internal ByteSource(ReadOnlyMemory<byte> memory)
    {
        if (!MemoryMarshal.TryGetArray(memory, out var segment))
            segment = memory.ToArray();
        _chunk = segment.Array!;
        _at = segment.Offset;
        _end = segment.Offset + segment.Count;
        _chunkOffset = -segment.Offset;
        _length = segment.Count;
    }

    /// <summary>The bytes of <paramref name="stream"/> from where it stands.</summary>
    internal ByteSource(Stream stream)
    {
        _stream = stream;
        _length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : -1;
        OwnsBytes = true;
    }

    /// <summary>The bytes of <paramref name="file"/> from <paramref name="offset"/> on.</summary>
    internal ByteSource(SafeFileHandle file, long offset)
    {
        _file = file;
        _fileOffset = offset;
        _length = Math.Max(0, RandomAccess.GetLength(file) - offset);
        OwnsBytes = true;
    }

    /// <summary>Bytes from the start of the source to what comes next.</summary>
    internal long Position => _chunkOffset + _at;

    /// <summary>Whether memory that was taken out is this source's own, so that its user may change it.</summary>
    internal bool OwnsBytes { get; }

    /// <summary>Whether the source is known to hold fewer than <paramref name="count"/> more bytes.</summary>
    internal bool IsShorterThan(long count) => _length >= 0 && count > _length - Position;

    /// <summary>The next bytes, which stay next; false when there are fewer.</summary>
    internal bool TryPeek(int count, out ReadOnlySpan<byte> bytes)
    {
        if (_end - _at < count && !TryFill(count))
        {
            bytes = default;
            return false;
        }
        bytes = _chunk.AsSpan(_at, count);
        return true;
    }

    /// <summary>All bytes that are left, when they are fewer than <see cref="TryPeek"/> was asked for.</summary>
    internal ReadOnlySpan<byte> PeekRest() => _chunk.AsSpan(_at, _end - _at);

    /// <summary>Goes past bytes that were peeked.</summary>
    internal void Advance(int count) => _at += count;

    /// <summary>Takes the next bytes out; false when there are fewer.</summary>
    internal bool TryTake(int count, out Memory<byte> bytes)
    {
        if (_end - _at < count)
        {
            if (IsShorterThan(count) || (_stream is null && _file is null))
            {
                bytes = default;
                return false;
            }
            if (count > NextChunk / 2)
                return TryTakeLarge(count, out bytes);
            if (!TryFill(count))
            {
                bytes = default;
                return false;
            }
        }
        bytes = _chunk.AsMemory(_at, count);
        _at += count;
        return true;
    }

    /// <summary>Goes past the next bytes without taking them into memory; false when there are fewer.</summary>
    internal bool TrySkip(long count)
    {
        if (count > _end - _at)
        {
            if (IsShorterThan(count) || (_stream is null && _file is null))
                return false;
            if (_file is not null)
            {
                (_chunkOffset, _chunk, _at, _end) = (Position + count, [], 0, 0);
                return true;
            }
        }
        while (count > 0)
        {
            if (_end == _at && !TryFill(1))
                return false;
            var step = (int)Math.Min(count, _end - _at);
            _at += step;
            count -= step;
        }
        return true;
    }

    /// <summary>A value of its own array, read straight into it.</summary>
    private bool TryTakeLarge(int count, out Memory<byte> bytes)
    {
        var array = GC.AllocateUninitializedArray<byte>(_length >= 0 ? count : Math.Min(count, FirstGrowth));
        var filled = Math.Min(_end - _at, array.Length);
        _chunk.AsSpan(_at, filled).CopyTo(array);
        _at += filled;
        while (filled < count)
        {
            if (filled == array.Length)
            {
                var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, 2L * array.Length));
                array.CopyTo(larger, 0);
                array = larger;
            }
            var read = Read(array.AsSpan(filled));
            _chunkOffset += read;
            filled += read;
            if (read == 0)
            {
                bytes = default;
                return false;
            }
        }
        bytes = array;
        return true;
    }

    /// <summary>Makes the chunk hold at least <paramref name="count"/> bytes; false when there are fewer.</summary>
    private bool TryFill(int count)
    {
        if (_stream is null && _file is null)
            return false;
        if (IsShorterThan(count))
            return false;
        // What was handed out lies before _at: a short read leaves room that may still be filled.
        if (_chunk.Length - _at < count)
            NewChunk(count);
        while (_end - _at < count)
        {
            var read = Read(_chunk.AsSpan(_end));
            if (read == 0)
                return false;
            _end += read;
        }
        return true;
    }

    private void NewChunk(int count)
    {
        var size = Math.Max(count, _chunk.Length == 0 ? FirstChunk : NextChunk);
        if (_length >= 0)
            size = (int)Math.Min(size, _length - Position);
        var chunk = GC.AllocateUninitializedArray<byte>(size);
        var filled = _end - _at;
        _chunk.AsSpan(_at, filled).CopyTo(chunk);
        _chunkOffset += _at;
        _chunk = chunk;
        _at = 0;
        _end = filled;
    }

    private int Read(Span<byte> buffer) => _stream is not null
        ? _stream.Read(buffer)
        : RandomAccess.Read(_file!, buffer, _fileOffset + _chunkOffset + _end);
}
