using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>Ultrasound (PS3.3 A.6, A.7, C.8.5.6): 8-bit RGB, stills or cine loops.</summary>
internal sealed class USModality : IModality
{
    private const int SamplesPerPixel = 3;

    public static USModality Instance { get; } = new();

    public string Code => "US";

    public DicomVR PixelDataVR => DicomVR.OB;

    public void AddAttributes(DicomDataset dataset, SyntheticInstance instance)
    {
        var series = instance.Series;
        dataset
            .Set(DicomTag.ImageType, @"ORIGINAL\PRIMARY\ABDOMINAL\0011")
            .Set(DicomTag.Manufacturer, "PxSharp")
            .Set(DicomTag.ManufacturerModelName, "Synthetic US C5")
            .Set(DicomTag.PatientOrientation, "")
            .Set(DicomTag.LossyImageCompression, "00")
            .Set(DicomTag.UltrasoundColorDataPresent, 1)
            .Set(DicomTag.TransducerData, "C5-1")
            .Set(DicomTag.SamplesPerPixel, SamplesPerPixel)
            .Set(DicomTag.PhotometricInterpretation, "RGB")
            .Set(DicomTag.PlanarConfiguration, 0)
            .Set(DicomTag.Rows, series.Rows)
            .Set(DicomTag.Columns, series.Columns)
            .Set(DicomTag.BitsAllocated, 8)
            .Set(DicomTag.BitsStored, 8)
            .Set(DicomTag.HighBit, 7)
            .Set(DicomTag.PixelRepresentation, 0);
        if (series.Protocol.Frames == 1)
            return;
        dataset
            .Set(DicomTag.NumberOfFrames, series.Protocol.Frames)
            .Set(DicomTag.FrameIncrementPointer, "(0018,1063)")
            .Set(DicomTag.FrameTime, "40")
            .Set(DicomTag.CineRate, 25);
    }

    public int PixelDataLength(SyntheticInstance instance)
    {
        var length = FrameLength(instance.Series) * instance.Series.Protocol.Frames;
        return length + (length & 1);
    }

    public void DrawPixels(SyntheticInstance instance, Span<byte> pixels)
    {
        var series = instance.Series;
        for (var frame = 0; frame < series.Protocol.Frames; frame++)
        {
            var moment = instance.InstanceNumber + (2.0 * Math.PI * frame / series.Protocol.Frames);
            var picture = pixels.Slice(frame * FrameLength(series), FrameLength(series));
            Sector.Draw(picture, series.Rows, series.Columns, moment, series.Study.Patient.Seed + frame);
        }
    }

    private static int FrameLength(SyntheticSeries series) => series.Rows * series.Columns * SamplesPerPixel;
}
