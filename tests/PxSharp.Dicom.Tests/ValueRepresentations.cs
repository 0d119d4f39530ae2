using Xunit;

namespace PxSharp.Dicom.Tests;

public class ValueRepresentations
{
    [Fact]
    public void The_letters_of_every_VR_are_read()
    {
        foreach (var vr in Enum.GetValues<DicomVR>())
        {
            var letters = vr.ToString();
            Assert.True(DicomVRExtensions.TryParse((byte)letters[0], (byte)letters[1], out var parsed));
            Assert.Equal(vr, parsed);
        }
    }

    [Theory]
    [InlineData("AA")]
    [InlineData("VU")]
    [InlineData("ob")]
    [InlineData("??")]
    [InlineData("\0\0")]
    public void Other_letters_are_none(string letters)
    {
        Assert.False(DicomVRExtensions.TryParse((byte)letters[0], (byte)letters[1], out var vr));
        Assert.Equal(DicomVR.UN, vr);
    }

    /// <summary>PS3.5 Table 7.1-1.</summary>
    [Fact]
    public void Thirteen_VRs_have_a_32_bit_length() => Assert.Equal(
        [
            DicomVR.OB, DicomVR.OD, DicomVR.OF, DicomVR.OL, DicomVR.OV, DicomVR.OW, DicomVR.SQ, DicomVR.SV, DicomVR.UC,
            DicomVR.UN, DicomVR.UR, DicomVR.UT, DicomVR.UV,
        ],
        Enum.GetValues<DicomVR>().Where(vr => vr.HasLongLength()));

    /// <summary>PS3.5 6.1.2.3.</summary>
    [Fact]
    public void Seven_VRs_have_the_specific_character_set() => Assert.Equal(
        [DicomVR.LO, DicomVR.LT, DicomVR.PN, DicomVR.SH, DicomVR.ST, DicomVR.UC, DicomVR.UT],
        Enum.GetValues<DicomVR>().Where(vr => vr.UsesSpecificCharacterSet()));

    /// <summary>PS3.5 6.4.</summary>
    [Fact]
    public void Four_text_VRs_have_one_value() => Assert.Equal(
        [DicomVR.LT, DicomVR.ST, DicomVR.UR, DicomVR.UT],
        Enum.GetValues<DicomVR>().Where(vr => vr.IsText() && !vr.IsMultiValuedText()));

    /// <summary>PS3.5 6.2: UI is padded with a NUL, other text with a space, bytes with a NUL.</summary>
    [Theory]
    [InlineData(DicomVR.UI, 0)]
    [InlineData(DicomVR.OB, 0)]
    [InlineData(DicomVR.UN, 0)]
    [InlineData(DicomVR.LO, ' ')]
    [InlineData(DicomVR.UR, ' ')]
    public void Padding_depends_on_the_VR(DicomVR vr, byte padding) => Assert.Equal(padding, vr.PaddingByte());
}
