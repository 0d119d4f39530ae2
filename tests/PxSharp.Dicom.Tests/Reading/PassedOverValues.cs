using Xunit;

namespace PxSharp.Dicom.Tests.Reading;

/// <summary><see cref="DicomReadOptions.MaxKeptLength"/>: long values are passed over, not what is around.</summary>
public sealed class PassedOverValues
{
    private static readonly DicomReadOptions Options = new() { MaxKeptLength = 64 };

    private static readonly DicomTag After = new(0x7FE1, 0x1010);

    private static byte[] File(TransferSyntax syntax, int pixels)
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUID.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3")
            .Set(DicomTag.PatientID, "P1");
        var noise = new byte[pixels];
        new Random(1).NextBytes(noise);
        if (syntax.IsEncapsulated)
            dataset.Add(new DicomElement(DicomTag.PixelData, DicomVR.OB, [default, noise, new byte[10]]));
        else
            dataset.Set(DicomTag.PixelData, DicomVR.OW, noise);
        dataset.Set(After, DicomVR.LO, "end "u8.ToArray());
        using var stream = new MemoryStream();
        new DicomFile(dataset, syntax).Write(stream);
        return stream.ToArray();
    }

    public static TheoryData<string> Syntaxes =>
    [
        DicomUID.ImplicitVRLittleEndian, DicomUID.ExplicitVRLittleEndian, DicomUID.ExplicitVRBigEndian,
        DicomUID.DeflatedExplicitVRLittleEndian, DicomUID.JPEGBaseline8Bit,
    ];

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Leave_everything_else_as_it_is(string uid)
    {
        var bytes = File(TransferSyntax.Of(uid), 300_000);

        Check(DicomFile.Read(bytes, Options).Dataset);
        Check(DicomFile.Read(new MemoryStream(bytes), Options).Dataset);
        Check(ReadFromDisk(bytes).Dataset);

        static void Check(DicomDataset dataset)
        {
            Assert.Equal("P1", dataset.GetString(DicomTag.PatientID));
            Assert.Equal(4, dataset.Find(After)!.RawValue.Length);
            var pixels = dataset.Find(DicomTag.PixelData)!;
            Assert.True(pixels.RawValue.IsEmpty);
            if (pixels.Fragments is { } fragments)
                Assert.Equal([0, 0, 10], fragments.Select(fragment => fragment.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Must_be_there_to_the_end(string uid)
    {
        var bytes = File(TransferSyntax.Of(uid), 300_000);
        var cut = bytes[..(bytes.Length / 2)];

        Assert.Throws<DicomFormatException>(() => DicomFile.Read(cut, Options));
        Assert.Throws<DicomFormatException>(() => DicomFile.Read(new MemoryStream(cut), Options));
        Assert.Throws<DicomFormatException>(() => ReadFromDisk(cut));
    }

    private static DicomFile ReadFromDisk(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllBytes(path, bytes);
            using var handle = System.IO.File.OpenHandle(path);
            return DicomFile.Read(handle, Options);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
