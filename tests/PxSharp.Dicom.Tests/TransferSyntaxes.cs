using Xunit;

namespace PxSharp.Dicom.Tests;

public class TransferSyntaxes
{
    [Fact]
    public void The_four_encodings_are_known()
    {
        Assert.Same(TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.Of("1.2.840.10008.1.2"));
        Assert.Same(TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.Of("1.2.840.10008.1.2.1"));
        Assert.Same(TransferSyntax.DeflatedExplicitVRLittleEndian, TransferSyntax.Of("1.2.840.10008.1.2.1.99"));
        Assert.Same(TransferSyntax.ExplicitVRBigEndian, TransferSyntax.Of("1.2.840.10008.1.2.2"));
    }

    /// <summary>PS3.5 10: all others are explicit VR little endian but for the pixel data.</summary>
    [Theory]
    [InlineData(DicomUID.JPEGBaseline8Bit)]
    [InlineData(DicomUID.RLELossless)]
    [InlineData("1.2.840.10008.1.2.4.999")]
    [InlineData("1.3.46.670589.33.1.4.1")]
    public void Others_are_explicit_with_encapsulated_pixel_data(string uid)
    {
        var syntax = TransferSyntax.Of(uid);
        Assert.Equal(new TransferSyntax(uid, true, false, false, true), syntax);
    }

    [Fact]
    public void A_transfer_syntax_has_a_name()
    {
        Assert.Equal("RLE Lossless", TransferSyntax.Of(DicomUID.RLELossless).Name);
        Assert.Equal("1.2.3", TransferSyntax.Of("1.2.3").Name);
    }
}
