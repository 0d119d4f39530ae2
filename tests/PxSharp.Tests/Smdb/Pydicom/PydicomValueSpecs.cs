using PxSharp.Dicom;
using PxSharp.Smdb.Pydicom;
using Xunit;

namespace PxSharp.Tests.Smdb.Pydicom;

public sealed class PydicomValueSpecs
{
    private static readonly DicomDataset Dataset = new DicomDataset()
        .Set(DicomTag.ImageType, "ORIGINAL\\PRIMARY")
        .Set(DicomTag.PatientName, "A^B")
        .Set(DicomTag.OtherPatientNames, "A^B\\C^D")
        .Set(DicomTag.StudyDescription, "O'Neil")
        .Set(DicomTag.ScanOptions, "")
        .Set(DicomTag.PixelSpacing, "1\\2.50")
        .Set(DicomTag.RepetitionTime, "4000")
        .Set(DicomTag.SeriesNumber, "")
        .Set(DicomTag.SOPClassUID, DicomUID.MRImageStorage)
        .Add(new DicomElement(DicomTag.Rows, DicomVR.US, new byte[] { 0, 1 }))
        .Add(new DicomElement(DicomTag.FrameIncrementPointer, DicomVR.AT, new byte[] { 0x18, 0, 0x63, 0x10 }))
        .Add(new DicomElement(DicomTag.RecommendedDisplayFrameRateInFloat, DicomVR.FL, BitConverter.GetBytes(0.1f)))
        .Add(new DicomElement(DicomTag.RedPaletteColorLookupTableData, DicomVR.OW, new byte[] { 1, 2, 3, 4 }))
        .Add(new DicomElement(DicomTag.ReferencedImageSequence,
            [new DicomDataset().Set(DicomTag.CodeValue, "T-D1100"), new DicomDataset().Set(DicomTag.CodeValue, "x")]));

    [Theory]
    [InlineData("ImageType", "['ORIGINAL', 'PRIMARY']", "['ORIGINAL', 'PRIMARY']")]
    [InlineData("PatientName", "A^B", "'A^B'")]
    [InlineData("OtherPatientNames", "[A^B, C^D]", "[A^B, C^D]")]
    [InlineData("StudyDescription", "O'Neil", "\"O'Neil\"")]
    [InlineData("ScanOptions", "", "''")]
    [InlineData("PixelSpacing", "[1, 2.50]", "[1, 2.50]")]
    [InlineData("RepetitionTime", "4000", "'4000.0'")]
    [InlineData("SeriesNumber", "None", "None")]
    [InlineData("SOPClassUID", "1.2.840.10008.5.1.4.1.1.4", "MR Image Storage")]
    [InlineData("Rows", "256", "256")]
    [InlineData("FrameIncrementPointer", "(0018, 1063)", "(0018, 1063)")]
    [InlineData("RecommendedDisplayFrameRateInFloat", "0.10000000149011612", "0.10000000149011612")]
    [InlineData("RedPaletteColorLookupTableData", @"b'\x01\x02\x03\x04'", @"b'\x01\x02\x03\x04'")]
    public void Each_kind_of_value_reads_as_in_pydicom(string keyword, string text, string representation)
    {
        var element = Dataset.Single(element => element.Tag.Keyword == keyword);

        Assert.Equal(text, PydicomValue.Text(Dataset, element));
        Assert.Equal(representation, PydicomValue.Representation(Dataset, element));
    }

    [Fact]
    public void A_sequence_is_a_list_of_dumps() => Assert.Equal(
        "[(0008, 0100) Code Value                          SH: 'T-D1100', "
        + "(0008, 0100) Code Value                          SH: 'x']",
        PydicomValue.Text(Dataset, Dataset.Find(DicomTag.ReferencedImageSequence)!));
}
