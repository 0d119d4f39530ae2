using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

public class TruncatedInput
{
    private const string Whole = """
        0800 6000 'CS' 0200 'CT'
        0800 1511 'SQ' 0000 FFFFFFFF
          FEFF 00E0 FFFFFFFF
            0800 6000 'CS' 0200 'MR'
            2800 1000 'US' 0200 0700
          FEFF 0DE0 00000000
        FEFF DDE0 00000000
        1000 2000 'LO' 0200 'A '
        E07F 1000 'OW' 0000 04000000 01020304
        """;

    [Fact]
    public void Wherever_the_bytes_end_it_is_an_error_or_a_smaller_data_set()
    {
        var bytes = Raw.Bytes(Whole);
        // Between elements of the top level nothing tells that something is missing.
        int[] whole = [0, 10, bytes.Length - 26, bytes.Length - 16, bytes.Length];
        for (var length = 0; length <= bytes.Length; length++)
        {
            var part = bytes.AsMemory(0, length);
            if (whole.Contains(length))
            {
                DicomDatasetReader.Read(part, TransferSyntax.ExplicitVRLittleEndian);
                continue;
            }
            var error = Assert.Throws<DicomFormatException>(
                () => DicomDatasetReader.Read(part, TransferSyntax.ExplicitVRLittleEndian));
            Assert.InRange(error.Offset, 0, length);
        }
    }

    [Fact]
    public void What_was_whole_is_given_on_request()
    {
        var bytes = Raw.Bytes(Whole);
        var options = new DicomReadOptions { AllowTruncated = true };
        var counts = new List<int>();
        for (var length = 0; length <= bytes.Length; length++)
        {
            var part = bytes.AsMemory(0, length);
            var set = DicomDatasetReader.Read(part, TransferSyntax.ExplicitVRLittleEndian, options);
            counts.Add(set.Count);
        }
        Assert.Equal(counts.Order(), counts);
        Assert.Equal([0, 1, 2, 3, 4], counts.Distinct());
    }

    [Fact]
    public void An_item_that_was_cut_is_given_as_far_as_it_goes()
    {
        var bytes = Raw.Bytes(Whole).AsMemory(0, 10 + 12 + 8 + 10 + 3);
        var set = DicomDatasetReader.Read(
            bytes, TransferSyntax.ExplicitVRLittleEndian, new DicomReadOptions { AllowTruncated = true });
        var item = Assert.Single(set.GetItems(DicomTag.ReferencedSeriesSequence));
        Assert.Equal("MR", item.GetString(DicomTag.Modality));
        Assert.Single(item);
    }

    [Fact]
    public void The_error_names_the_element_and_where_it_begins()
    {
        var bytes = Raw.Bytes(Whole);
        var error = Assert.Throws<DicomFormatException>(
            () => DicomDatasetReader.Read(bytes.AsMemory(0, bytes.Length - 1), TransferSyntax.ExplicitVRLittleEndian));
        Assert.Equal(DicomTag.PixelData, error.Tag);
        Assert.Equal(bytes.Length - 16, error.Offset);
        Assert.Equal(
            $"The bytes end within a data element at (7fe0,0010), offset {bytes.Length - 16}.", error.Message);
    }
}
