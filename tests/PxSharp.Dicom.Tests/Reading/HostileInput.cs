using System.Buffers.Binary;
using System.IO.Compression;
using CsCheck;
using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>Bytes made to crash, hang or exhaust a reader.</summary>
public class HostileInput
{
    private const int Small = 1 << 20;

    // An item of a hundred zero-length elements takes more than its bytes; nothing may take much more.
    private const int MostTimesTheSize = 24;

    /// <summary>These crash dcmdump, gdcmdump and fo-dicom.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hundred_thousand_nested_sequences_are_refused_by_name_of_the_limit(bool isExplicit)
    {
        var level = isExplicit
            ? Raw.Bytes("0800 1511 'SQ' 0000 FFFFFFFF FEFF 00E0 FFFFFFFF")
            : Raw.Bytes("0800 1511 FFFFFFFF FEFF 00E0 FFFFFFFF");
        var bytes = Enumerable.Repeat(level, 100_000).SelectMany(b => b).ToArray();
        var syntax = isExplicit ? TransferSyntax.ExplicitVRLittleEndian : TransferSyntax.ImplicitVRLittleEndian;
        var (error, allocated) = Measure(() => DicomDatasetReader.Read(bytes, syntax));
        Assert.Equal(nameof(DicomReadOptions.MaxSequenceDepth), Assert.IsType<DicomLimitException>(error).Limit);
        Assert.Contains("raise DicomReadOptions.MaxSequenceDepth", error.Message, StringComparison.Ordinal);
        Assert.Contains("(0008,1115)", error.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, Small);
    }

    [Fact]
    public void The_deepest_that_can_be_allowed_is_read_written_and_described()
    {
        const int depth = DicomReadOptions.HighestSequenceDepth;
        var start = Enumerable.Repeat(Raw.Bytes("0800 1511 'UN' 0000 FFFFFFFF FEFF 00E0 FFFFFFFF"), 1)
            .Concat(Enumerable.Repeat(Raw.Bytes("0800 1511 FFFFFFFF FEFF 00E0 FFFFFFFF"), depth - 1));
        var end = Enumerable.Repeat(Raw.Bytes("FEFF 0DE0 00000000 FEFF DDE0 00000000"), depth);
        var bytes = start.Concat(end).SelectMany(b => b).ToArray();
        Assert.Throws<DicomLimitException>(() => DicomDatasetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian));
        var set = DicomDatasetReader.Read(
            bytes, TransferSyntax.ExplicitVRLittleEndian, new DicomReadOptions { MaxSequenceDepth = depth });
        var written = DicomDatasetWriter.ToArray(set, TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(depth * 20, written.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomReadOptions { MaxSequenceDepth = depth + 1 });
        var deeper = new DicomDataset().SetItems(DicomTag.ReferencedSeriesSequence, set);
        Assert.Throws<ArgumentException>(
            () => DicomDatasetWriter.ToArray(deeper, TransferSyntax.ExplicitVRLittleEndian));
    }

    /// <summary>Every peer inflates this.</summary>
    [Fact]
    public void One_megabyte_that_inflates_to_a_gigabyte_is_refused_by_name_of_the_limit()
    {
        var bomb = Deflate(Raw.Bytes("E07F 1000 'OW' 0000 F0FFFF3F"), zeros: 1 << 30);
        Assert.InRange(bomb.Length, 1 << 19, 2 << 20);
        var (error, allocated) = Measure(
            () => DicomDatasetReader.Read(bomb, TransferSyntax.DeflatedExplicitVRLittleEndian));
        Assert.Equal(nameof(DicomReadOptions.MaxInflationRatio), Assert.IsType<DicomLimitException>(error).Limit);
        Assert.Contains("raise DicomReadOptions.MaxInflationRatio", error.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 80 << 20);
    }

