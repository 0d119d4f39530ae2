using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>How one series is acquired. More than one frame makes every instance a multi-frame one.</summary>
internal sealed record SeriesProtocol(
    IModality Modality, string Description, string BodyPart, int Instances, int Rows, int Columns, int Frames = 1)
{
    /// <summary>SOP Class UID (0008,0016) of the instances.</summary>
    public string SOPClassUID => Modality.Code switch
    {
        "MR" => DicomUID.MRImageStorage,
        "CT" => DicomUID.CTImageStorage,
        _ => Frames > 1 ? DicomUID.UltrasoundMultiFrameImageStorage : DicomUID.UltrasoundImageStorage,
    };

    /// <summary>Whether the images are overviews that the slices are planned on.</summary>
    public bool IsLocalizer => Instances <= 3 && Modality.Code != "US";
}
