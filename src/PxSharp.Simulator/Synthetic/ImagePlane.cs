using System.Globalization;
using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>Where a slice lies: the Frame of Reference, Image Plane and Image Pixel modules of CT and MR.</summary>
/// <remarks>PS3.3 C.7.4.1, C.7.6.2, C.7.6.3.</remarks>
internal static class ImagePlane
{
    private const string Axial = @"1\0\0\0\1\0";
    private const string Sagittal = @"0\1\0\0\0\-1";
    private const string Coronal = @"1\0\0\0\0\-1";

    public static void Add(DicomDataset dataset, SyntheticInstance instance, double spacingBetweenSlices)
    {
        var series = instance.Series;
        var protocol = series.Protocol;
        var orientation = protocol.Description.Contains("sagittal", StringComparison.Ordinal) ? Sagittal
            : protocol.Description.Contains("coronal", StringComparison.Ordinal) || protocol.Modality.Code == "CT"
                && protocol.IsLocalizer ? Coronal
            : protocol.IsLocalizer ? (instance.InstanceNumber % 3) switch { 1 => Axial, 2 => Sagittal, _ => Coronal }
            : Axial;
        var fieldOfView = protocol.BodyPart is "HEAD" or "KNEE" ? 240.0 : 380.0;
        var spacing = fieldOfView / Math.Max(series.Rows, series.Columns);
        var slice = protocol.IsLocalizer ? 0 : SlicePosition(instance, spacingBetweenSlices);
        double width = spacing * series.Columns / 2, height = spacing * series.Rows / 2;
        var position = orientation switch
        {
            Sagittal => Triple(slice, -width, height),
            Coronal => Triple(-width, slice, height),
            _ => Triple(-width, -height, slice),
        };
        dataset
            .Set(DicomTag.FrameOfReferenceUID, $"{series.Study.StudyInstanceUID}.0.1")
            .Set(DicomTag.PositionReferenceIndicator, "")
            .Set(DicomTag.ImageOrientationPatient, orientation)
            .Set(DicomTag.ImagePositionPatient, position)
            .Set(DicomTag.PixelSpacing, $@"{Number(spacing)}\{Number(spacing)}")
            .Set(DicomTag.SliceThickness, spacingBetweenSlices)
            .Set(DicomTag.SliceLocation, Number(slice));
        AddPixelDescription(dataset, series);
    }

    /// <summary>-1 at the first slice of the series, 1 at the last.</summary>
    public static double RelativePosition(SyntheticInstance instance)
    {
        var count = instance.Series.InstanceCount;
        return count == 1 ? 0 : (2.0 * (instance.InstanceNumber - 1) / (count - 1)) - 1;
    }

    private static double SlicePosition(SyntheticInstance instance, double spacing) =>
        RelativePosition(instance) * spacing * (instance.Series.InstanceCount - 1) / 2;

    private static void AddPixelDescription(DicomDataset dataset, SyntheticSeries series) => dataset
        .Set(DicomTag.SamplesPerPixel, 1)
        .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
        .Set(DicomTag.Rows, series.Rows)
        .Set(DicomTag.Columns, series.Columns)
        .Set(DicomTag.BitsAllocated, 16)
        .Set(DicomTag.BitsStored, 12)
        .Set(DicomTag.HighBit, 11)
        .Set(DicomTag.PixelRepresentation, 0);

    private static string Triple(double x, double y, double z) => $@"{Number(x)}\{Number(y)}\{Number(z)}";

    private static string Number(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);
}
