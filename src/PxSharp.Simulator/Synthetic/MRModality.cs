using System.Runtime.InteropServices;
using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>Magnetic resonance (PS3.3 A.4, C.8.3.1): 12 bits of signal.</summary>
internal sealed class MRModality : IModality
{
    public static MRModality Instance { get; } = new();

    public string Code => "MR";

    public DicomVR PixelDataVR => DicomVR.OW;

    public void AddAttributes(DicomDataset dataset, SyntheticInstance instance)
    {
        var protocol = instance.Series.Protocol;
        var volume = IsVolume(protocol);
        ImagePlane.Add(dataset, instance, volume ? 1 : 4);
        dataset
            .Set(DicomTag.ImageType, @"ORIGINAL\PRIMARY\OTHER")
            .Set(DicomTag.Manufacturer, "PxSharp")
            .Set(DicomTag.ManufacturerModelName, "Synthetic MR 3T")
            .Set(DicomTag.PatientPosition, protocol.BodyPart == "KNEE" ? "FFS" : "HFS")
            .Set(DicomTag.ScanningSequence, volume ? @"GR\IR" : "SE")
            .Set(DicomTag.SequenceVariant, volume ? @"SK\SP\MP" : "SK")
            .Set(DicomTag.ScanOptions, protocol.Description.Contains("fat sat", StringComparison.Ordinal) ? "FS" : "")
            .Set(DicomTag.MRAcquisitionType, volume ? "3D" : "2D")
            .Set(DicomTag.SequenceName, volume ? "*tfl3d1" : "*tse2d1_9")
            .Set(DicomTag.RepetitionTime, volume ? "2300" : IsT1(protocol) ? "600" : "5000")
            .Set(DicomTag.EchoTime, volume ? "2.98" : IsT1(protocol) ? "12" : "95")
            .Set(DicomTag.EchoTrainLength, volume ? "1" : "9")
            .Set(DicomTag.FlipAngle, volume ? "9" : "150")
            .Set(DicomTag.NumberOfAverages, "1")
            .Set(DicomTag.EchoNumbers, "1")
            .Set(DicomTag.MagneticFieldStrength, "3")
            .Set(DicomTag.ImagingFrequency, "123.25")
            .Set(DicomTag.ImagedNucleus, "1H")
            .Set(DicomTag.SpacingBetweenSlices, volume ? "1" : "4")
            .Set(DicomTag.WindowCenter, "600")
            .Set(DicomTag.WindowWidth, "1200");
        if (volume)
            dataset.Set(DicomTag.InversionTime, "900");
    }

    public int PixelDataLength(SyntheticInstance instance) => instance.Series.Rows * instance.Series.Columns * 2;

    public void DrawPixels(SyntheticInstance instance, Span<byte> pixels)
    {
        var series = instance.Series;
        var canvas = new Canvas(MemoryMarshal.Cast<byte, ushort>(pixels), series.Rows, series.Columns);
        var t1 = IsT1(series.Protocol) || IsVolume(series.Protocol);
        Phantom.DrawBody(canvas, instance, background: 0, tissue: t1 ? 620 : 420, bone: 60, cavity: t1 ? 120 : 1100);
    }

    private static bool IsVolume(SeriesProtocol protocol) =>
        protocol.Description.Contains("MPRAGE", StringComparison.Ordinal);

    private static bool IsT1(SeriesProtocol protocol) =>
        protocol.Description.StartsWith("T1", StringComparison.Ordinal);
}
