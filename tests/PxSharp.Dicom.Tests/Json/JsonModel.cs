using System.Buffers.Binary;
using System.Text;
using PxSharp.Dicom.Json;
using Xunit;

namespace PxSharp.Dicom.Tests.Json;

public class JsonModel
{
    private static readonly DicomTag PrivateCreator = new(0x0009, 0x0010);
    private static readonly DicomTag PrivateText = new(0x0009, 0x1001);

    [Fact]
    public void A_data_set_is_written_as_PS3_18_Annex_F_has_it()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 100")
            .Set(DicomTag.StudyDate, "20130409")
            .Set(DicomTag.ModalitiesInStudy, @"CT\PET")
            .Set(DicomTag.AccessionNumber, "")
            .Set(PrivateCreator, DicomVR.LO, "Maker")
            .Set(PrivateText, DicomVR.LO, "z0x9c8v7")
            .Set(DicomTag.PatientName, "Müller^Jörgen")
            .Set(DicomTag.Rows, 512L)
            .Set(DicomTag.FrameIncrementPointer, "(0018,1063)")
            .SetItems(
                DicomTag.ReferencedStudySequence,
                new DicomDataset().Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3"),
                new DicomDataset());
        Assert.Equal(
            """
            {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00080020":{"vr":"DA","Value":["20130409"]},
            "00080050":{"vr":"SH"},"00080061":{"vr":"CS","Value":["CT","PET"]},
            "00081110":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.3"]}},{}]},
            "00090010":{"vr":"LO","Value":["Maker"]},"00091001":{"vr":"LO","Value":["z0x9c8v7"]},
            "00100010":{"vr":"PN","Value":[{"Alphabetic":"Müller^Jörgen"}]},
            "00280009":{"vr":"AT","Value":["00181063"]},"00280010":{"vr":"US","Value":[512]}}
            """.Replace("\n", "", StringComparison.Ordinal),
            Write(dataset));
    }

    [Fact]
    public void A_name_has_a_member_for_each_group_that_there_is() => Assert.Equal(
        """{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00081048":{"vr":"PN","Value":["""
        + """{"Alphabetic":"Yamada^Tarou","Phonetic":"やまだ"},null,{"Ideographic":"山田"}]}}""",
        Write(new DicomDataset().Set(DicomTag.PhysiciansOfRecord, @"Yamada^Tarou==やまだ\\=山田")));

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData(" +1.5 ", "1.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("007", "7")]
    [InlineData("1.", "1")]
    [InlineData("-0", "-0")]
    [InlineData("1.5E+03", "1.5E+03")]
    [InlineData("00.10e-2", "0.10e-2")]
    [InlineData("1,5", "\"1,5\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("twelve", "\"twelve\"")]
    public void A_decimal_string_is_a_number_with_its_own_digits_or_a_string(string text, string json) => Assert.Equal(
        $$$"""{"00180050":{"vr":"DS","Value":[{{{json}}}]}}""",
        Write(new DicomDataset().Set(DicomTag.SliceThickness, DicomVR.DS, Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Numbers_that_JSON_has_not_are_strings()
    {
        var bytes = new byte[24];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.NaN);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8), double.NegativeInfinity);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16), 0.1);
        var dataset = new DicomDataset()
            .Set(new DicomTag(0x0009, 0x1002), DicomVR.FD, bytes)
            .Set(new DicomTag(0x0009, 0x1003), DicomVR.UV, @"9007199254740991\18446744073709551615");
        Assert.Equal(
            """{"00091002":{"vr":"FD","Value":["NaN","-Infinity",0.1]},"""
            + """ "00091003":{"vr":"UV","Value":[9007199254740991,"18446744073709551615"]}}""".TrimStart(),
            Write(dataset));
        AssertSame(dataset, Read(Write(dataset)));
    }

    [Fact]
    public void Bytes_are_inline_up_to_the_limit_and_referred_to_beyond()
    {
        var dataset = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OW, new byte[] { 1, 2, 3, 4 });
        Assert.Equal("""{"7FE00010":{"vr":"OW","InlineBinary":"AQIDBA=="}}""", Write(dataset));
        Assert.Equal("""{"7FE00010":{"vr":"OW","Length":4}}""", Write(dataset, new() { MaxInlineLength = 3 }));
        DicomJsonOptions options = new()
        {
            MaxInlineLength = 3,
            BulkDataUri = element => $"bulk/{element.Tag.Value:x8}",
            ReadBulkData = (_, uri) => uri == "bulk/7fe00010" ? new byte[] { 1, 2, 3, 4 } : null,
        };
        var json = Write(dataset, options);
        Assert.Equal("""{"7FE00010":{"vr":"OW","BulkDataURI":"bulk/7fe00010"}}""", json);
        AssertSame(dataset, DicomJson.Read(Encoding.UTF8.GetBytes(json), options));
        Assert.Equal(0, Read(json).Count);
        Assert.Equal(0, Read("""{"7FE00010":{"vr":"OW","Length":4}}""").Count);
    }

    [Fact]
    public void Long_bytes_are_inline_where_that_is_asked_for()
    {
        var bytes = new byte[1_000_002];
        new Random(1).NextBytes(bytes);
        var dataset = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OW, bytes);
        var json = Write(dataset, new() { MaxInlineLength = int.MaxValue });
        Assert.Equal($$$"""{"7FE00010":{"vr":"OW","InlineBinary":"{{{Convert.ToBase64String(bytes)}}}"}}""", json);
        AssertSame(dataset, Read(json));
    }

    [Fact]
    public void Encapsulated_pixel_data_is_referred_to()
    {
        ReadOnlyMemory<byte>[] fragments = [ReadOnlyMemory<byte>.Empty, new byte[6]];
        var dataset = new DicomDataset().Add(new DicomElement(DicomTag.PixelData, DicomVR.OB, fragments));
        Assert.Equal("""{"7FE00010":{"vr":"OB","Length":6}}""", Write(dataset));
    }

    [Fact]
    public void Group_lengths_are_left_out() =>
        Assert.Equal("{}", Write(new DicomDataset().Set(new DicomTag(8, 0), DicomVR.UL, new byte[4])));

    [Fact]
    public void Text_in_any_character_set_is_read_back_in_UTF_8()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, DicomVR.CS, "\\ISO 2022 IR 87"u8.ToArray())
            .Set(DicomTag.PatientName, DicomVR.PN, "Yamada=\x1B$B;3ED\x1B(B "u8.ToArray())
            .SetItems(
                DicomTag.ReferencedStudySequence,
                new DicomDataset().Set(DicomTag.StudyDescription, DicomVR.LO, "\x1B$B;3\x1B(B"u8.ToArray()));
        var read = Read(Write(dataset));
        Assert.Equal("ISO_IR 192", read.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("Yamada=山田", read.GetString(DicomTag.PatientName));
        Assert.Equal("山", read.GetItems(DicomTag.ReferencedStudySequence)[0].GetString(DicomTag.StudyDescription));
    }

    [Fact]
    public void Text_beyond_ASCII_declares_UTF_8_when_nothing_was_declared()
    {
        var read = Read("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"J\u00E9r"}]}}""");
        Assert.Equal("ISO_IR 192", read.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("Jér", read.GetString(DicomTag.PatientName));
    }

    [Theory]
    [InlineData("""{"00180050":{"Value":[1.50],"vr":"DS"}}""", "1.50")]
    [InlineData("""{"00180050":{"vr":"DS","Value":["1.50"]}}""", "1.50")]
    [InlineData("""{"SliceThickness":{"vr":"DS","Value":[1.50,null,2]}}""", @"1.50\\2")]
    [InlineData("""{"00180050":{"Value":[1]}}""", "1")]
    [InlineData("""{"00180050":{"vr":"DS","Value":[]}}""", "")]
    public void Members_come_in_any_order_and_numbers_as_strings_too(string json, string value) =>
        Assert.Equal(value, Read(json).GetString(DicomTag.SliceThickness));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("""{"nonsense":{"vr":"DS"}}""")]
    [InlineData("""{"00180050":1}""")]
    [InlineData("""{"00180050":{"vr":"XX"}}""")]
    [InlineData("""{"00180050":{"vr":"é€"}}""")]
    [InlineData("""{"00180050":{"vr":7}}""")]
    [InlineData("""{"00180050":{"vr":"DS","Value":1}}""")]
    [InlineData("""{"00180050":{"vr":"DS","Value":[{}]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[70000]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[null]}}""")]
    [InlineData("""{"00081110":{"vr":"SQ","Value":[1]}}""")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":1}]}}""")]
    [InlineData("""{"7FE00010":{"vr":"OW","InlineBinary":"!"}}""")]
    [InlineData("""{"7FE00010":{"vr":"OW","Value":[1]}}""")]
    [InlineData("""{"00080060":{"vr":"CS","Value":["山"]}}""")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["\uD800"]}}""")]
    public void What_is_not_the_model_is_refused_by_name(string json) =>
        Assert.Throws<DicomFormatException>(() => Read(json));

    [Fact]
    public void An_error_names_the_element()
    {
        var error = Assert.Throws<DicomFormatException>(() => Read("""{"00280010":{"vr":"US","Value":["x"]}}"""));
        Assert.Equal("x is no value of VR US at (0028,0010).", error.Message);
    }

    [Fact]
    public void Sequences_as_deep_as_a_reader_allows_are_written_and_read()
    {
        var dataset = new DicomDataset().Set(DicomTag.PatientID, "deep");
        for (var i = 0; i < DicomReadOptions.HighestSequenceDepth; i++)
            dataset = new DicomDataset().SetItems(DicomTag.ContentSequence, dataset);
        var json = Write(dataset);
        Assert.Equal(json, Write(Read(json)));
    }

    [Fact]
    public void A_hundred_thousand_nested_sequences_are_refused()
    {
        var json = string.Concat(Enumerable.Repeat("""{"0040A730":{"vr":"SQ","Value":[""", 100_000));
        Assert.Throws<DicomFormatException>(() => Read(json));
    }

    internal static string Write(DicomDataset dataset, DicomJsonOptions? options = null)
    {
        using var stream = new MemoryStream();
        DicomJson.Write(stream, dataset, options);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static DicomDataset Read(string json) => DicomJson.Read(Encoding.UTF8.GetBytes(json));

    internal static void AssertSame(DicomDataset expected, DicomDataset actual)
    {
        Assert.Equal(expected.Select(e => (e.Tag, e.VR)), actual.Select(e => (e.Tag, e.VR)));
        foreach (var element in expected)
        {
            var other = actual.Find(element.Tag)!;
            Assert.True(element.RawValue.Span.SequenceEqual(other.RawValue.Span), $"{element} became {other}");
            Assert.Equal(element.Items?.Count, other.Items?.Count);
            for (var i = 0; i < element.Items?.Count; i++)
                AssertSame(element.Items[i], other.Items![i]);
        }
    }
}
