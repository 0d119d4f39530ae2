using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>Data elements as PS3.5 7 and Annex A encode them, byte by byte.</summary>
public class Encodings
{
    /// <summary>PS3.5 7.1.3: tag, 32-bit length, value.</summary>
    [Fact]
    public void Implicit_VR_little_endian_takes_the_VR_from_the_dictionary()
    {
        var set = Raw.Implicit("""
            0800 6000 02000000 'CT'
            1000 2000 04000000 'ID7 '
            2800 1000 02000000 0002
            """);
        Assert.Equal("CT", set.GetString(DicomTag.Modality));
        Assert.Equal(DicomVR.LO, set.Find(DicomTag.PatientID)!.VR);
        Assert.Equal(512, set.GetInt32(DicomTag.Rows));
    }

    /// <summary>PS3.5 7.1.2: tag, VR, 16-bit length; or tag, VR, two reserved bytes, 32-bit length.</summary>
    [Fact]
    public void Explicit_VR_little_endian_has_two_forms_of_header()
    {
        var set = Raw.Explicit("""
            0800 6000 'CS' 0200 'CT'
            2800 1000 'US' 0200 0002
            0900 1000 'LO' 0400 'ACME'
            0900 0110 'FD' 0800 000000000000E03F
            E07F 1000 'OW' 0000 04000000 01020304
            """);
        Assert.Equal("CT", set.GetString(DicomTag.Modality));
        Assert.Equal(512, set.GetInt32(DicomTag.Rows));
        Assert.Equal(0.5, set.GetDouble(new DicomTag(0x0009, 0x1001)));
        Assert.Equal("01020304", Raw.Hex(set.Find(DicomTag.PixelData)!.RawValue));
    }

    /// <summary>PS3.5 7.3: numbers most significant byte first; in memory they are little endian.</summary>
    [Fact]
    public void Explicit_VR_big_endian_is_turned_around_by_the_size_of_each_VR()
    {
        var set = Raw.BigEndian("""
            0008 0060 'CS' 0002 'CT'
            0009 1001 'AT' 0004 0010 0020
            0009 1002 'UL' 0004 00000001
            0009 1003 'FD' 0008 3FE0000000000000
            0009 1004 'UV' 0000 00000008 0000000000000007
            0009 1005 'OB' 0000 00000002 0102
            0009 1006 'UN' 0000 00000002 0102
            0028 0010 'US' 0002 0200
            7FE0 0010 'OW' 0000 00000004 01020304
            """);
        Assert.Equal("CT", set.GetString(DicomTag.Modality));
        Assert.Equal("(0010,0020)", set.GetString(new DicomTag(0x0009, 0x1001)));
        Assert.Equal(1, set.GetInt32(new DicomTag(0x0009, 0x1002)));
        Assert.Equal(0.5, set.GetDouble(new DicomTag(0x0009, 0x1003)));
        Assert.Equal(7, set.GetInt32(new DicomTag(0x0009, 0x1004)));
        Assert.Equal("0102", Raw.Hex(set.Find(new DicomTag(0x0009, 0x1005))!.RawValue));
        Assert.Equal("0102", Raw.Hex(set.Find(new DicomTag(0x0009, 0x1006))!.RawValue));
        Assert.Equal(512, set.GetInt32(DicomTag.Rows));
        Assert.Equal("02010403", Raw.Hex(set.Find(DicomTag.PixelData)!.RawValue));
    }

    [Fact]
    public void Big_endian_reading_leaves_the_callers_memory_as_it_is()
    {
        var bytes = Raw.Bytes("0028 0010 'US' 0002 0200");
        var before = bytes.ToArray();
        DicomDatasetReader.Read(bytes, TransferSyntax.ExplicitVRBigEndian);
        Assert.Equal(before, bytes);
    }

