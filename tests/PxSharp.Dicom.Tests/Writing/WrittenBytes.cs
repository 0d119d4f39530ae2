using Xunit;

namespace PxSharp.Dicom.Tests.Writing;

/// <summary>What PS3.5 7 says of the bytes.</summary>
public class WrittenBytes
{
    private static readonly DicomWriteOptions Delimited = new() { UndefinedLengths = true };

    private static void Gives(
        DicomDataset set, TransferSyntax syntax, string bytes, DicomWriteOptions? options = null) =>
        Assert.Equal(Raw.Hex(Raw.Bytes(bytes)), Raw.Hex(DicomDatasetWriter.ToArray(set, syntax, options)));

    private static DicomDataset Simple() => new DicomDataset()
        .Set(DicomTag.PatientID, "ID7")
        .Set(DicomTag.Rows, 512)
        .Set(DicomTag.PixelData, DicomVR.OW, Raw.Bytes("01020304"));

    [Fact]
    public void Implicit_VR_little_endian() => Gives(Simple(), TransferSyntax.ImplicitVRLittleEndian, """
        1000 2000 04000000 'ID7 '
        2800 1000 02000000 0002
        E07F 1000 04000000 01020304
        """);

    [Fact]
    public void Explicit_VR_little_endian() => Gives(Simple(), TransferSyntax.ExplicitVRLittleEndian, """
        1000 2000 'LO' 0400 'ID7 '
        2800 1000 'US' 0200 0002
        E07F 1000 'OW' 0000 04000000 01020304
        """);

    [Fact]
    public void Explicit_VR_big_endian() => Gives(Simple(), TransferSyntax.ExplicitVRBigEndian, """
        0010 0020 'LO' 0004 'ID7 '
        0028 0010 'US' 0002 0200
        7FE0 0010 'OW' 0000 00000004 02010403
        """);

    /// <summary>PS3.5 7.1.1: values have an even length.</summary>
    [Fact]
    public void Odd_values_are_padded()
    {
        var set = new DicomDataset()
            .Set(DicomTag.SOPInstanceUID, DicomVR.UI, Raw.Bytes("'1.2'"))
            .Set(DicomTag.PatientID, DicomVR.LO, Raw.Bytes("'A'"))
            .Set(DicomTag.PixelData, DicomVR.OB, Raw.Bytes("FF"));
        Gives(set, TransferSyntax.ExplicitVRLittleEndian, """
            0800 1800 'UI' 0400 '1.2' 00
            1000 2000 'LO' 0200 'A '
            E07F 1000 'OB' 0000 02000000 FF00
            """);
    }

    [Fact]
    public void Sequences_have_their_lengths_by_default_and_delimiters_on_request()
    {
        var set = new DicomDataset().SetItems(
            DicomTag.ReferencedSeriesSequence,
            new DicomDataset().SetItems(
                DicomTag.ReferencedSOPSequence, new DicomDataset().Set(DicomTag.Modality, "CT")),
            new DicomDataset());
        Gives(set, TransferSyntax.ExplicitVRLittleEndian, """
            0800 1511 'SQ' 0000 2E000000
              FEFF 00E0 1E000000
                0800 9911 'SQ' 0000 12000000
                  FEFF 00E0 0A000000 0800 6000 'CS' 0200 'CT'
              FEFF 00E0 00000000
            """);
        Gives(set, TransferSyntax.ImplicitVRLittleEndian, """
            0800 1511 2A000000
              FEFF 00E0 1A000000
                0800 9911 12000000
                  FEFF 00E0 0A000000 0800 6000 02000000 'CT'
              FEFF 00E0 00000000
            """);
        Gives(set, TransferSyntax.ExplicitVRBigEndian, """
            0008 1115 'SQ' 0000 FFFFFFFF
              FFFE E000 FFFFFFFF
                0008 1199 'SQ' 0000 FFFFFFFF
                  FFFE E000 FFFFFFFF 0008 0060 'CS' 0002 'CT' FFFE E00D 00000000
                FFFE E0DD 00000000
              FFFE E00D 00000000
              FFFE E000 FFFFFFFF FFFE E00D 00000000
            FFFE E0DD 00000000
            """, Delimited);
    }

    /// <summary>PS3.5 A.4: the sequence of fragments always ends with a delimiter.</summary>
    [Fact]
    public void Fragments_are_items()
    {
        var set = new DicomDataset().Add(new DicomElement(
            DicomTag.PixelData, DicomVR.OB, [Raw.Bytes("00000000"), Raw.Bytes("FFD8FF")]));
        Gives(set, TransferSyntax.Of(DicomUID.JPEGBaseline8Bit), """
            E07F 1000 'OB' 0000 FFFFFFFF
              FEFF 00E0 04000000 00000000
              FEFF 00E0 04000000 FFD8FF00
            FEFF DDE0 00000000
            """);
    }

