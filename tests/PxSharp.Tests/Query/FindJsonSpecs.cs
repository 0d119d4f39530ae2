using System.Text;
using System.Text.Json;
using PxSharp.Dicom;
using PxSharp.Query;
using Xunit;

namespace PxSharp.Tests.Query;

public sealed class FindJsonSpecs
{
    [Theory]
    [InlineData("json_patientid.json")]
    [InlineData("json_accent.json")]
    [InlineData("json_japanese.json")]
    [InlineData("wrong_aec_json.json")]
    public void Writes_what_pypx_printed_byte_for_byte_after_reading_it(string golden)
    {
        var printed = Golden.Bytes("px-find", golden);

        var written = Written(FindJson.Read(printed));

        Assert.Equal(Encoding.UTF8.GetString(printed).TrimEnd('\n'), written);
    }

    /// <summary>It would stand twice in what is written, which nobody reads.</summary>
    [Fact]
    public void An_attribute_with_the_name_of_what_is_no_attribute_is_left_out()
    {
        var read = FindJson.Read("""
            {"data": [{"uid": {"tag": "0009,0010", "value": "x"},
                       "series": [{"command": {"tag": "0009,0010", "value": "y"},
                                   "status": {"tag": "0009,0010", "value": "z"}}]}], "args": {}}
            """u8.ToArray());

        Assert.Empty(Assert.Single(read.Studies).Tags);
        Assert.Equal(Written(read), Written(FindJson.Read(Encoding.UTF8.GetBytes(Written(read)))));
    }

    [Fact]
    public void Reads_what_pypx_writes_of_text_that_is_no_Unicode()
    {
        var json = """
            {"status": "success", "command": "findscu \udce9",
             "data": [{"PatientName": {"tag": "0010,0010", "value": "M\udcfcller", "label": "PatientName"},
                       "\udc80": {"tag": "0009,0010", "value": "x", "label": "\udc80"}}],
             "args": {"\udc80": "\udc80"}}
            """u8.ToArray();

        foreach (var report in new[] { FindJson.Read(json), FindJson.Read(new MemoryStream(json)) })
        {
            var study = Assert.Single(report.Studies);
            Assert.Equal("findscu \uFFFD", report.Command);
            Assert.Equal("M\uFFFDller", study.Tags.Find("PatientName"));
            Assert.Equal("x", study.Tags.Find("\uFFFD"));
            Assert.Equal("\uFFFD", report.Args!["\uFFFD"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Reads_studies_and_series_of_pypx()
    {
        var report = FindJson.Read(Golden.Bytes("px-find", "json_japanese.json"));

        Assert.True(report.Succeeded);
        Assert.Equal(
            ["US ABD/PELVIS (LIMITED)", "US RENAL"],
            report.Studies.Select(study => study.Tags.Find("StudyDescription")));
        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", report.Studies[0].Tags.Find("PatientName"));
        Assert.Equal("1.2.826.0.1.3680043.10.9999.1.33.1", Assert.Single(report.Studies[0].Series!).SeriesInstanceUID);
        Assert.Null(report.Studies[0].Tags.FindValue("StudyDate"));
        Assert.Equal("no value provided for 0008,0020", report.Studies[0].Tags.Find("StudyDate"));
        Assert.Equal("TINY003", report.Args!["PatientID"]!.GetValue<string>());
    }

    [Fact]
    public void Reads_an_error_as_one()
    {
        var report = FindJson.Read(Golden.Bytes("px-find", "wrong_aec_json.json"));

        Assert.False(report.Succeeded);
        Assert.Contains("Called AE Title Not Recognized", report.Error, StringComparison.Ordinal);
        Assert.Empty(report.Studies);
    }

    [Fact]
    public void An_answer_becomes_tags_as_pypx_has_them()
    {
        var answer = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 100")
            .Set(DicomTag.ModalitiesInStudy, "CT\\MR")
            .Set(DicomTag.PatientName, "Müller^Jürgen")
            .Set(DicomTag.PatientAge, "")
            .Set(DicomTag.Rows, 512)
            .Set(new DicomTag(0x0011, 0x1001), DicomVR.LO, "ours")
            .SetItems(DicomTag.ReferencedStudySequence, new DicomDataset(), new DicomDataset());

        Assert.Equal(
            [
                new TagValue("SpecificCharacterSet", "0008,0005", "ISO_IR 100"),
                new TagValue("ModalitiesInStudy", "0008,0061", "CT\\MR"),
                new TagValue("ReferencedStudySequence", "0008,1110", "(sequence of 2)"),
                new TagValue("PatientName", "0010,0010", "Müller^Jürgen"),
                new TagValue("PatientAge", "0010,1010", "no value provided for 0010,1010"),
                new TagValue("0011,1001", "0011,1001", "ours"),
                new TagValue("Rows", "0028,0010", "512"),
            ],
            ResultTags.Of(answer));
    }

    [Fact]
    public void Text_is_escaped_as_Python_escapes_it()
    {
        var tags = new ResultTags([new TagValue("PatientName", "0010,0010", "é\"\\/<&>'+\u007f\t\n\u0001😀]")]);

        var json = Written(new FindReport { Studies = [new FoundStudy(0, tags, null)] });

        Assert.Contains(
            @"""value"": ""\u00e9\""\\/<&>'+\u007f\t\n\u0001\ud83d\ude00]""", json, StringComparison.Ordinal);
        Assert.Equal(tags, FindJson.Read(Encoding.UTF8.GetBytes(json)).Studies[0].Tags);
    }

    [Fact]
    public void A_query_for_studies_only_has_a_return_code_and_no_arguments()
    {
        var json = Written(new FindReport { StudyOnly = true, Command = "findscu" });

        Assert.Equal(
            """{"status":"success","data":[],"command":"findscu","returncode":0}""",
            JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data": [1]}""")]
    [InlineData("""{"data": [{"series": [1]}]}""")]
    [InlineData("An error has been flagged")]
    public void What_is_no_such_JSON_is_told_in_one_line(string text)
    {
        var error = Assert.ThrowsAny<JsonException>(() => FindJson.Read(Encoding.UTF8.GetBytes(text)));

        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{"data": [{"uid": 1, "PatientID": "x", "StudyDate": {"tag": 1}, "series": {}}]}""")]
    [InlineData("""{"status": 1, "command": 2, "data": null, "args": []}""")]
    public void Members_of_another_kind_are_passed_over(string text) =>
        Assert.DoesNotContain(FindJson.Read(Encoding.UTF8.GetBytes(text)).Studies, study => study.Tags.Count > 0);

    private static string Written(FindReport report)
    {
        using var stream = new MemoryStream();
        FindJson.Write(stream, report);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
