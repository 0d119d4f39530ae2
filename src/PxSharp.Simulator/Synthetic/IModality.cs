using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>What one kind of equipment writes: the attributes that its IOD adds, and its picture.</summary>
internal interface IModality
{
    /// <summary>Modality (0008,0060).</summary>
    string Code { get; }

    /// <summary>The VR of Pixel Data (PS3.5 A.2: OW where more than 8 bits are allocated).</summary>
    DicomVR PixelDataVR { get; }

    /// <summary>Adds the attributes of the IOD's image modules.</summary>
    void AddAttributes(DicomDataset dataset, SyntheticInstance instance);

    /// <summary>Bytes of Pixel Data; even.</summary>
    int PixelDataLength(SyntheticInstance instance);

    /// <summary>Fills Pixel Data.</summary>
    void DrawPixels(SyntheticInstance instance, Span<byte> pixels);
}
