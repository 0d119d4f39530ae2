using PxSharp.Dicom;

namespace PxSharp.Network.Dimse;

/// <summary>The answer to a C-STORE.</summary>
/// <remarks>PS3.4 B.2.3: B000, B006 and B007 mean stored, with a warning.</remarks>
/// <param name="Status">The status as sent.</param>
/// <param name="ErrorComment">(0000,0902) as sent; null when there is none.</param>
/// <param name="OffendingElements">(0000,0901) as sent.</param>
public sealed record StoreResponse(
    DimseStatus Status, string? ErrorComment = null, IReadOnlyList<DicomTag>? OffendingElements = null)
{
    /// <summary>Whether the peer has the instance, with or without a warning.</summary>
    public bool IsStored => Status.IsSuccess || Status.IsWarning;
}
