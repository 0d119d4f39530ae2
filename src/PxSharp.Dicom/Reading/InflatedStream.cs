using System.IO.Compression;

namespace PxSharp.Dicom.Reading;

/// <summary>A deflated data set as it inflates, with an end to how much that may be.</summary>
/// <remarks>PS3.5 A.5: raw deflate (RFC 1951). A zlib header (RFC 1950), which some writers add, is skipped.</remarks>
internal sealed class InflatedStream : Stream
{
    /// <summary>Bytes that may come of any input before the ratio is looked at.</summary>
    private const long FreeOfRatio = 16L << 20;

    private readonly DicomReadOptions _options;
    private readonly SourceStream _deflated;
    private readonly DeflateStream _inflater;
    private long _inflated;

    internal InflatedStream(ByteSource source, DicomReadOptions options)
    {
        _options = options;
        if (HasZlibHeader(source))
            source.Advance(2);
        _deflated = new SourceStream(source);
        _inflater = new DeflateStream(_deflated, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _inflater.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new DicomFormatException("The deflated data set cannot be inflated", offset: _inflated);
        }
        _inflated += read;
        if (_inflated > _options.MaxInflatedLength)
        {
            throw new DicomLimitException(nameof(DicomReadOptions.MaxInflatedLength),
                $"The deflated data set inflates to more than {_options.MaxInflatedLength} bytes");
        }
        if (_inflated > FreeOfRatio && _inflated / _options.MaxInflationRatio > _deflated.BytesRead)
        {
            throw new DicomLimitException(nameof(DicomReadOptions.MaxInflationRatio),
                $"The deflated data set inflates to more than {_options.MaxInflationRatio} times its size");
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflater.Dispose();
            _deflated.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// Whether two bytes of RFC 1950 come first, and not a stored block of RFC 1951 that looks like them.
    /// </summary>
    private static bool HasZlibHeader(ByteSource source)
    {
        if (!source.TryPeek(2, out var start) || (start[0] & 0x8F) != 0x08 || ((start[0] << 8) | start[1]) % 31 != 0)
            return false;
        return !source.TryPeek(5, out start) || (start[1] ^ start[3]) != 0xFF || (start[2] ^ start[4]) != 0xFF;
    }
}
