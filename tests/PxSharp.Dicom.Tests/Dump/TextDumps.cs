using PxSharp.Dicom.Dump;
using Xunit;

namespace PxSharp.Dicom.Tests.Dump;

public class TextDumps
{
    [Fact]
    public void A_line_has_the_element_its_sizes_and_its_keyword()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUID.MRImageStorage)
            .Set(DicomTag.Modality, "MR")
            .Set(DicomTag.AccessionNumber, "")
            .Set(DicomTag.ImageType, @"ORIGINAL\PRIMARY")
            .Set(new DicomTag(0x0009, 0x0010), DicomVR.LO, "MAKER")
            .Set(new DicomTag(0x0009, 0x1001), DicomVR.UN, new byte[] { 0, 1, 0xAB, 0xFF })
            .Set(new DicomTag(0x000B, 0x1001), DicomVR.UN, new byte[20])
            .Set(DicomTag.Rows, 512L);
        Assert.Equal(
            """
            (0008,0008) CS [ORIGINAL\PRIMARY]                                   # 16, 2 ImageType
            (0008,0016) UI [1.2.840.10008.5.1.4.1.1.4]                          # 26, 1 SOPClassUID = MR Image Storage
            (0008,0050) SH (empty)                                              # 0, 0 AccessionNumber
            (0008,0060) CS [MR]                                                 # 2, 1 Modality
            (0009,0010) LO [MAKER]                                              # 6, 1 PrivateCreator
            (0009,1001) UN 00 01 ab ff                                          # 4, 1 (private: MAKER)
            (000b,1001) UN 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ...  # 20, 1 (private)
            (0028,0010) US 512                                                  # 2, 1 Rows

            """,
            Dump(dataset));
    }

    [Fact]
    public void Items_are_indented()
    {
        var dataset = new DicomDataset().SetItems(
            DicomTag.ReferencedStudySequence,
            new DicomDataset().Set(DicomTag.Modality, "CT"),
            new DicomDataset());
        Assert.Equal(
            """
            (0008,1110) SQ                                                      # 2 items ReferencedStudySequence
              > item 1
                (0008,0060) CS [CT]                                             # 2, 1 Modality
              > item 2

            """,
            Dump(dataset));
    }

    [Fact]
    public void Long_values_are_cut()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.StudyDescription, "abcdefgh𠮷")
            .Set(DicomTag.FrameIncrementPointer, @"00181063\00181065\00181067");
        Assert.Equal(
            """
            (0008,0005) CS [ISO_IR 19...]                                       # 10, 1 SpecificCharacterSet
            (0008,1030) LO [abcdefgh...]                                        # 12, 1 StudyDescription
            (0028,0009) AT (0018,1063)\...                                      # 12, 3 FrameIncrementPointer

            """,
            Dump(dataset, new() { MaxValueLength = 9 }));
    }

    [Fact]
    public void No_value_writes_to_the_terminal()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.PatientName, DicomVR.PN, "\u001B[2J\u0007\u0085\u202E\r\n"u8.ToArray())
            .Set(new DicomTag(0x0009, 0x0010), DicomVR.LO, "A\u001B[2J"u8.ToArray())
            .Set(new DicomTag(0x0009, 0x1001), DicomVR.LO, "x ");
        var text = Dump(dataset);
        Assert.Contains(@"[\x1B[2J\x07\x85\x202E\x0D\x0A]", text);
        Assert.DoesNotContain(text.Replace("\n", "", StringComparison.Ordinal), char.IsControl);
        Assert.Equal(4, text.Count(c => c == '\n'));
    }

    [Fact]
    public void Encapsulated_pixel_data_is_counted()
    {
        ReadOnlyMemory<byte>[] fragments = [ReadOnlyMemory<byte>.Empty, new byte[6], new byte[4]];
        var dataset = new DicomDataset().Add(new DicomElement(DicomTag.PixelData, DicomVR.OB, fragments));
        Assert.StartsWith("(7fe0,0010) OB encapsulated, 2 fragments ", Dump(dataset));
    }

    [Fact]
    public void A_file_has_its_meta_information_first()
    {
        var dataset = new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.2.3");
        using var writer = new StringWriter { NewLine = "\n" };
        DicomTextDump.Write(writer, new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian));
        Assert.StartsWith("# Meta information\n(0002,0001) OB 00 01 ", writer.ToString());
        Assert.Contains("\n\n# Data set: Explicit VR Little Endian\n(0008,0016) UI [1.2] ", writer.ToString());
    }

    private static string Dump(DicomDataset dataset, DicomTextDumpOptions? options = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        DicomTextDump.Write(writer, dataset, options);
        return writer.ToString();
    }
}
