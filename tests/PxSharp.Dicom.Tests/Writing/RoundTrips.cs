using CsCheck;
using Xunit;

namespace PxSharp.Dicom.Tests.Writing;

public class RoundTrips
{
    [Fact]
    public void Any_data_set_reads_back_in_every_explicit_encoding() =>
        Gen.Select(RandomDatasets.All, Gen.Bool).Sample((set, undefined) =>
        {
            var expected = Raw.Describe(set);
            var options = new DicomWriteOptions { UndefinedLengths = undefined };
            foreach (var syntax in Syntaxes.All.Where(syntax => syntax.IsExplicitVR))
            {
                var bytes = DicomDatasetWriter.ToArray(set, syntax, options);
                Assert.Equal(expected, Raw.Describe(DicomDatasetReader.Read(bytes, syntax)));
                using var stream = new PatternStream(bytes, bytes.Length, mostAtOnce: 11);
                Assert.Equal(expected, Raw.Describe(DicomDatasetReader.Read(stream, syntax)));
            }
        });

    /// <summary>Implicit VR loses the VRs, nothing else: in explicit VR it is all UN and items.</summary>
    [Fact]
    public void Any_data_set_reads_back_in_implicit_VR_but_for_its_VRs() =>
        Gen.Select(RandomDatasets.All, Gen.Bool).Sample((set, undefined) =>
        {
            // A private tag has no VR in the dictionary: its items are told from a value by their undefined length.
            var options = new DicomWriteOptions { UndefinedLengths = undefined };
            var bytes = DicomDatasetWriter.ToArray(set, TransferSyntax.ImplicitVRLittleEndian, options);
            var read = DicomDatasetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian);
            Assert.Equal(set.Select(e => e.Tag), read.Select(e => e.Tag));
            if (!undefined)
                Assert.Equal(bytes, DicomDatasetWriter.ToArray(read, TransferSyntax.ImplicitVRLittleEndian));
        });

    [Fact]
    public void Encapsulated_pixel_data_reads_back() =>
        Gen.Select(RandomDatasets.All, RandomDatasets.PixelData).Sample((set, pixels) =>
        {
            set.Add(pixels);
            var syntax = TransferSyntax.Of(DicomUID.RLELossless);
            var bytes = DicomDatasetWriter.ToArray(set, syntax);
            Assert.Equal(Raw.Describe(set), Raw.Describe(DicomDatasetReader.Read(bytes, syntax)));
        });

    [Fact]
    public void Any_file_reads_back() =>
        Gen.Select(RandomDatasets.All, Gen.Int[0, Syntaxes.All.Length - 1]).Sample((set, which) =>
        {
            set.Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage).Set(DicomTag.SOPInstanceUID, DicomUID.Generate());
            using var stream = new MemoryStream();
            new DicomFile(set, Syntaxes.All[which]).Write(stream);
            var file = DicomFile.Read(stream.ToArray());
            Assert.Equal(Syntaxes.All[which], file.TransferSyntax);
            Assert.Equal(set.Select(e => e.Tag), file.Dataset.Select(e => e.Tag));
            Assert.Equal(
                set.GetString(DicomTag.SOPInstanceUID),
                file.MetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID));
        });

    /// <summary>What stops before a tag has all that lies before it, as a whole reading has.</summary>
    [Fact]
    public void A_head_is_the_beginning_of_the_whole() =>
        Gen.Select(RandomDatasets.All, Gen.UInt, Gen.Int[0, Syntaxes.All.Length - 1]).Sample((set, stop, which) =>
        {
            var syntax = Syntaxes.All[which];
            var bytes = DicomDatasetWriter.ToArray(set, syntax);
            var options = new DicomReadOptions { StopBefore = new DicomTag(stop) };
            var whole = DicomDatasetReader.Read(bytes, syntax);
            var expected = whole.Where(e => e.Tag.Value < stop).Select(e => e.ToString());
            Assert.Equal(expected, DicomDatasetReader.Read(bytes, syntax, options).Select(e => e.ToString()));
        });
}
