using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;

namespace PxSharp.Retrieve;

/// <summary>The presentation contexts of a C-GET: instances come in none but these.</summary>
/// <remarks>
/// PS3.8 7.1.1.13 allows 128. An SCP picks one transfer syntax for a context before it knows the instance, so that each
/// compressed one needs a context of its own if instances are to come as they are stored.
/// </remarks>
internal static class GetContexts
{
    private const int Limit = 128;

    private static readonly string[] Uncompressed =
    [
        DicomUID.ExplicitVRLittleEndian,
        DicomUID.ImplicitVRLittleEndian,
        DicomUID.DeflatedExplicitVRLittleEndian,
        DicomUID.ExplicitVRBigEndian,
    ];

    // The more usual ones first: with many SOP classes there is room for these only.
    private static readonly string[] Compressed =
    [
        "1.2.840.10008.1.2.4.70", // JPEG lossless, first order
        "1.2.840.10008.1.2.4.90", // JPEG 2000 lossless
        "1.2.840.10008.1.2.4.50", // JPEG baseline
        "1.2.840.10008.1.2.4.91", // JPEG 2000
        "1.2.840.10008.1.2.4.80", // JPEG-LS lossless
        "1.2.840.10008.1.2.5", // RLE lossless
        "1.2.840.10008.1.2.4.51", // JPEG extended
        "1.2.840.10008.1.2.4.57", // JPEG lossless
        "1.2.840.10008.1.2.4.81", // JPEG-LS near-lossless
        "1.2.840.10008.1.2.4.201", // HTJ2K lossless
        "1.2.840.10008.1.2.4.202", // HTJ2K lossless RPCL
        "1.2.840.10008.1.2.4.203", // HTJ2K
        "1.2.840.10008.1.2.4.100", // MPEG2 main profile, main level
        "1.2.840.10008.1.2.4.101", // MPEG2 main profile, high level
        "1.2.840.10008.1.2.4.102", // MPEG-4 AVC/H.264 high profile
        "1.2.840.10008.1.2.4.103", // MPEG-4 AVC/H.264 BD-compatible
        "1.2.840.10008.1.2.4.107", // HEVC/H.265 main profile
        "1.2.840.10008.1.2.4.108", // HEVC/H.265 main 10 profile
    ];

    /// <summary>What is retrieved most, for a PACS that does not tell SOP classes at IMAGE level.</summary>
    internal static IReadOnlyList<string> UsualClasses { get; } =
    [
        DicomUID.CTImageStorage,
        DicomUID.MRImageStorage,
        DicomUID.EnhancedCTImageStorage,
        DicomUID.EnhancedMRImageStorage,
        DicomUID.UltrasoundImageStorage,
        DicomUID.UltrasoundMultiFrameImageStorage,
        DicomUID.ComputedRadiographyImageStorage,
        DicomUID.DigitalXRayImageStorageForPresentation,
        DicomUID.DigitalXRayImageStorageForProcessing,
        DicomUID.DigitalMammographyXRayImageStorageForPresentation,
        DicomUID.DigitalMammographyXRayImageStorageForProcessing,
        DicomUID.BreastTomosynthesisImageStorage,
        DicomUID.XRayAngiographicImageStorage,
        DicomUID.XRayRadiofluoroscopicImageStorage,
        DicomUID.NuclearMedicineImageStorage,
        DicomUID.PositronEmissionTomographyImageStorage,
        DicomUID.EnhancedPETImageStorage,
        DicomUID.SecondaryCaptureImageStorage,
        DicomUID.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
        DicomUID.MultiFrameTrueColorSecondaryCaptureImageStorage,
        DicomUID.VLPhotographicImageStorage,
        DicomUID.VLEndoscopicImageStorage,
        DicomUID.OphthalmicPhotography8BitImageStorage,
        DicomUID.RTImageStorage,
        DicomUID.RTDoseStorage,
        DicomUID.RTStructureSetStorage,
        DicomUID.RTPlanStorage,
        DicomUID.SegmentationStorage,
        DicomUID.GrayscaleSoftcopyPresentationStateStorage,
        DicomUID.KeyObjectSelectionDocumentStorage,
        DicomUID.BasicTextSRStorage,
        DicomUID.EnhancedSRStorage,
        DicomUID.ComprehensiveSRStorage,
        DicomUID.XRayRadiationDoseSRStorage,
        DicomUID.EncapsulatedPDFStorage,
        DicomUID.RawDataStorage,
    ];

    /// <summary>Contexts for the query and the retrieve, and for storage of these SOP classes.</summary>
    /// <param name="find">The contexts of the query.</param>
    /// <param name="sopClasses">
    /// SOP classes to receive; classes that find no room are left out, the last ones first.
    /// </param>
    internal static IReadOnlyList<ProposedContext> For(
        IReadOnlyList<ProposedContext> find, IReadOnlyCollection<string> sopClasses)
    {
        List<ProposedContext> contexts =
        [
            .. find,
            new(QueryRetrieve.StudyRootGet, [DicomUID.ExplicitVRLittleEndian, DicomUID.ImplicitVRLittleEndian]),
        ];
        contexts.AddRange(
            sopClasses.Take(Limit - contexts.Count).Select(one => ProposedContext.ForGet(one, Uncompressed)));
        foreach (var syntax in Compressed)
        {
            if (contexts.Count + sopClasses.Count > Limit)
            {
                break;
            }
            contexts.AddRange(sopClasses.Select(one => ProposedContext.ForGet(one, [syntax])));
        }
        return contexts;
    }
}
