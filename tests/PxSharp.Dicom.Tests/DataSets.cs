using CsCheck;
using Xunit;

namespace PxSharp.Dicom.Tests;

public class DataSets
{
    [Fact]
    public void Elements_are_in_ascending_order_however_they_come() => Gen.UInt.Array[0, 40].Sample(tags =>
    {
        var set = new DicomDataset();
        foreach (var tag in tags)
            set.Set(new DicomTag(tag), DicomVR.UN, BitConverter.GetBytes(tag));
        Assert.Equal(tags.Distinct().Order(), set.Select(element => element.Tag.Value));
        Assert.Equal(tags.Distinct().Count(), set.Count);
        foreach (var tag in tags)
            Assert.Equal(BitConverter.GetBytes(tag), set.Find(new DicomTag(tag))!.RawValue.ToArray());
    });

    [Fact]
    public void An_element_replaces_one_with_the_same_tag()
    {
        var set = new DicomDataset()
            .Set(DicomTag.PatientID, "1")
            .Set(DicomTag.Modality, "CT")
            .Set(DicomTag.PatientID, "2");
        Assert.Equal(2, set.Count);
        Assert.Equal("2", set.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void An_element_is_removed()
    {
        var set = new DicomDataset().Set(DicomTag.PatientID, "1").Set(DicomTag.Modality, "CT");
        Assert.True(set.Remove(DicomTag.PatientID));
        Assert.False(set.Remove(DicomTag.PatientID));
        Assert.False(set.Contains(DicomTag.PatientID));
        Assert.True(set.Contains(DicomTag.Modality));
        Assert.Single(set);
    }

    [Fact]
    public void An_absent_element_is_null_and_an_empty_one_is_empty()
    {
        var set = new DicomDataset().Set(DicomTag.PatientID, "");
        Assert.Equal("", set.GetString(DicomTag.PatientID));
        Assert.Empty(set.GetStrings(DicomTag.PatientID));
        Assert.Null(set.GetString(DicomTag.PatientName));
        Assert.Empty(set.GetStrings(DicomTag.PatientName));
        Assert.Null(set.GetInt32(DicomTag.Rows));
        Assert.Empty(set.GetItems(DicomTag.ReferencedSeriesSequence));
    }

    /// <summary>PS3.5 6.2: the padding of an odd value is not part of it.</summary>
    [Fact]
    public void Values_are_padded_in_memory_and_read_without()
    {
        var set = new DicomDataset()
            .Set(DicomTag.SOPInstanceUID, "1.2.3")
            .Set(DicomTag.PatientID, "odd")
            .Set(DicomTag.Modality, DicomVR.CS, Raw.Bytes("' CT '"));
        Assert.Equal("312E322E3300", Raw.Hex(set.Find(DicomTag.SOPInstanceUID)!.RawValue));
        Assert.Equal("6F646420", Raw.Hex(set.Find(DicomTag.PatientID)!.RawValue));
        Assert.Equal("1.2.3", set.GetString(DicomTag.SOPInstanceUID));
        Assert.Equal("odd", set.GetString(DicomTag.PatientID));
        Assert.Equal("CT", set.GetString(DicomTag.Modality));
    }

    /// <summary>PS3.5 6.4.</summary>
    [Fact]
    public void Values_are_parted_by_backslashes_and_each_loses_its_padding()
    {
        var set = new DicomDataset().Set(DicomTag.ImageType, DicomVR.CS, Raw.Bytes(@"'ORIGINAL \PRIMARY\ \AXIAL '"));
        Assert.Equal(@"ORIGINAL\PRIMARY\\AXIAL", set.GetString(DicomTag.ImageType));
        Assert.Equal(["ORIGINAL", "PRIMARY", "", "AXIAL"], set.GetStrings(DicomTag.ImageType));
        set.Set(DicomTag.ImageType, ["DERIVED", "SECONDARY"]);
        Assert.Equal(@"DERIVED\SECONDARY", set.GetString(DicomTag.ImageType));
    }

    /// <summary>PS3.5 6.2: LT, ST, UT and UR have one value, with whatever backslashes.</summary>
    [Fact]
    public void Text_of_one_value_keeps_its_backslashes()
    {
        var set = new DicomDataset().Set(DicomTag.PatientComments, @"a\b ");
        Assert.Equal([@"a\b"], set.GetStrings(DicomTag.PatientComments));
    }

    [Fact]
    public void Numbers_are_text_too()
    {
        var set = new DicomDataset()
            .Set(DicomTag.Rows, 512)
            .Set(DicomTag.ReferencedSamplePositions, @"1\4294967295")
            .Set(DicomTag.RecommendedDisplayFrameRateInFloat, 12.5)
            .Set(DicomTag.FrameIncrementPointer, "FrameTime")
            .Set(DicomTag.SeriesNumber, 7);
        Assert.Equal("512", set.GetString(DicomTag.Rows));
        Assert.Equal("0002", Raw.Hex(set.Find(DicomTag.Rows)!.RawValue));
        Assert.Equal(["1", "4294967295"], set.GetStrings(DicomTag.ReferencedSamplePositions));
        Assert.Equal("12.5", set.GetString(DicomTag.RecommendedDisplayFrameRateInFloat));
        Assert.Equal("(0018,1063)", set.GetString(DicomTag.FrameIncrementPointer));
        Assert.Equal("7", set.GetString(DicomTag.SeriesNumber));
        Assert.Equal(7, set.GetInt32(DicomTag.SeriesNumber));
        Assert.Equal(12.5, set.GetDouble(DicomTag.RecommendedDisplayFrameRateInFloat));
    }

    [Theory]
    [InlineData(DicomVR.SS, "-5", "FBFF", -5.0)]
    [InlineData(DicomVR.SL, "-5", "FBFFFFFF", -5.0)]
    [InlineData(DicomVR.SV, "-5", "FBFFFFFFFFFFFFFF", -5.0)]
    [InlineData(DicomVR.UV, "5", "0500000000000000", 5.0)]
    [InlineData(DicomVR.UL, "5", "05000000", 5.0)]
    [InlineData(DicomVR.FL, "0.5", "0000003F", 0.5)]
    [InlineData(DicomVR.FD, "-0.5", "000000000000E0BF", -0.5)]
    [InlineData(DicomVR.IS, "5", "3520", 5.0)]
    [InlineData(DicomVR.DS, "5.25", "352E3235", 5.25)]
    public void Each_number_VR_is_read_as_it_was_set(DicomVR vr, string text, string bytes, double number)
    {
        var tag = new DicomTag(0x0009, 0x1001);
        var set = new DicomDataset().Set(tag, vr, text);
        Assert.Equal(bytes, Raw.Hex(set.Find(tag)!.RawValue));
        Assert.Equal(text, set.GetString(tag));
        Assert.Equal(number, set.GetDouble(tag));
        Assert.Equal(vr is DicomVR.DS ? null : (long)number, set.GetInt64(tag));
    }

    [Fact]
    public void A_value_that_is_out_of_range_is_no_number()
    {
        var set = new DicomDataset()
            .Set(DicomTag.SeriesNumber, "many")
            .Set(DicomTag.InstanceNumber, "3000000000")
            .Set(DicomTag.Rows, DicomVR.US, new byte[1]);
        Assert.Null(set.GetInt32(DicomTag.SeriesNumber));
        Assert.Null(set.GetDouble(DicomTag.SeriesNumber));
        Assert.Null(set.GetInt32(DicomTag.InstanceNumber));
        Assert.Equal(3000000000, set.GetInt64(DicomTag.InstanceNumber));
        Assert.Null(set.GetInt32(DicomTag.Rows));
        Assert.Equal("", set.GetString(DicomTag.Rows));
    }

    [Fact]
    public void Text_that_is_no_value_of_the_VR_is_refused()
    {
        var set = new DicomDataset();
        Assert.Throws<ArgumentException>(() => set.Set(DicomTag.Rows, "many"));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTag.Rows, 65536));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTag.PixelData, "text"));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTag.ReferencedSeriesSequence, "text"));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTag.Modality, "é"));
        Assert.Empty(set);
    }

    /// <summary>PS3.5 6.2: DS has up to 16 characters.</summary>
    [Fact]
    public void A_decimal_string_fits_its_sixteen_characters() => Gen.Double.Sample(number =>
    {
        if (!double.IsFinite(number))
            return;
        var set = new DicomDataset().Set(DicomTag.SliceThickness, number);
        Assert.True(set.GetString(DicomTag.SliceThickness)!.Length <= 16);
        Assert.Equal(number, set.GetDouble(DicomTag.SliceThickness)!.Value, Math.Abs(number) * 1e-8);
    });

    /// <summary>PS3.4 C.2.2.2.3: a universal key has no value, or for a sequence no item.</summary>
    [Fact]
    public void Empty_text_makes_an_empty_element_of_any_VR()
    {
        var set = new DicomDataset()
            .Set(DicomTag.PatientID)
            .Set(DicomTag.Rows, "")
            .Set(DicomTag.ReferencedSeriesSequence, "");
        Assert.All(set, element => Assert.True(element.IsEmpty));
        Assert.Equal(DicomVR.SQ, set.Find(DicomTag.ReferencedSeriesSequence)!.VR);
        Assert.Empty(set.Find(DicomTag.ReferencedSeriesSequence)!.Items!);
    }

    [Fact]
    public void Text_beyond_ASCII_makes_the_set_UTF_8_when_it_has_no_character_set()
    {
        var set = new DicomDataset().Set(DicomTag.PatientName, "Müller^Jörg");
        Assert.Equal("ISO_IR 192", set.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("Müller^Jörg", set.GetString(DicomTag.PatientName));
        Assert.False(new DicomDataset().Set(DicomTag.PatientName, "Mueller").Contains(DicomTag.SpecificCharacterSet));
    }

    [Fact]
    public void Text_is_coded_by_the_character_set_that_was_set_before()
    {
        var set = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 100")
            .Set(DicomTag.PatientName, "Müller");
        Assert.Equal("4DFC6C6C6572", Raw.Hex(set.Find(DicomTag.PatientName)!.RawValue));
        var error = Assert.Throws<ArgumentException>(() => set.Set(DicomTag.PatientID, "山田"));
        Assert.Contains("ISO_IR 100", error.Message, StringComparison.Ordinal);
    }

    /// <summary>PS3.5 6.1.2.3: an item has the character set of the data set around it, or its own.</summary>
    [Fact]
    public void Items_inherit_the_character_set()
    {
        var name = Raw.Bytes("4DFC");
        var inheriting = new DicomDataset().Set(DicomTag.PatientName, DicomVR.PN, name);
        var own = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 144")
            .Set(DicomTag.PatientName, DicomVR.PN, name);
        var between = new DicomDataset().SetItems(DicomTag.ReferencedSeriesSequence, inheriting);
        var set = new DicomDataset()
            .SetItems(DicomTag.ReferencedStudySequence, between)
            .SetItems(DicomTag.ReferencedPatientSequence, own)
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 101");
        Assert.Equal("Mü", inheriting.GetString(DicomTag.PatientName));
        Assert.Equal("Mќ", own.GetString(DicomTag.PatientName));
        set.Set(DicomTag.SpecificCharacterSet, "ISO_IR 126");
        Assert.Equal("Mό", inheriting.GetString(DicomTag.PatientName));
        set.Remove(DicomTag.SpecificCharacterSet);
        Assert.Equal("Mü", inheriting.GetString(DicomTag.PatientName));
    }

    [Fact]
    public void Bytes_and_sequences_have_no_text()
    {
        var set = new DicomDataset()
            .Set(DicomTag.PixelData, DicomVR.OW, new byte[4])
            .SetItems(DicomTag.ReferencedSeriesSequence, new DicomDataset());
        Assert.Null(set.GetString(DicomTag.PixelData));
        Assert.Null(set.GetString(DicomTag.ReferencedSeriesSequence));
    }

    [Fact]
    public void A_sequence_has_no_value() =>
        Assert.Throws<ArgumentException>(
            () => new DicomElement(DicomTag.ReferencedSeriesSequence, DicomVR.SQ, new byte[2]));
}
