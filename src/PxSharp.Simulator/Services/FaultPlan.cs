using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;

namespace PxSharp.Simulator.Services;

/// <summary>Faults, and how often the counted ones have still to happen.</summary>
internal sealed class FaultPlan(Faults faults)
{
    private int _rejections = faults.RejectAssociations is null ? 0 : faults.RejectedAssociations;
    private int _busyQueries = faults.BusyQueries;
    private int _busyRetrievals = faults.BusyRetrievals;

    public Faults Faults { get; } = faults;

    /// <summary>Why the next association is rejected; null: it is not.</summary>
    public Rejection? TakeRejection() => Take(ref _rejections) ? Faults.RejectAssociations : null;

    /// <exception cref="DimseFailureException">A700: this query is one of those that are refused.</exception>
    public void RefuseBusyQuery()
    {
        if (Take(ref _busyQueries))
            throw new DimseFailureException(DimseStatus.OutOfResources, "simulated: busy");
    }

    /// <exception cref="DimseFailureException">This retrieve is one of those that are refused.</exception>
    public void RefuseRetrieval()
    {
        if (Faults.RetrieveStatus is { } status)
            throw new DimseFailureException(status, "simulated: refused");
        if (Take(ref _busyRetrievals))
            throw new DimseFailureException(DimseStatus.OutOfResourcesForMatches, "simulated: busy");
    }

    public async ValueTask DelayAsync(CancellationToken cancellationToken)
    {
        if (Faults.Delay > TimeSpan.Zero)
            await Task.Delay(Faults.Delay, cancellationToken).ConfigureAwait(false);
    }

    private static bool Take(ref int left)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref left);
            if (seen <= 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref left, seen - 1, seen) != seen);
        return true;
    }
}
