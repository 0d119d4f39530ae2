using PxSharp.Dicom;

namespace PxSharp.Network.Dimse;

/// <summary>One answer to a C-FIND: a match, or the last one, which says how it ended.</summary>
/// <remarks>PS3.4 C.4.1. Both FF00 and FF01 are a match.</remarks>
/// <param name="Status">The status as sent.</param>
/// <param name="Identifier">The match; null in the last response.</param>
/// <param name="ErrorComment">(0000,0902) as sent; null when there is none.</param>
/// <param name="OffendingElements">(0000,0901) as sent.</param>
public sealed record FindResponse(
    DimseStatus Status,
    DicomDataset? Identifier,
    string? ErrorComment = null,
    IReadOnlyList<DicomTag>? OffendingElements = null);
