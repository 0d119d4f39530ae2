using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>Sequences as PS3.5 7.5 has them.</summary>
public class Sequences
{
    private static readonly DicomTag Sequence = DicomTag.ReferencedSeriesSequence;

    /// <summary>PS3.5 Table 7.5-1: explicit lengths.</summary>
    [Fact]
    public void Sequence_and_items_of_defined_length()
    {
        var set = Raw.Explicit("""
            0800 1511 'SQ' 0000 24000000
              FEFF 00E0 0A000000  0800 6000 'CS' 0200 'CT'
              FEFF 00E0 0A000000  0800 6000 'CS' 0200 'MR'
            1000 2000 'LO' 0200 'A '
            """);
        Assert.Equal(["CT", "MR"], set.GetItems(Sequence).Select(item => item.GetString(DicomTag.Modality)));
        Assert.Equal("A", set.GetString(DicomTag.PatientID));
    }

    /// <summary>PS3.5 Table 7.5-2 and 7.5-3: delimiters, in any mixture with lengths.</summary>
    [Theory]
    [InlineData("FFFFFFFF FEFF 00E0 FFFFFFFF 0800 6000 02000000 'CT' FEFF 0DE0 00000000 FEFF DDE0 00000000")]
    [InlineData("FFFFFFFF FEFF 00E0 0A000000 0800 6000 02000000 'CT' FEFF DDE0 00000000")]
    [InlineData("1A000000 FEFF 00E0 FFFFFFFF 0800 6000 02000000 'CT' FEFF 0DE0 00000000")]
    [InlineData("12000000 FEFF 00E0 0A000000 0800 6000 02000000 'CT'")]
    public void Lengths_may_be_undefined(string lengthAndItems)
    {
        var set = Raw.Implicit($"0800 1511 {lengthAndItems} 1000 2000 02000000 'A '");
        Assert.Equal("CT", Assert.Single(set.GetItems(Sequence)).GetString(DicomTag.Modality));
        Assert.Equal("A", set.GetString(DicomTag.PatientID));
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("FFFFFFFF FEFF DDE0 00000000")]
    public void A_sequence_may_have_no_items(string lengthAndItems)
    {
        var set = Raw.Implicit($"0800 1511 {lengthAndItems} 1000 2000 02000000 'A '");
        Assert.Empty(set.Find(Sequence)!.Items!);
        Assert.Equal("A", set.GetString(DicomTag.PatientID));
    }

    [Theory]
    [InlineData("08000000 FEFF 00E0 00000000")]
    [InlineData("10000000 FEFF 00E0 FFFFFFFF FEFF 0DE0 00000000")]
    public void An_item_may_be_empty(string lengthAndItems) =>
        Assert.Empty(Assert.Single(Raw.Implicit($"0800 1511 {lengthAndItems}").GetItems(Sequence)));

    [Fact]
    public void Sequences_lie_in_sequences_in_big_endian_too()
    {
        var set = Raw.BigEndian("""
            0008 1115 'SQ' 0000 FFFFFFFF
              FFFE E000 FFFFFFFF
                0008 1199 'SQ' 0000 00000012
                  FFFE E000 0000000A 0028 0010 'US' 0002 0007
              FFFE E00D 00000000
            FFFE E0DD 00000000
            """);
        var inner = set.GetItems(Sequence)[0].GetItems(DicomTag.ReferencedSOPSequence)[0];
        Assert.Equal(7, inner.GetInt32(DicomTag.Rows));
    }

    /// <summary>PS3.5 6.2.2 note: UN of undefined length is a sequence in implicit VR little endian.</summary>
    [Fact]
    public void UN_of_undefined_length_is_an_implicit_sequence()
    {
        const string items = "FEFF 00E0 FFFFFFFF 2800 1000 02000000 0700 FEFF 0DE0 00000000 FEFF DDE0 00000000";
        var tag = new DicomTag(0x0009, 0x1001);
        foreach (var set in (DicomDataset[])
            [
                Raw.Explicit($"0900 0110 'UN' 0000 FFFFFFFF {items}"),
                Raw.BigEndian($"0009 1001 'UN' 0000 FFFFFFFF {items} 0010 0020 'LO' 0002 'A '"),
                Raw.Implicit($"0900 0110 FFFFFFFF {items}"),
            ])
        {
            Assert.Equal(DicomVR.SQ, set.Find(tag)!.VR);
            Assert.Equal(7, set.GetItems(tag)[0].GetInt32(DicomTag.Rows));
        }
    }

