using System.IO.Compression;
using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>PS3.5 A.5: raw deflate of an explicit VR little endian data set.</summary>
public class Deflated
{
    private static readonly byte[] Set = Raw.Bytes("0800 6000 'CS' 0200 'CT' 1000 2000 'LO' 0200 'A '");

    private static byte[] Compress(Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output))
            stream.Write(Set);
        return output.ToArray();
    }

    private static void IsRead(byte[] bytes)
    {
        var set = DicomDatasetReader.Read(bytes, TransferSyntax.DeflatedExplicitVRLittleEndian);
        Assert.Equal("CT", set.GetString(DicomTag.Modality));
        Assert.Equal(2, set.Count);
    }

    [Fact]
    public void Raw_deflate_is_read() =>
        IsRead(Compress(output => new DeflateStream(output, CompressionLevel.Optimal)));

    [Fact]
    public void A_padding_NUL_after_it_is_skipped() =>
        IsRead([.. Compress(output => new DeflateStream(output, CompressionLevel.Optimal)), 0]);

    /// <summary>Some writers add the header of RFC 1950.</summary>
    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void A_zlib_header_is_skipped(CompressionLevel level)
    {
        var bytes = Compress(output => new ZLibStream(output, level));
        Assert.Equal(0x78, bytes[0]);
        IsRead(bytes);
    }

    /// <summary>RFC 1951 3.2.4: the unused bits of a stored block's first byte may be anything.</summary>
    [Fact]
    public void A_stored_block_that_begins_like_a_zlib_header_is_not_one()
    {
        // 78 01: final bit 0, type 00, filling; then the length 0x0001 and its complement. A final block follows.
        byte[] stored =
        [
            0x78, 0x01, 0x00, 0xFE, 0xFF, Set[0],
            0x01, (byte)(Set.Length - 1), 0x00, (byte)~(Set.Length - 1), 0xFF, .. Set.AsSpan(1),
        ];
        IsRead(stored);
    }

    [Fact]
    public void Garbage_is_refused()
    {
        var error = Assert.ThrowsAny<DicomException>(() => DicomDatasetReader.Read(
            Raw.Bytes("FFFFFFFF FFFFFFFF"), TransferSyntax.DeflatedExplicitVRLittleEndian));
        Assert.StartsWith("The deflated data set cannot be inflated", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_one_is_refused_or_given_as_far_as_it_goes()
    {
        var bytes = Compress(output => new DeflateStream(output, CompressionLevel.Optimal));
        for (var length = 1; length < bytes.Length - 3; length++)
        {
            var part = bytes.AsMemory(0, length);
            var read = DicomDatasetReader.TryReadHead(part, TransferSyntax.DeflatedExplicitVRLittleEndian, out _);
            Assert.False(read);
        }
    }
}
