namespace PxSharp.Dicom;

/// <summary>How a data set is turned into bytes.</summary>
/// <remarks>PS3.5 10 and Annex A.</remarks>
/// <param name="UID">The UID that names it.</param>
/// <param name="IsExplicitVR">Whether each element carries its VR.</param>
/// <param name="IsBigEndian">Whether numbers stand most significant byte first.</param>
/// <param name="IsDeflated">Whether the bytes are compressed as a whole (raw deflate).</param>
/// <param name="IsEncapsulated">Whether pixel data is compressed fragments.</param>
public sealed record TransferSyntax(
    string UID, bool IsExplicitVR, bool IsBigEndian, bool IsDeflated, bool IsEncapsulated)
{
    /// <summary>The default of the standard; every implementation has it.</summary>
    public static readonly TransferSyntax ImplicitVRLittleEndian =
        new(DicomUID.ImplicitVRLittleEndian, false, false, false, false);

    /// <summary>Explicit VR, least significant byte first.</summary>
    public static readonly TransferSyntax ExplicitVRLittleEndian =
        new(DicomUID.ExplicitVRLittleEndian, true, false, false, false);

    /// <summary>Explicit VR, most significant byte first; retired.</summary>
    public static readonly TransferSyntax ExplicitVRBigEndian =
        new(DicomUID.ExplicitVRBigEndian, true, true, false, false);

    /// <summary>Explicit VR little endian, deflated as a whole.</summary>
    public static readonly TransferSyntax DeflatedExplicitVRLittleEndian =
        new(DicomUID.DeflatedExplicitVRLittleEndian, true, false, true, false);

    /// <summary>PS3.6's name; the UID itself when it is not registered.</summary>
    public string Name => DicomUID.NameOf(UID) ?? UID;

    /// <summary>The transfer syntax of <paramref name="uid"/>.</summary>
    /// <remarks>
    /// Any that is not known is explicit VR little endian with encapsulated pixel data (PS3.5 10, A.4).
    /// </remarks>
    public static TransferSyntax Of(string uid) => uid switch
    {
        DicomUID.ImplicitVRLittleEndian => ImplicitVRLittleEndian,
        DicomUID.ExplicitVRLittleEndian => ExplicitVRLittleEndian,
        DicomUID.ExplicitVRBigEndian => ExplicitVRBigEndian,
        DicomUID.DeflatedExplicitVRLittleEndian => DeflatedExplicitVRLittleEndian,
        DicomUID.Papyrus3ImplicitVRLittleEndian => new(uid, false, false, false, false),
        DicomUID.JPIPReferenced or DicomUID.JPIPHTJ2KReferenced => new(uid, true, false, false, false),
        DicomUID.JPIPReferencedDeflate or DicomUID.JPIPHTJ2KReferencedDeflate => new(uid, true, false, true, false),
        DicomUID.SMPTEST211020UncompressedProgressiveActiveVideo
            or DicomUID.SMPTEST211020UncompressedInterlacedActiveVideo or DicomUID.SMPTEST211030PCMDigitalAudio =>
            new(uid, true, false, false, false),
        _ => new(uid, true, false, false, true),
    };
}