    /// <summary>PS3.5 6.2.2: a value that a 16-bit length cannot say is UN.</summary>
    [Fact]
    public void A_long_value_of_a_short_VR_is_written_as_UN()
    {
        var text = new string('x', 65536);
        var set = new DicomDataset().Set(DicomTag.PatientID, text).Set(DicomTag.PatientName, text[..65534]);
        var written = DicomDatasetWriter.ToArray(set, TransferSyntax.ExplicitVRLittleEndian);
        var read = DicomDatasetReader.Read(written, TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(DicomVR.UN, read.Find(DicomTag.PatientID)!.VR);
        Assert.Equal(DicomVR.PN, read.Find(DicomTag.PatientName)!.VR);
        Assert.Equal(text, read.GetString(DicomTag.PatientID));
    }

    /// <summary>PS3.5 A.5: an odd number of deflated bytes is padded with a NUL.</summary>
    [Fact]
    public void A_deflated_data_set_has_an_even_length()
    {
        for (var length = 1; length < 50; length++)
        {
            var set = new DicomDataset().Set(DicomTag.PatientID, new string('x', length));
            var bytes = DicomDatasetWriter.ToArray(set, TransferSyntax.DeflatedExplicitVRLittleEndian);
            Assert.Equal(0, bytes.Length % 2);
        }
    }

    /// <summary>PS3.10 7.1.</summary>
    [Fact]
    public void Meta_information_has_what_the_standard_wants_and_its_own_length()
    {
        var bytes = DicomFile.BuildPreambleAndMeta(
            DicomUID.CTImageStorage, "1.2.3", DicomUID.ImplicitVRLittleEndian, "SENDER");
        Assert.Equal(new byte[128], bytes[..128]);
        Assert.Equal("DICM"u8, bytes.AsSpan(128, 4));
        var meta = DicomDatasetReader.Read(bytes.AsMemory(132), TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(bytes.Length - 132 - 12, meta.GetInt32(DicomTag.FileMetaInformationGroupLength));
        Assert.Equal("0001", Raw.Hex(meta.Find(DicomTag.FileMetaInformationVersion)!.RawValue));
        Assert.Equal(DicomUID.CTImageStorage, meta.GetString(DicomTag.MediaStorageSOPClassUID));
        Assert.Equal("1.2.3", meta.GetString(DicomTag.MediaStorageSOPInstanceUID));
        Assert.Equal(DicomUID.ImplicitVRLittleEndian, meta.GetString(DicomTag.TransferSyntaxUID));
        Assert.Equal(DicomImplementation.ClassUID, meta.GetString(DicomTag.ImplementationClassUID));
        Assert.Equal(DicomImplementation.VersionName, meta.GetString(DicomTag.ImplementationVersionName));
        Assert.Equal("SENDER", meta.GetString(DicomTag.SourceApplicationEntityTitle));
        Assert.Equal(8, meta.Count);
        Assert.True(DicomUID.IsValid(DicomImplementation.ClassUID));
        Assert.InRange(DicomImplementation.VersionName.Length, 1, 16);
    }

    [Fact]
    public void A_file_that_was_read_is_written_with_its_meta_information()
    {
        using var first = new MemoryStream();
        var set = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3");
        var file = new DicomFile(set, TransferSyntax.ExplicitVRLittleEndian);
        file.MetaInformation.Set(DicomTag.SourceApplicationEntityTitle, "SENDER");
        file.Write(first);
        using var second = new MemoryStream();
        DicomFile.Read(first.ToArray()).Write(second);
        Assert.Equal(first.ToArray(), second.ToArray());
        var meta = DicomFile.Read(second.ToArray()).MetaInformation;
        Assert.Equal("SENDER", meta.GetString(DicomTag.SourceApplicationEntityTitle));
    }

    [Fact]
    public void A_file_without_meta_information_gets_its_own()
    {
        var read = DicomFile.Read(Raw.Bytes("0800 6000 'CS' 0200 'CT'"));
        using var stream = new MemoryStream();
        read.Write(stream);
        var meta = DicomFile.Read(stream.ToArray()).MetaInformation;
        Assert.Equal(DicomUID.ExplicitVRLittleEndian, meta.GetString(DicomTag.TransferSyntaxUID));
    }

    [Fact]
    public void Large_values_go_through_a_buffer_writer_of_small_pieces()
    {
        var pixels = new byte[1_000_001];
        new Random(7).NextBytes(pixels);
        var set = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OW, pixels);
        foreach (var syntax in Syntaxes.All)
        {
            using var stream = new MemoryStream();
            new DicomFile(set, syntax).Write(stream);
            var read = DicomFile.Read(stream.ToArray()).Dataset.Find(DicomTag.PixelData)!.RawValue;
            Assert.Equal(pixels, read[..^1].ToArray());
        }
    }
}
