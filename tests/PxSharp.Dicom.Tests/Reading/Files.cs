using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>Files as PS3.10 7 has them, and as they are met.</summary>
public class Files
{
    private const string ExplicitSet = "0800 6000 'CS' 0200 'CT' 1000 2000 'LO' 0200 'A '";
    private const string ImplicitSet = "0800 6000 02000000 'CT' 1000 2000 02000000 'A '";
    private const string BigEndianSet = "0008 0060 'CS' 0002 'CT' 0010 0020 'LO' 0002 'A '";

    private const string ExplicitSyntax = "0200 1000 'UI' 1400 '1.2.840.10008.1.2.1' 00";
    private const string ImplicitSyntax = "0200 1000 'UI' 1200 '1.2.840.10008.1.2' 00";
    private const string BigEndianSyntax = "0200 1000 'UI' 1400 '1.2.840.10008.1.2.2' 00";

    private static readonly string Preamble = new string('0', 256) + "'DICM'";

    private static DicomFile Read(string spelling) => DicomFile.Read(Raw.Bytes(spelling));

    [Theory]
    [InlineData(ExplicitSyntax, ExplicitSet, DicomUID.ExplicitVRLittleEndian)]
    [InlineData(ImplicitSyntax, ImplicitSet, DicomUID.ImplicitVRLittleEndian)]
    [InlineData(BigEndianSyntax, BigEndianSet, DicomUID.ExplicitVRBigEndian)]
    public void The_meta_information_names_the_transfer_syntax(string meta, string set, string uid)
    {
        var file = Read(Preamble + meta + set);
        Assert.Equal(uid, file.TransferSyntax.UID);
        Assert.Equal("A", file.Dataset.GetString(DicomTag.PatientID));
        Assert.Equal(uid, file.MetaInformation.GetString(DicomTag.TransferSyntaxUID));
    }

    [Theory]
    [InlineData(ExplicitSet, DicomUID.ExplicitVRLittleEndian)]
    [InlineData(ImplicitSet, DicomUID.ImplicitVRLittleEndian)]
    [InlineData(BigEndianSet, DicomUID.ExplicitVRBigEndian)]
    public void Without_meta_information_the_transfer_syntax_is_guessed(string set, string uid)
    {
        foreach (var start in (string[])["", Preamble, "'DICM'", Preamble + "0200 1300 'SH' 0200 'X '"])
        {
            var file = Read(start + set);
            Assert.Equal(uid, file.TransferSyntax.UID);
            Assert.Equal("A", file.Dataset.GetString(DicomTag.PatientID));
            Assert.Equal(2, file.Dataset.Count);
        }
    }

