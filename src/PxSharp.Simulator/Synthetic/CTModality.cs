using System.Runtime.InteropServices;
using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>Computed tomography (PS3.3 A.3, C.8.2.1): 12 bits, Hounsfield units from -1024.</summary>
internal sealed class CTModality : IModality
{
    public static CTModality Instance { get; } = new();

    public string Code => "CT";

    public DicomVR PixelDataVR => DicomVR.OW;

    public void AddAttributes(DicomDataset dataset, SyntheticInstance instance)
    {
        var protocol = instance.Series.Protocol;
        ImagePlane.Add(dataset, instance, protocol.IsLocalizer ? 0.6 : SliceThickness(protocol.Description));
        dataset
            .Set(DicomTag.ImageType, $@"ORIGINAL\PRIMARY\{(protocol.IsLocalizer ? "LOCALIZER" : "AXIAL")}")
            .Set(DicomTag.Manufacturer, "PxSharp")
            .Set(DicomTag.ManufacturerModelName, "Synthetic CT 64")
            .Set(DicomTag.PatientPosition, "HFS")
            .Set(DicomTag.RescaleIntercept, "-1024")
            .Set(DicomTag.RescaleSlope, "1")
            .Set(DicomTag.WindowCenter, protocol.BodyPart == "CHEST" ? @"40\-600" : "40")
            .Set(DicomTag.WindowWidth, protocol.BodyPart == "CHEST" ? @"400\1600" : "400")
            .Set(DicomTag.KVP, "120")
            .Set(DicomTag.XRayTubeCurrent, "180")
            .Set(DicomTag.ExposureTime, "500")
            .Set(DicomTag.GantryDetectorTilt, "0")
            .Set(DicomTag.TableHeight, "152")
            .Set(DicomTag.ConvolutionKernel, Kernel(protocol.Description));
        if (!protocol.IsLocalizer)
            dataset.Set(DicomTag.RescaleType, "HU");
    }

    public int PixelDataLength(SyntheticInstance instance) => instance.Series.Rows * instance.Series.Columns * 2;

    public void DrawPixels(SyntheticInstance instance, Span<byte> pixels)
    {
        // Air 24, lung 180, water 1024, soft tissue about 1070, bone 1900.
        var series = instance.Series;
        var canvas = new Canvas(MemoryMarshal.Cast<byte, ushort>(pixels), series.Rows, series.Columns);
        Phantom.DrawBody(canvas, instance, background: 24, tissue: 1070, bone: 1900,
            cavity: series.Protocol.BodyPart == "CHEST" ? 180 : 1034);
    }

    private static string Kernel(string description) => description.Split(' ')[2];

    private static double SliceThickness(string description) =>
        description.Contains("5.0", StringComparison.Ordinal) ? 5
        : description.Contains("3.0", StringComparison.Ordinal) ? 3 : 1;
}