    [Fact]
    public void Values_are_slices_of_the_bytes_that_were_read()
    {
        var bytes = Raw.Bytes("1000 2000 04000000 'ID7 '");
        var set = DicomDatasetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian);
        Assert.True(set.Find(DicomTag.PatientID)!.RawValue.Span.Overlaps(bytes));
    }

    /// <summary>PS3.5 7.1.1 wants even lengths; writers of odd ones are met.</summary>
    [Fact]
    public void Odd_lengths_are_taken_as_they_are()
    {
        var set = Raw.Explicit("1000 2000 'LO' 0300 'ID7' 2000 1300 'IS' 0100 '5'");
        Assert.Equal("ID7", set.GetString(DicomTag.PatientID));
        Assert.Equal(5, set.GetInt32(DicomTag.InstanceNumber));
    }

    /// <summary>PS3.5 7.1 wants ascending order, each tag once; of several the last counts, as in pydicom.</summary>
    [Fact]
    public void Elements_out_of_order_are_put_in_order()
    {
        var set = Raw.Explicit("""
            1000 2000 'LO' 0200 'B '
            0800 6000 'CS' 0200 'CT'
            1000 2000 'LO' 0200 'C '
            1000 1000 'PN' 0200 'A '
            """);
        Assert.Equal([DicomTag.Modality, DicomTag.PatientName, DicomTag.PatientID], set.Select(e => e.Tag));
        Assert.Equal("C", set.GetString(DicomTag.PatientID));
    }

    /// <summary>PS3.5 7.1.2: VRs of later editions have the long form.</summary>
    [Fact]
    public void An_unknown_VR_is_read_as_UN_in_the_long_form()
    {
        var set = Raw.Explicit("0900 0110 'ZZ' 0000 04000000 01020304 1000 2000 'LO' 0200 'A '");
        Assert.Equal(DicomVR.UN, set.Find(new DicomTag(0x0009, 0x1001))!.VR);
        Assert.Equal("01020304", Raw.Hex(set.Find(new DicomTag(0x0009, 0x1001))!.RawValue));
        Assert.Equal("A", set.GetString(DicomTag.PatientID));
    }

    [Theory]
    [InlineData("'??'")]
    [InlineData("'  '")]
    [InlineData("0000")]
    [InlineData("'lo'")]
    public void What_is_no_VR_at_all_has_the_short_form(string letters)
    {
        var set = Raw.Explicit($"0800 6000 'CS' 0200 'CT' 1000 2000 {letters} 0400 'ID7 ' 1000 4000 'CS' 0200 'M '");
        Assert.Equal("ID7", set.GetString(DicomTag.PatientID));
        Assert.Equal("M", set.GetString(DicomTag.PatientSex));
    }

    [Fact]
    public void An_implicit_element_among_explicit_ones_is_read()
    {
        var set = Raw.Explicit("0800 6000 'CS' 0200 'CT' 1000 2000 04000000 'ID7 ' 1000 4000 'CS' 0200 'M '");
        Assert.Equal("ID7", set.GetString(DicomTag.PatientID));
        Assert.Equal("M", set.GetString(DicomTag.PatientSex));
    }

    [Fact]
    public void A_data_set_that_is_not_what_the_transfer_syntax_says_is_read_as_it_looks()
    {
        Assert.Equal("CT", Raw.Explicit("0800 6000 02000000 'CT'").GetString(DicomTag.Modality));
        Assert.Equal("CT", Raw.Implicit("0800 6000 'CS' 0200 'CT'").GetString(DicomTag.Modality));
    }

    /// <summary>PS3.5 6.2.2: who reads UN may know better, by the dictionary.</summary>
    [Fact]
    public void The_text_of_a_known_tag_with_VR_UN_is_read_by_the_dictionary()
    {
        var set = Raw.Explicit("1000 2000 'UN' 0000 04000000 'ID7 ' 2800 1000 'UN' 0000 02000000 0002");
        Assert.Equal(DicomVR.UN, set.Find(DicomTag.PatientID)!.VR);
        Assert.Equal("ID7", set.GetString(DicomTag.PatientID));
        Assert.Equal(512, set.GetInt32(DicomTag.Rows));
    }

    /// <summary>PS3.5 7.8: private elements are kept, the creator is text.</summary>
    [Fact]
    public void Private_elements_are_kept()
    {
        var set = Raw.Implicit("0900 1000 04000000 'ACME' 0900 0110 03000000 010203");
        Assert.Equal("ACME", set.GetString(new DicomTag(0x0009, 0x0010)));
        Assert.Equal(DicomVR.UN, set.Find(new DicomTag(0x0009, 0x1001))!.VR);
        Assert.Null(set.GetString(new DicomTag(0x0009, 0x1001)));
    }

    /// <summary>PS3.5 7.2: group lengths are retired; they may stand there.</summary>
    [Fact]
    public void Group_lengths_are_elements_like_others()
    {
        var set = Raw.Implicit("0800 0000 04000000 0A000000 0800 6000 02000000 'CT'");
        Assert.Equal(10, set.GetInt32(new DicomTag(0x0008, 0x0000)));
        Assert.Equal("CT", set.GetString(DicomTag.Modality));
    }

    /// <summary>PS3.7 6.3.1: a command set is implicit VR little endian.</summary>
    [Fact]
    public void A_command_set_is_read()
    {
        var set = Raw.Implicit("""
            0000 0000 04000000 0A000000
            0000 0001 02000000 3000
            """);
        Assert.Equal(10, set.GetInt32(DicomTag.CommandGroupLength));
        Assert.Equal(0x30, set.GetInt32(DicomTag.CommandField));
    }

    [Fact]
    public void Zeros_after_the_last_element_are_filling()
    {
        Assert.Single(Raw.Explicit("0800 6000 'CS' 0200 'CT' 000000"));
        Assert.Single(Raw.Explicit("0800 6000 'CS' 0200 'CT' 0000000000000000000000000000000000000000"));
    }

    [Fact]
    public void No_bytes_are_an_empty_data_set() => Assert.Empty(Raw.Implicit(""));
}