    [Fact]
    public void Meta_information_without_a_preamble_is_read()
    {
        var file = Read(BigEndianSyntax + BigEndianSet);
        Assert.Equal(TransferSyntax.ExplicitVRBigEndian, file.TransferSyntax);
        Assert.Equal("A", file.Dataset.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Meta_information_in_implicit_VR_is_read()
    {
        var file = Read(Preamble + "0200 1000 14000000 '1.2.840.10008.1.2.1' 00" + ExplicitSet);
        Assert.Equal("A", file.Dataset.GetString(DicomTag.PatientID));
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("FFFFFFFF")]
    [InlineData("02000000")]
    [InlineData("00010000")]
    public void A_wrong_group_length_does_not_matter(string length)
    {
        var file = Read(Preamble + $"0200 0000 'UL' 0400 {length}" + ImplicitSyntax + ImplicitSet);
        Assert.Equal("A", file.Dataset.GetString(DicomTag.PatientID));
        Assert.Equal(2, file.Dataset.Count);
    }

    [Fact]
    public void The_offset_of_the_data_set_is_known()
    {
        var start = Raw.Bytes(Preamble + ExplicitSyntax);
        byte[] whole = [.. start, .. Raw.Bytes(ExplicitSet)];
        Assert.Equal(start.Length, DicomFile.Read(whole).DatasetOffset);
        Assert.Equal(0, Read(ExplicitSet).DatasetOffset);
    }

    [Fact]
    public void A_data_set_that_has_DICM_at_128_by_chance_is_read_from_its_start()
    {
        var chance = new string('x', 102) + "DICMABCD";
        var file = Read($"0800 0500 'CS' 0A00 'ISO_IR 100' 0800 7000 'LO' 6E00 '{chance}' {ExplicitSet}");
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, file.TransferSyntax);
        Assert.Equal(4, file.Dataset.Count);
    }

    [Fact]
    public void A_command_set_after_the_meta_information_is_read()
    {
        var file = Read(Preamble + ExplicitSyntax + "0000 0001 02000000 0100" + ExplicitSet);
        Assert.Equal(1, file.Dataset.GetInt32(DicomTag.CommandField));
        Assert.Equal("A", file.Dataset.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Meta_information_alone_is_a_file_with_an_empty_data_set()
    {
        Assert.Empty(Read(Preamble + ExplicitSyntax).Dataset);
        Assert.Empty(Read(Preamble).Dataset);
    }

    [Fact]
    public void An_empty_file_is_called_empty() =>
        Assert.Equal("The file is empty.", Assert.Throws<DicomFormatException>(() => Read("")).Message);

    [Theory]
    [InlineData("00")]
    [InlineData("'%PDF-1.7 and so on, and so on, and so on'")]
    [InlineData("'{ \"json\": true, \"dicom\": false }'")]
    [InlineData("89'PNG'0D0A1A0A 0000000D 'IHDR' 00000100 00000100")]
    [InlineData("FFD8FFE0 0010 'JFIF' 00 0101 0000 0001 0001 0000")]
    [InlineData("7F'ELF' 02010100 00000000 00000000 0200 3E00 01000000")]
    [InlineData("1F8B0800 00000000 0003 0000 0000 0000 0000")]
    [InlineData("'II*' 00 08000000 0E00 0001 0300 0100 0000")]
    public void What_is_not_DICOM_is_refused_at_its_start(string bytes)
    {
        var error = Assert.Throws<DicomFormatException>(() => Read(bytes));
        Assert.StartsWith("This is not a DICOM file", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Offset);
    }

    [Fact]
    public void A_file_is_read_from_memory_path_handle_and_stream_alike()
    {
        using var folder = new TemporaryFolder();
        var pixels = "E07F 1000 'OW' 0000 40420F00" + new string('7', 2_000_000);
        var bytes = Raw.Bytes(Preamble + ExplicitSyntax + ExplicitSet + pixels);
        var path = folder.Write("whole.dcm", bytes);
        using var handle = File.OpenHandle(path);
        using var seekable = new MemoryStream(bytes);
        using var forward = new PatternStream(bytes, bytes.Length);
        using var drop = new PatternStream(bytes, bytes.Length, mostAtOnce: 7);
        var expected = Raw.Describe(DicomFile.Read(bytes).Dataset);
        Assert.Equal(expected, Raw.Describe(DicomFile.Read(path).Dataset));
        Assert.Equal(expected, Raw.Describe(DicomFile.Read(handle).Dataset));
        Assert.Equal(expected, Raw.Describe(DicomFile.Read(seekable).Dataset));
        Assert.Equal(expected, Raw.Describe(DicomFile.Read(forward).Dataset));
        Assert.Equal(expected, Raw.Describe(DicomFile.Read(drop).Dataset));
    }

    [Fact]
    public void A_transfer_syntax_that_is_no_UID_is_written_as_it_was_read()
    {
        var file = Read(Preamble + "0200 1000 'UI' 0400 '1.' FFFE" + ExplicitSet);
        using var stream = new MemoryStream();
        file.Write(stream);
        var back = DicomFile.Read(stream.ToArray());
        Assert.Equal(file.TransferSyntax.UID, back.TransferSyntax.UID);
        Assert.Equal("A", back.Dataset.GetString(DicomTag.PatientID));
    }

    [Theory]
    [InlineData("0200 1000 'UI' 0400 '1.22'", "(0002,0010)")]
    [InlineData("0000 0200 'UI' 0400 '1.22'", "(0000,0002)")]
    public void A_data_set_with_elements_that_are_read_before_it_is_not_written(string element, string tag)
    {
        var file = Read(Preamble + ExplicitSyntax + ExplicitSet + element);
        Assert.Equal("1.22", file.Dataset.GetString(file.Dataset.First().Tag));
        using var stream = new MemoryStream();
        var refusal = Assert.Throws<ArgumentException>(() => file.Write(stream));
        Assert.StartsWith(tag, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }
}
