namespace PxSharp.Dicom.Tests;

internal static class Syntaxes
{
    /// <summary>The four encodings, and one with encapsulated pixel data.</summary>
    internal static TransferSyntax[] All { get; } =
    [
        TransferSyntax.ImplicitVRLittleEndian,
        TransferSyntax.ExplicitVRLittleEndian,
        TransferSyntax.ExplicitVRBigEndian,
        TransferSyntax.DeflatedExplicitVRLittleEndian,
        TransferSyntax.Of(DicomUID.RLELossless),
    ];
}
