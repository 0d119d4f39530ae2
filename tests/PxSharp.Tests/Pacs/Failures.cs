using PxSharp.Network;

namespace PxSharp.Tests.Pacs;

/// <summary>Failures of the network, as a test needs them.</summary>
internal static class Failures
{
    internal static DicomNetworkException Silence() =>
        new DicomTimeoutException("DimseTimeout", TimeSpan.FromSeconds(1), "response");

    internal static DicomNetworkException NoContext() =>
        new ContextNotAcceptedException(Dicom.DicomUID.MRImageStorage, "the peer refuses MR Image Storage");
}
