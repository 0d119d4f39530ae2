namespace PxSharp.Dicom;

/// <summary>Codes beside <see cref="DicomVR"/> in the dictionary's VR column, where PS3.6 leaves a choice.</summary>
internal static class AmbiguousVR
{
    internal const byte OBOrOW = 0x80;
    internal const byte USOrSS = 0x81;
    internal const byte USOrOW = 0x82;
    internal const byte USOrSSOrOW = 0x83;

    /// <summary>The VR when nothing else in the data set is known.</summary>
    internal static DicomVR Default(byte code) => code switch
    {
        OBOrOW or USOrOW => DicomVR.OW,
        USOrSS or USOrSSOrOW => DicomVR.US,
        _ => (DicomVR)code,
    };
}
