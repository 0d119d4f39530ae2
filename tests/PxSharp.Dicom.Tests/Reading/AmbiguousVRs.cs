using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>Where PS3.6 leaves a choice of VR, and implicit VR does not say which (PS3.5 A.1, PS3.3 C.7.6.3).</summary>
public class AmbiguousVRs
{
    private const string Signed = "2800 0301 02000000 0100";
    private const string Unsigned = "2800 0301 02000000 0000";
    private const string Smallest = "2800 0601 02000000 FEFF";

    [Theory]
    [InlineData(Signed, DicomVR.SS, "-2")]
    [InlineData(Unsigned, DicomVR.US, "65534")]
    [InlineData("", DicomVR.US, "65534")]
    public void US_or_SS_is_told_by_the_pixel_representation(string representation, DicomVR vr, string value)
    {
        var set = Raw.Implicit(representation + Smallest);
        Assert.Equal(vr, set.Find(DicomTag.SmallestImagePixelValue)!.VR);
        Assert.Equal(value, set.GetString(DicomTag.SmallestImagePixelValue));
    }

    [Fact]
    public void An_item_is_told_by_the_data_set_around_it()
    {
        const string mapping =
            "4000 9690 FFFFFFFF FEFF 00E0 0A000000 4000 1692 02000000 FEFF FEFF DDE0 00000000";
        var set = Raw.Implicit(Signed + mapping);
        var item = set.GetItems(DicomTag.RealWorldValueMappingSequence)[0];
        Assert.Equal(-2, item.GetInt32(DicomTag.RealWorldValueFirstValueMapped));
    }

    [Fact]
    public void An_item_that_comes_before_the_pixel_representation_is_told_by_it_too()
    {
        // (0018,6011) Sequence of Ultrasound Regions lies before group 0028.
        const string region = "1800 1160 12000000 FEFF 00E0 0A000000 1800 1098 02000000 FEFF";
        var set = Raw.Implicit(region + Signed);
        var item = set.GetItems(DicomTag.SequenceOfUltrasoundRegions)[0];
        Assert.Equal(-2, item.GetInt32(DicomTag.ZeroVelocityPixelValue));
        set = Raw.Implicit(region + Unsigned);
        item = set.GetItems(DicomTag.SequenceOfUltrasoundRegions)[0];
        Assert.Equal(65534, item.GetInt32(DicomTag.ZeroVelocityPixelValue));
    }

    [Fact]
    public void An_items_own_pixel_representation_holds_for_it_alone()
    {
        var set = Raw.Implicit($"""
            0800 4011 FFFFFFFF
              FEFF 00E0 FFFFFFFF {Signed} {Smallest} FEFF 0DE0 00000000
              FEFF 00E0 FFFFFFFF {Smallest} FEFF 0DE0 00000000
            FEFF DDE0 00000000
            {Smallest}
            """);
        var items = set.GetItems(DicomTag.ReferencedImageSequence);
        Assert.Equal(DicomVR.SS, items[0].Find(DicomTag.SmallestImagePixelValue)!.VR);
        Assert.Equal(DicomVR.US, items[1].Find(DicomTag.SmallestImagePixelValue)!.VR);
        Assert.Equal(DicomVR.US, set.Find(DicomTag.SmallestImagePixelValue)!.VR);
    }

    /// <summary>PS3.5 A.1: pixel data, overlays and waveforms are OW in implicit VR.</summary>
    [Fact]
    public void OB_or_OW_is_OW()
    {
        var set = Raw.Implicit("""
            0054 1010 02000000 0102
            0060 0030 02000000 0102
            E07F 1000 02000000 0102
            """);
        Assert.All(set, element => Assert.Equal(DicomVR.OW, element.VR));
    }

    /// <summary>PS3.3 C.11.1.1: one entry of LUT Data is US, many are OW.</summary>
    [Theory]
    [InlineData("0100", DicomVR.US)]
    [InlineData("0200", DicomVR.OW)]
    public void LUT_data_is_told_by_its_descriptor(string entries, DicomVR vr)
    {
        var set = Raw.Implicit($"2800 0230 06000000 {entries} 0000 1000 2800 0630 02000000 0700");
        Assert.Equal(vr, set.Find(DicomTag.LUTData)!.VR);
    }
}
