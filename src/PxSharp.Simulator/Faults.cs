using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;

namespace PxSharp.Simulator;

/// <summary>What a <see cref="SimulatedPacs"/> does wrong, on purpose. The default is nothing.</summary>
/// <remarks>
/// Each fault is one that real peers have. They can be combined, and changed while the PACS runs, by
/// <see cref="SimulatedPacs.Faults"/>: what is set then holds from the next association or request on.
/// </remarks>
public sealed record Faults
{
    /// <summary>No fault at all.</summary>
    public static Faults None { get; } = new();

    /// <summary>Associations are rejected for this reason; null: they are accepted.</summary>
    public Rejection? RejectAssociations { get; init; }

    /// <summary>How many associations are rejected before one is accepted. Default: all.</summary>
    public int RejectedAssociations { get; init; } = int.MaxValue;

    /// <summary>How many C-FIND requests are answered A700 before one is served. Default 0.</summary>
    public int BusyQueries { get; init; }

    /// <summary>How many C-MOVE and C-GET requests are answered A701 before one is served. Default 0.</summary>
    public int BusyRetrievals { get; init; }

    /// <summary>What each C-MOVE and C-GET is answered, with nothing sent; null: it is served.</summary>
    public DimseStatus? RetrieveStatus { get; init; }

    /// <summary>How long the PACS waits before each match of a query and each sub-operation. Default: not.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The association is aborted after this many matches of a query; null: it is not.</summary>
    /// <remarks>Also when there are just as many: the final response is never sent.</remarks>
    public int? AbortAfterMatches { get; init; }

    /// <summary>
    /// The association of a C-MOVE or C-GET is aborted after this many sub-operations, 1 or more; null: it is not.
    /// </summary>
    public int? AbortAfterSubOperations { get; init; }

    /// <summary>SOP Instance UIDs whose sub-operations fail.</summary>
    public IReadOnlyCollection<string> FailedInstances { get; init; } = [];

    /// <summary>
    /// Whether the final response of a C-MOVE or C-GET is 0000 although sub-operations failed, without a list of them;
    /// the counts are right.
    /// </summary>
    public bool ClaimSuccess { get; init; }

    /// <summary>Whether responses to C-MOVE and C-GET have no counts of sub-operations.</summary>
    public bool OmitSubOperationCounts { get; init; }

    /// <summary>SOP Instance UID of an instance in the midst of which the connection is dropped; null: none.</summary>
    public string? DropConnectionInInstance { get; init; }

    /// <summary>
    /// Sends the instances of a C-MOVE this long after its final response, which is 0000 with no sub-operation; null:
    /// before it, as usual.
    /// </summary>
    public TimeSpan? LateSubOperations { get; init; }

    /// <summary>Whether no move destination is known, so that each C-MOVE is answered A801.</summary>
    public bool NoDestinations { get; init; }

    /// <summary>Whether queries are matched by unique keys only: all else matches whatever it is asked.</summary>
    /// <remarks>PS3.4 C.2.2.1.3 lets an SCP ignore optional keys.</remarks>
    public bool IgnoreOptionalKeys { get; init; }

    /// <summary>Keys that the PACS does not know: neither matched nor returned.</summary>
    public IReadOnlyCollection<DicomTag> UnsupportedKeys { get; init; } = [];

    /// <summary>Whether queries at the SERIES level fail (C000).</summary>
    public bool NoSeriesLevel { get; init; }

    /// <summary>Whether queries at the IMAGE level are refused (A900), as some archives do.</summary>
    public bool NoImageLevel { get; init; }

    /// <summary>What each C-STORE is answered, without the instance being kept; null: it is kept.</summary>
    public DimseStatus? StoreStatus { get; init; }
}
