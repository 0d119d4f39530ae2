using CsCheck;
using PxSharp.Dicom.Tests.Writing;
using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

public class WholenessChecks
{
    private static readonly Gen<(DicomDataset Set, TransferSyntax Syntax, bool Undefined)> Sets = Gen.Select(
        RandomDatasets.All,
        Gen.Int[0, 2].Select(which => Syntaxes.All[which]),
        Gen.Bool);

    private static readonly Gen<(int At, byte Value)[]> Changes =
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Byte).Array[1, 6];

    [Fact]
    public void A_prefix_is_whole_exactly_when_the_reader_reads_it() => Sets.Sample(sample =>
    {
        var bytes = Encode(sample.Set, sample.Syntax, sample.Undefined);
        for (var length = 0; length <= bytes.Length; length += 1 + (bytes.Length / 200))
        {
            var part = bytes.AsMemory(0, length);
            Assert.Equal(
                Fault(() => DicomDatasetReader.Read(part, sample.Syntax)), Fault(() => Check(part, sample.Syntax, 5)));
        }
        Check(bytes, sample.Syntax, bytes.Length);
    }, iter: 300);

    [Fact]
    public void Nothing_is_refused_that_the_reader_reads() => Gen.Select(Sets, Changes, Gen.Int[1, 40]).Sample(
        (sample, changes, step) =>
        {
            var bytes = Encode(sample.Set, sample.Syntax, sample.Undefined);
            foreach (var (at, value) in changes)
            {
                if (bytes.Length > 0)
                    bytes[at % bytes.Length] = value;
            }
            if (Fault(() => DicomDatasetReader.Read(bytes.ToArray(), sample.Syntax)) is null)
                Check(bytes, sample.Syntax, step);
            else
                Fault(() => Check(bytes, sample.Syntax, step));
        },
        iter: 20_000);

    [Fact]
    public void Encapsulated_pixel_data_is_followed_to_its_delimiter() => RandomDatasets.PixelData.Sample(pixels =>
    {
        var syntax = TransferSyntax.Of(DicomUID.JPEGBaseline8Bit);
        var set = new DicomDataset();
        set.Add(pixels);
        var bytes = Encode(set, syntax, undefined: true);
        Check(bytes, syntax, 3);
        for (var length = 1; length < bytes.Length; length++)
            Assert.Throws<DicomFormatException>(() => Check(bytes.AsMemory(0, length), syntax, 3));
    }, iter: 100);

    [Theory]
    [InlineData("0800 6000 'CS' 0200 'CT' 00000000 00000000 00000000 FF")]
    [InlineData("0800 6000 'CS' 0200 'CT' 000000")]
    public void Zeros_that_fill_the_end_up_are_no_harm(string spelling)
    {
        var bytes = Raw.Bytes(spelling);
        Raw.Explicit(spelling);
        Check(bytes, TransferSyntax.ExplicitVRLittleEndian, 1);
    }

    [Fact]
    public void The_error_names_the_element_and_how_much_is_missing()
    {
        var error = Assert.Throws<DicomFormatException>(() => Check(
            Raw.Bytes("0800 6000 'CS' 0200 'CT' E07F 1000 'OW' 0000 04000000 01"),
            TransferSyntax.ExplicitVRLittleEndian, 100));
        Assert.Equal((DicomTag.PixelData, 10L), (error.Tag, error.Offset));
        Assert.Equal("The value ends 3 bytes too early at (7fe0,0010), offset 10.", error.Message);
    }

    [Fact]
    public void Sequences_that_lie_too_deep_are_refused_by_name_of_the_limit()
    {
        var check = new DicomDatasetCheck(TransferSyntax.ImplicitVRLittleEndian);
        var level = Raw.Bytes("0800 1511 FFFFFFFF FEFF 00E0 FFFFFFFF");
        for (var depth = 0; depth < 63; depth++)
            check.Write(level);
        check.Write(level);
        var error = Assert.Throws<DicomLimitException>(() => check.Write(level));
        Assert.Equal(nameof(DicomReadOptions.MaxSequenceDepth), error.Limit);
    }

    [Fact]
    public void Deflated_bytes_are_inflated_to_their_end()
    {
        var set = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OW, Noise(300_000));
        var bytes = Encode(set, TransferSyntax.DeflatedExplicitVRLittleEndian, undefined: true);
        RunOnFile(bytes);
        Assert.Throws<DicomFormatException>(() => RunOnFile(bytes.AsMemory(0, bytes.Length - 500)));
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static void RunOnFile(ReadOnlyMemory<byte> bytes)
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder.Write("set", [1, 2, 3, .. bytes.Span]));
        DicomDatasetCheck.Run(file, 3, TransferSyntax.DeflatedExplicitVRLittleEndian);
    }

    private static byte[] Encode(DicomDataset set, TransferSyntax syntax, bool undefined) =>
        DicomDatasetWriter.ToArray(set, syntax, new DicomWriteOptions { UndefinedLengths = undefined });

    private static void Check(ReadOnlyMemory<byte> bytes, TransferSyntax syntax, int step)
    {
        var check = new DicomDatasetCheck(syntax);
        for (var at = 0; at < bytes.Length; at += step)
            check.Write(bytes.Span.Slice(at, Math.Min(step, bytes.Length - at)));
        check.Complete();
    }

    private static Type? Fault(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (DicomException exception)
        {
            return exception.GetType();
        }
    }
}