    [Fact]
    public void UN_of_undefined_length_with_explicit_items_is_read_as_it_looks()
    {
        var set = Raw.Explicit("""
            0900 0110 'UN' 0000 FFFFFFFF
              FEFF 00E0 FFFFFFFF 2800 1000 'US' 0200 0700 FEFF 0DE0 00000000
            FEFF DDE0 00000000
            """);
        Assert.Equal(7, set.GetItems(new DicomTag(0x0009, 0x1001))[0].GetInt32(DicomTag.Rows));
    }

    [Fact]
    public void Implicit_items_in_an_explicit_sequence_are_read_as_they_look()
    {
        var set = Raw.Explicit("""
            0800 1511 'SQ' 0000 12000000
              FEFF 00E0 0A000000 2800 1000 02000000 0700
            """);
        Assert.Equal(7, set.GetItems(Sequence)[0].GetInt32(DicomTag.Rows));
    }

    [Fact]
    public void A_missing_item_delimiter_is_supplied_by_the_sequences()
    {
        var set = Raw.Implicit("""
            0800 1511 FFFFFFFF
              FEFF 00E0 FFFFFFFF 2800 1000 02000000 0700
            FEFF DDE0 00000000
            1000 2000 02000000 'A '
            """);
        Assert.Equal(7, set.GetItems(Sequence)[0].GetInt32(DicomTag.Rows));
        Assert.Equal("A", set.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void A_delimiter_that_delimits_nothing_is_skipped()
    {
        var set = Raw.Implicit("FEFF DDE0 00000000 FEFF 0DE0 00000000 1000 2000 02000000 'A '");
        Assert.Equal("A", Assert.Single(set.Select(e => set.GetString(e.Tag))));
    }

    [Fact]
    public void Items_where_the_dictionary_has_a_value_are_a_sequence()
    {
        var set = Raw.Implicit("1000 2000 FFFFFFFF FEFF 00E0 0A000000 2800 1000 02000000 0700 FEFF DDE0 00000000");
        Assert.Equal(7, set.GetItems(DicomTag.PatientID)[0].GetInt32(DicomTag.Rows));
    }

    [Fact]
    public void A_value_where_the_dictionary_has_a_sequence_is_UN()
    {
        var set = Raw.Implicit("4000 70A1 0A000000 'NAMED TYPE' 4000 80A1 04000000 'GOOD'");
        Assert.Equal(DicomVR.UN, set.Find(new DicomTag(0x0040, 0xA170))!.VR);
        Assert.Equal(2, set.Count);
    }

    [Theory]
    [InlineData("0800 1511 FFFFFFFF 1000 2000 02000000 'A '", "(0010,0020) stands where an item should")]
    [InlineData("0800 1511 0A000000 FEFF 00E0 40000000 0000", "An item of 64 bytes runs past its sequence")]
    [InlineData("0800 1511 12000000 FEFF 00E0 0A000000 2800 1000 04000000 0700", "A value of 4 bytes runs past")]
    [InlineData(
        "0800 1511 0F000000 FEFF 00E0 00000000 FEFF 00E0 FFFFFFFF FEFF 0DE0 00000000",
        "An item begins where its sequence ends")]
    [InlineData("0800 1511 0F000000 FEFF 00E0 00000000 FEFF DDE0 00000000", "An item begins where its sequence ends")]
    [InlineData(
        "0800 1511 0C000000 FEFF 00E0 04000000 FEFF 0DE0 00000000", "A data element runs past its item at (fffe,e00d)")]
    [InlineData(
        "0800 1511 10000000 FEFF 00E0 08000000 E07F 1000 FFFFFFFF FEFF 00E0 02000000 0102 FEFF DDE0 00000000",
        "A data element runs past its item at (7fe0,0010)")]
    [InlineData("FEFF 00E0 00000000", "An item stands outside a sequence")]
    [InlineData("FEFF 0100 02000000 0700", "Group FFFE has no such data element")]
    [InlineData("0800 1511 FFFFFFFF FEFF 00E0 FFFFFFFF 2800 1000 02000000 0700", "The bytes end within")]
    [InlineData("1000 2000 FFFFFFFF 'A '00000000 0000", "A value of VR LO has no length")]
    public void What_is_wrong_is_said_with_tag_and_offset(string bytes, string message)
    {
        var error = Assert.Throws<DicomFormatException>(() => Raw.Implicit(bytes));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("offset", error.Message, StringComparison.Ordinal);
        Assert.True(error.Offset >= 0);
    }
}
