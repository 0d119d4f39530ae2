using Xunit;

namespace PxSharp.Dicom.Tests;

public class DataDictionary
{
    [Fact]
    public void An_entry_has_all_of_PS3_6()
    {
        var entry = DicomDictionary.Find(DicomTag.PatientName);
        Assert.Equal(new DictionaryEntry("PatientName", "Patient's Name", DicomVR.PN, "1", false), entry);
        Assert.True(DicomDictionary.Find(DicomTag.CommandLengthToEnd)!.IsRetired);
    }

    [Fact]
    public void Every_tag_of_the_table_is_found_and_its_keyword_leads_back()
    {
        var rows = TableRows().ToList();
        Assert.True(rows.Count > 5000);
        foreach (var (tag, vr, vm, name, retired, keyword) in rows)
        {
            // X digits stand for any; 2 is one that no tag of its own has.
            Assert.True(DicomTag.TryParse(tag.Replace('X', '2'), out var parsed));
            var entry = DicomDictionary.Find(parsed);
            Assert.NotNull(entry);
            Assert.Equal(
                (keyword, name, vm, retired),
                (entry.Keyword, entry.Name, entry.ValueMultiplicity, entry.IsRetired));
            if (vr.Length == 2)
                Assert.Equal(vr, entry.VR.ToString());
            Assert.True(DicomTag.TryParse(tag.Replace('X', '0'), out var first));
            if (keyword.Length > 0)
                Assert.Equal(first, DicomDictionary.FindKeyword(keyword));
        }
    }

    /// <summary>PS3.5 7.6: groups 5000 to 501E and 6000 to 601E repeat.</summary>
    [Fact]
    public void Repeating_groups_are_found()
    {
        Assert.Equal("OverlayRows", new DicomTag(0x601E, 0x0010).Keyword);
        Assert.Equal(DicomVR.US, DicomDictionary.VROf(new DicomTag(0x6002, 0x0010)));
        Assert.Equal("CurveData", new DicomTag(0x5004, 0x3000).Keyword);
        Assert.Equal("SourceImageIDs", new DicomTag(0x0020, 0x3142).Keyword);
        Assert.Null(new DicomTag(0x6001, 0x0010).Keyword);
        Assert.Null(new DicomTag(0x6100, 0x0010).Keyword);
    }

    /// <summary>PS3.5 7.2 and 7.8.1.</summary>
    [Fact]
    public void Group_lengths_and_private_creators_have_VRs_without_being_listed()
    {
        Assert.Equal(DicomVR.UL, DicomDictionary.VROf(new DicomTag(0x0008, 0x0000)));
        Assert.Equal(DicomVR.UL, DicomDictionary.VROf(new DicomTag(0x0009, 0x0000)));
        Assert.Equal(DicomVR.LO, DicomDictionary.VROf(new DicomTag(0x0009, 0x0010)));
        Assert.Equal(DicomVR.UN, DicomDictionary.VROf(new DicomTag(0x0009, 0x1001)));
        Assert.Equal(DicomVR.UN, DicomDictionary.VROf(new DicomTag(0x0008, 0xFFFE)));
    }

    private static IEnumerable<(string Tag, string VR, string VM, string Name, bool Retired, string Keyword)>
        TableRows()
    {
        using var table = typeof(DataDictionary).Assembly.GetManifestResourceStream("tags.tsv")!;
        using var reader = new StreamReader(table);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            yield return (columns[0], columns[1], columns[2], columns[3], columns[4] == "Y", columns[5]);
        }
    }
}
