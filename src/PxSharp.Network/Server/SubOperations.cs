using PxSharp.Network.Dimse;

namespace PxSharp.Network.Server;

/// <summary>
/// Counts the C-STORE sub-operations of a C-MOVE or C-GET, and makes the responses that tell the counts.
/// </summary>
/// <remarks>PS3.4 C.4.2 and C.4.3; the number of remaining ones stands in pending and cancel responses only.</remarks>
internal sealed class SubOperations(int total)
{
    private readonly List<string> _failed = [];
    private int _completed;
    private int _warning;

    private int Remaining => total - _completed - _warning - _failed.Count;

    /// <summary>Takes how one ended.</summary>
    /// <param name="sopInstanceUID">The instance.</param>
    /// <param name="status">What the receiver answered; null when it did not come to that.</param>
    internal void Count(string sopInstanceUID, DimseStatus? status)
    {
        if (status is { IsSuccess: true })
            _completed++;
        else if (status is { IsWarning: true })
            _warning++;
        else
            _failed.Add(sopInstanceUID);
    }

    internal DimseCommand Pending(DimseCommand request) =>
        WithCounts(request.Respond(DimseStatus.Pending)) with { Remaining = Short(Remaining) };

    /// <summary>The last response.</summary>
    /// <param name="request">What it answers.</param>
    /// <param name="isCancelled">Whether a C-CANCEL ended it.</param>
    /// <param name="errorComment">What to say about failures; null for nothing.</param>
    internal DimseCommand Final(DimseCommand request, bool isCancelled, string? errorComment)
    {
        var status = isCancelled ? DimseStatus.Cancel
            : _failed.Count == 0 && _warning == 0 ? DimseStatus.Success
            : _failed.Count == total ? DimseStatus.OutOfResourcesForSubOperations
            : DimseStatus.SubOperationsCompleteWithFailures;
        var response = WithCounts(request.Respond(status, _failed.Count > 0 ? errorComment : null));
        return isCancelled ? response with { Remaining = Short(Remaining) } : response;
    }

    /// <summary>The instances that failed so far.</summary>
    internal IReadOnlyList<string> Failed => _failed;

    private DimseCommand WithCounts(DimseCommand response) => response with
    {
        Completed = Short(_completed),
        Failed = Short(_failed.Count),
        Warning = Short(_warning),
    };

    /// <summary>A count is a US: beyond 65535 it stands still.</summary>
    private static ushort Short(int count) => (ushort)Math.Min(count, ushort.MaxValue);
}
