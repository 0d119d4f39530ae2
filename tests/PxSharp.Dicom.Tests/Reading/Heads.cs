using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary>Reading that stops before the pixel data.</summary>
public class Heads
{
    private const string Head = "0800 6000 'CS' 0200 'CT' 2800 1000 'US' 0200 0002";

    // It says four gigabytes, and there are none.
    private const string PixelData = "E07F 1000 'OW' 0000 FEFFFFFF";

    [Fact]
    public void Reading_stops_before_the_tag_whatever_follows()
    {
        var set = DicomDatasetReader.Read(
            Raw.Bytes(Head + PixelData), TransferSyntax.ExplicitVRLittleEndian, DicomReadOptions.Head);
        Assert.Equal(512, set.GetInt32(DicomTag.Rows));
        Assert.Equal(2, set.Count);
    }

    [Fact]
    public void Reading_stops_at_a_higher_tag_when_there_is_none_such()
    {
        var options = new DicomReadOptions { StopBefore = DicomTag.PatientID };
        var set = DicomDatasetReader.Read(Raw.Bytes(Head), TransferSyntax.ExplicitVRLittleEndian, options);
        Assert.Equal(DicomTag.Modality, Assert.Single(set).Tag);
    }

    [Fact]
    public void Items_are_read_whole()
    {
        var options = new DicomReadOptions { StopBefore = DicomTag.PatientName };
        var set = DicomDatasetReader.Read(
            Raw.Bytes("""
                0800 1511 'SQ' 0000 12000000 FEFF 00E0 0A000000 1000 2000 'LO' 0200 'A '
                1000 2000 'LO' 0200 'B '
                """),
            TransferSyntax.ExplicitVRLittleEndian,
            options);
        Assert.Equal("A", set.GetItems(DicomTag.ReferencedSeriesSequence)[0].GetString(DicomTag.PatientID));
        Assert.False(set.Contains(DicomTag.PatientID));
    }

    [Fact]
    public void The_pixel_data_is_not_read_from_the_stream()
    {
        var start = Raw.Bytes(Head + PixelData);
        using var stream = new PatternStream(start, 64L << 30);
        var set = DicomDatasetReader.Read(stream, TransferSyntax.ExplicitVRLittleEndian, DicomReadOptions.Head);
        Assert.Equal(2, set.Count);
        Assert.True(stream.BytesRead <= 64 * 1024, $"{stream.BytesRead} bytes read");
    }

    [Fact]
    public void A_head_is_read_from_an_offset_of_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("part10", [.. new byte[1000], .. Raw.Bytes(Head + PixelData)]);
        using var handle = File.OpenHandle(path);
        var set = DicomDatasetReader.Read(handle, 1000, TransferSyntax.ExplicitVRLittleEndian, DicomReadOptions.Head);
        Assert.Equal(512, set.GetInt32(DicomTag.Rows));
    }

    /// <summary>A receiver tries with what has arrived, and again when more has.</summary>
    [Fact]
    public void A_head_is_whole_once_the_tag_after_it_is_seen()
    {
        var bytes = Raw.Bytes(Head + PixelData);
        var whole = Raw.Bytes(Head).Length;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var found = DicomDatasetReader.TryReadHead(
                bytes.AsMemory(0, length), TransferSyntax.ExplicitVRLittleEndian, out var head);
            // The header of the pixel data has 12 bytes.
            Assert.Equal(length >= whole + 12, found);
            Assert.Equal(length < 10 ? 0 : length < 20 ? 1 : 2, head.Count);
        }
    }

    [Fact]
    public void A_file_is_read_up_to_its_pixel_data()
    {
        using var folder = new TemporaryFolder();
        var meta = DicomFile.BuildPreambleAndMeta("1.2", "1.2.3", DicomUID.ExplicitVRLittleEndian);
        var path = folder.Write("head.dcm", [.. meta, .. Raw.Bytes(Head + PixelData)]);
        var file = DicomFile.ReadHead(path);
        Assert.Equal(2, file.Dataset.Count);
        Assert.Equal("1.2.3", file.MetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID));
        Assert.Equal(meta.Length, file.DatasetOffset);
    }
}
