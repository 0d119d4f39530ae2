using PxSharp.Dicom;
using PxSharp.Simulator;

namespace PxSharp.Fuzz.Targets;

/// <summary>Small files to begin with, in all the ways to encode them, and the words of DICOM.</summary>
internal static class SampleFiles
{
    public static readonly TransferSyntax[] Syntaxes =
    [
        TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian,
        TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian,
    ];

    public static IEnumerable<DicomDataset> Datasets()
    {
        var archive = SyntheticArchive.Create(
            new() { Patients = 1, StudiesPerPatient = 1, InstancesPerSeries = 1, Rows = 8, Columns = 8 });
        foreach (var instance in archive.Instances.DistinctBy(instance => instance.SOPClassUID))
        {
            using var file = new MemoryStream();
            instance.WriteFile(file);
            yield return DicomFile.Read(file.ToArray()).Dataset;
        }
        yield return Nested();
        yield return Encapsulated();
    }

    /// <summary>Items in items, private elements, character sets, every kind of number.</summary>
    private static DicomDataset Nested()
    {
        var item = new DicomDataset().Set(DicomTag.PatientName, "Yamada^Tarou=山田^太郎").Set(DicomTag.Rows, 7);
        return new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3")
            .Set(DicomTag.StudyDate, "20240229")
            .Set(DicomTag.PatientAge, "042Y")
            .Set(DicomTag.PixelRepresentation, 1)
            .Set(DicomTag.SmallestImagePixelValue, DicomVR.SS, "-5")
            .Set(new DicomTag(0x0009, 0x0010), DicomVR.LO, "ACME")
            .Set(new DicomTag(0x0009, 0x1001), DicomVR.UN, new byte[] { 1, 2, 3, 4 })
            .Set(DicomTag.ImagePositionPatient, "1.5\\-2\\3e2")
            .Set(new DicomTag(0x0009, 0x1002), DicomVR.FD, "1.5")
            .Set(new DicomTag(0x0009, 0x1003), DicomVR.AT, new byte[] { 8, 0, 0x20, 0 })
            .SetItems(
                DicomTag.ReferencedSeriesSequence,
                item,
                new DicomDataset().SetItems(DicomTag.ReferencedSOPSequence, item));
    }

    private static DicomDataset Encapsulated() => new DicomDataset()
        .Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage)
        .Set(DicomTag.SOPInstanceUID, "1.2.3")
        .Add(new DicomElement(DicomTag.PixelData, DicomVR.OB, [new byte[4], new byte[] { 1, 2, 3, 4 }, new byte[2]]));

    /// <summary>Headers of elements, VRs, UIDs, terms.</summary>
    public static IEnumerable<byte[]> Words()
    {
        foreach (var vr in Enum.GetNames<DicomVR>())
            yield return [.. vr.Select(letter => (byte)letter)];
        foreach (var syntax in Syntaxes)
            yield return [.. syntax.UID.Select(digit => (byte)digit)];
        foreach (var word in (string[])
            [
                "FEFF00E0FFFFFFFF", "FEFF00E000000000", "FEFF0DE000000000", "FEFFDDE000000000", "FFFEE000FFFFFFFF",
                "08000500", "08001511", "28000301", "E07F1000", "E07F10004F420000FFFFFFFF", "0800151153510000FFFFFFFF",
                "09001010554E0000FFFFFFFF", "020010005549", "0200000055" + "4C0400", "28000010", "28003001", "FFFFFFFF",
            ])
            yield return Convert.FromHexString(word);
        foreach (var term in TextTarget.Terms)
            yield return [.. term.Select(letter => (byte)letter)];
    }
}
