using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>PS3.5 A.4.</summary>
public class EncapsulatedPixelData
{
    private static readonly TransferSyntax Jpeg = TransferSyntax.Of(DicomUID.JPEGBaseline8Bit);

    [Fact]
    public void Fragments_are_untouched_and_the_first_is_the_offset_table()
    {
        var bytes = Raw.Bytes("""
            E07F 1000 'OB' 0000 FFFFFFFF
              FEFF 00E0 04000000 00000000
              FEFF 00E0 02000000 FFD8
              FEFF 00E0 04000000 FEFFDDE0
            FEFF DDE0 00000000
            FCFF FCFF 'OB' 0000 02000000 0000
            """);
        var set = DicomDatasetReader.Read(bytes, Jpeg);
        var pixels = set.Find(DicomTag.PixelData)!;
        Assert.Equal(["00000000", "FFD8", "FEFFDDE0"], pixels.Fragments!.Select(Raw.Hex));
        Assert.True(pixels.RawValue.IsEmpty);
        Assert.False(pixels.IsEmpty);
        Assert.Equal(2, set.Count);
        Assert.Equal(bytes, DicomDatasetWriter.ToArray(set, Jpeg));
    }

    [Theory]
    [InlineData("FEFF 00E0 00000000 FEFF 00E0 10000000 FFD8", "The bytes end within")]
    [InlineData("FEFF 00E0 00000000 FEFF 00E0 02000000 FFD8", "The bytes end within")]
    [InlineData("FEFF 00E0 FFFFFFFF FFD8 FEFF DDE0 00000000", "A fragment has no length")]
    [InlineData("0800 6000 02000000 'CT' FEFF DDE0 00000000", "(0008,0060) stands where a fragment should")]
    public void What_is_wrong_is_said_with_tag_and_offset(string items, string message)
    {
        var bytes = Raw.Bytes("E07F 1000 'OB' 0000 FFFFFFFF" + items);
        var error = Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(bytes, Jpeg));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(DicomTag.PixelData, error.Tag);
        Assert.True(error.Offset >= 0);
    }
}
