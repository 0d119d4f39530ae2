using Xunit;

namespace PxSharp.Dicom.Tests;

public class Tags
{
    [Theory]
    [InlineData("0010,0020")]
    [InlineData("(0010,0020)")]
    [InlineData("00100020")]
    [InlineData("PatientID")]
    [InlineData("patientid")]
    [InlineData(" PATIENTID ")]
    public void Many_spellings_mean_one_tag(string text)
    {
        Assert.True(DicomTag.TryParse(text, out var tag));
        Assert.Equal(DicomTag.PatientID, tag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Patient ID")]
    [InlineData("0010")]
    [InlineData("0010,002")]
    [InlineData("(0010,0020")]
    [InlineData("001G0020")]
    [InlineData("PatientIDs")]
    public void What_is_no_tag_is_refused(string text)
    {
        Assert.False(DicomTag.TryParse(text, out var tag));
        Assert.Equal(default, tag);
    }

    [Fact]
    public void A_tag_is_written_in_lower_case_hexadecimal() =>
        Assert.Equal("(7fe0,0010)", DicomTag.PixelData.ToString());

    [Fact]
    public void Tags_are_in_order_of_group_then_element()
    {
        DicomTag[] tags = [DicomTag.PixelData, DicomTag.PatientID, DicomTag.PatientName, DicomTag.SOPClassUID];
        Array.Sort(tags);
        Assert.Equal([DicomTag.SOPClassUID, DicomTag.PatientName, DicomTag.PatientID, DicomTag.PixelData], tags);
        Assert.True(DicomTag.PatientName < DicomTag.PatientID);
        Assert.True(DicomTag.PatientName <= DicomTag.PatientName);
        Assert.False(DicomTag.PatientName > DicomTag.PatientID);
        Assert.True(DicomTag.PatientID >= DicomTag.PatientName);
    }

    /// <summary>PS3.5 7.8.1.</summary>
    [Theory]
    [InlineData(0x0009, 0x0010, true, true)]
    [InlineData(0x0009, 0x00FF, true, true)]
    [InlineData(0x0009, 0x000F, true, false)]
    [InlineData(0x0009, 0x1010, true, false)]
    [InlineData(0x0008, 0x0010, false, false)]
    public void Private_groups_are_odd_and_creators_lie_in_10_to_FF(
        ushort group, ushort element, bool isPrivate, bool isCreator)
    {
        var tag = new DicomTag(group, element);
        Assert.Equal(isPrivate, tag.IsPrivate);
        Assert.Equal(isCreator, tag.IsPrivateCreator);
    }

    [Fact]
    public void A_private_tag_has_no_keyword()
    {
        Assert.Null(new DicomTag(0x0009, 0x1001).Keyword);
        Assert.Equal("PatientID", DicomTag.PatientID.Keyword);
    }
}
