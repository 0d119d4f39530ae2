using PxSharp.Dicom;

namespace PxSharp.Network.Dimse;

/// <summary>One answer to a C-MOVE or C-GET: how far it is (pending), or how it ended.</summary>
/// <remarks>
/// PS3.4 C.4.2 and C.4.3. A count that the peer did not send is null, which means unknown, not zero. Read the counts
/// whatever
/// the status says: some peers answer 0000 although every sub-operation failed.
/// </remarks>
/// <param name="Status">The status as sent.</param>
/// <param name="Remaining">Sub-operations still to do; only in pending and cancel responses.</param>
/// <param name="Completed">Sub-operations done without warning.</param>
/// <param name="Failed">Sub-operations failed.</param>
/// <param name="Warning">Sub-operations done with a warning.</param>
/// <param name="FailedSOPInstanceUIDs">(0008,0058) of the identifier; empty when there is none.</param>
/// <param name="ErrorComment">(0000,0902) as sent; null when there is none.</param>
/// <param name="OffendingElements">(0000,0901) as sent.</param>
public sealed record MoveResponse(
    DimseStatus Status,
    int? Remaining,
    int? Completed,
    int? Failed,
    int? Warning,
    IReadOnlyList<string> FailedSOPInstanceUIDs,
    string? ErrorComment = null,
    IReadOnlyList<DicomTag>? OffendingElements = null);