    [Fact]
    public void A_bomb_of_many_elements_is_refused_too()
    {
        // Two million elements of 8 bytes; of one tag, so that they would fit in a data set of one.
        var bomb = Deflate([], zeros: 0, Raw.Bytes("0800 6000 'CS' 0000"), times: 4 << 20);
        var (error, _) = Measure(() => DicomDatasetReader.Read(bomb, TransferSyntax.DeflatedExplicitVRLittleEndian));
        Assert.Equal(nameof(DicomReadOptions.MaxInflationRatio), Assert.IsType<DicomLimitException>(error).Limit);
    }

    [Fact]
    public void More_than_the_most_inflated_bytes_are_refused_whatever_the_ratio()
    {
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        var set = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OB, random);
        var bytes = DicomDatasetWriter.ToArray(set, TransferSyntax.DeflatedExplicitVRLittleEndian);
        var options = new DicomReadOptions { MaxInflatedLength = 99_999 };
        var error = Assert.Throws<DicomLimitException>(
            () => DicomDatasetReader.Read(bytes, TransferSyntax.DeflatedExplicitVRLittleEndian, options));
        Assert.Equal(nameof(DicomReadOptions.MaxInflatedLength), error.Limit);
    }

    /// <summary>16 MiB are free of the ratio: black images deflate well.</summary>
    [Fact]
    public void A_black_image_is_no_bomb()
    {
        var set = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OW, new byte[8 << 20]);
        var bytes = DicomDatasetWriter.ToArray(set, TransferSyntax.DeflatedExplicitVRLittleEndian);
        var read = DicomDatasetReader.Read(bytes, TransferSyntax.DeflatedExplicitVRLittleEndian);
        Assert.Equal(8 << 20, read.Find(DicomTag.PixelData)!.RawValue.Length);
    }

    [Theory]
    [InlineData("FEFFFF7F")]
    [InlineData("00000040")]
    [InlineData("FEFFFFFF")]
    public void A_length_that_is_not_there_allocates_nothing(string length)
    {
        var bytes = Raw.Bytes($"0800 6000 'CS' 0200 'CT' E07F 1000 'OW' 0000 {length} 0102");
        using var seekable = new MemoryStream(bytes);
        using var forward = new PatternStream(bytes, bytes.Length);
        foreach (var read in (Action[])
            [
                () => DicomDatasetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian),
                () => DicomDatasetReader.Read(seekable, TransferSyntax.ExplicitVRLittleEndian),
                () => DicomDatasetReader.Read(
                    forward, TransferSyntax.ExplicitVRLittleEndian, new() { MaxElementLength = Array.MaxLength }),
            ])
        {
            var (error, allocated) = Measure(read);
            Assert.IsAssignableFrom<DicomException>(error);
            Assert.InRange(allocated, 0, Small);
        }
    }

    [Fact]
    public void A_value_longer_than_allowed_is_refused_by_name_of_the_limit()
    {
        var bytes = Raw.Bytes("E07F 1000 'OW' 0000 04000000 01020304");
        var error = Assert.Throws<DicomLimitException>(() => DicomDatasetReader.Read(
            bytes, TransferSyntax.ExplicitVRLittleEndian, new DicomReadOptions { MaxElementLength = 3 }));
        Assert.Equal(nameof(DicomReadOptions.MaxElementLength), error.Limit);
        Assert.Contains("(7fe0,0010) at offset 0 has 4 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_no_array_holds_is_refused_with_advice()
    {
        using var stream = new PatternStream(Raw.Bytes("E07F 1000 'OW' 0000 000000F0"), 8L << 30);
        var (error, allocated) = Measure(() => DicomDatasetReader.Read(stream, TransferSyntax.ExplicitVRLittleEndian));
        Assert.Equal(nameof(DicomReadOptions.MaxElementLength), Assert.IsType<DicomLimitException>(error).Limit);
        Assert.EndsWith("read up to it, or pass over it.", error.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, Small);
    }

    /// <summary>Insertion one by one would take the square of their number.</summary>
    [Fact]
    public void Elements_in_descending_order_take_no_more_than_others()
    {
        var bytes = new byte[8 * 400_000];
        for (var i = 0; i < bytes.Length; i += 8)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i), (uint)(0x00FF0009 + ((bytes.Length - i) << 13)));
        var (error, allocated) = Measure(() => DicomDatasetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian));
        Assert.Null(error);
        Assert.InRange(allocated, 0, (long)MostTimesTheSize * bytes.Length);
    }

    [Theory]
    [InlineData("FEFF 00E0 00000000")]
    [InlineData("FEFF 00E0 08000000 0900 0110 00000000")]
    public void Many_tiny_items_take_a_small_multiple_of_their_size(string item)
    {
        byte[] bytes =
        [
            .. Raw.Bytes("0800 1511 FFFFFFFF"),
            .. Enumerable.Repeat(Raw.Bytes(item), 100_000).SelectMany(b => b),
            .. Raw.Bytes("FEFF DDE0 00000000"),
        ];
        var (error, allocated) = Measure(() => DicomDatasetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian));
        Assert.Null(error);
        Assert.InRange(allocated, 0, (long)MostTimesTheSize * bytes.Length);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        foreach (var syntax in Syntaxes.All)
            ReadOrRefuse(() => DicomDatasetReader.Read(bytes, syntax));
        ReadOrRefuse(() => DicomFile.Read(bytes));
        ReadOrRefuse(() => DicomFile.Read((byte[])[.. new byte[128], .. "DICM"u8, .. bytes]));
    });

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        var files = Syntaxes.All.Select(syntax => Written(syntax, undefined: false))
            .Concat(Syntaxes.All.Select(syntax => Written(syntax, undefined: true))).ToArray();
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Select(Gen.Int[0, 4000], Gen.Byte).Array[1, 6], Gen.Int[0, 4000])
            .Sample((which, damages, length) =>
            {
                var file = files[which];
                var bytes = file.AsSpan(0, Math.Min(file.Length, 140 + length)).ToArray();
                foreach (var (at, value) in damages)
                    bytes[132 + (at % (bytes.Length - 132))] = value;
                ReadOrRefuse(() => DicomFile.Read(bytes));
                ReadOrRefuse(() => DicomFile.Read(bytes, new DicomReadOptions { AllowTruncated = true }));
                ReadOrRefuse(() => DicomFile.Read(new PatternStream(bytes, bytes.Length), DicomReadOptions.Head));
            });
    }

    private static byte[] Written(TransferSyntax syntax, bool undefined)
    {
        using var stream = new MemoryStream();
        var item = new DicomDataset().Set(DicomTag.PatientName, "Ü").Set(DicomTag.Rows, 7);
        var set = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3")
            .Set(DicomTag.PixelRepresentation, 1)
            .Set(DicomTag.SmallestImagePixelValue, DicomVR.SS, "-5")
            .SetItems(
                DicomTag.ReferencedSeriesSequence,
                item,
                new DicomDataset().SetItems(DicomTag.ReferencedSOPSequence, item))
            .Set(DicomTag.PixelData, DicomVR.OW, new byte[64]);
        new DicomFile(set, syntax).Write(stream, new DicomWriteOptions { UndefinedLengths = undefined });
        return stream.ToArray();
    }

    /// <summary>Whatever else than a data set or a refusal comes of it fails the test.</summary>
    private static void ReadOrRefuse(Func<object> read)
    {
        try
        {
            var result = read();
            var set = result as DicomDataset ?? ((DicomFile)result).Dataset;
            foreach (var element in set)
                set.GetString(element.Tag);
            // What could be read can be written.
            DicomDatasetWriter.ToArray(set, TransferSyntax.ExplicitVRLittleEndian);
        }
        catch (DicomException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    private static (Exception? Error, long Allocated) Measure(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(action);
        return (error, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Deflate(byte[] start, int zeros, byte[]? pattern = null, int times = 0)
    {
        using var output = new MemoryStream();
        using (var deflater = new DeflateStream(output, CompressionLevel.Optimal))
        {
            deflater.Write(start);
            var block = new byte[1 << 20];
            for (var left = zeros; left > 0; left -= block.Length)
                deflater.Write(block.AsSpan(0, Math.Min(left, block.Length)));
            for (var i = 0; i < times; i++)
                deflater.Write(pattern);
        }
        return output.ToArray();
    }
}
