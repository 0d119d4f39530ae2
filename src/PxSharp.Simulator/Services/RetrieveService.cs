using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Simulator.Archive;
using PxSharp.Simulator.Query;

namespace PxSharp.Simulator.Services;

/// <summary>Picks what a C-MOVE or C-GET asks for; the server sends it.</summary>
/// <remarks>PS3.4 C.4.2, C.4.3.</remarks>
internal sealed class RetrieveService(SimulatedPacs pacs, LateSender lateSender, bool relationalQueries)
    : IMoveHandler, IGetHandler
{
    public ValueTask<MoveDestination?> FindDestinationAsync(string aeTitle, CancellationToken cancellationToken) =>
        ValueTask.FromResult(pacs.FindDestination(aeTitle));

    public ValueTask<IReadOnlyList<StoreSource>> SelectAsync(
        RetrieveRequest request, CancellationToken cancellationToken)
    {
        pacs.ReceivedRetrievals.Enqueue(request);
        var plan = pacs.Plan;
        plan.RefuseRetrieval();
        var identifier = QueryIdentifier.Read(request.SOPClassUID, request.Identifier);
        identifier.RequireKeyOfLevel();
        if (!relationalQueries)
            identifier.RequireKeysAbove();
        var instances = pacs.Archive.InstancesOf(pacs.Archive.Select(identifier));
        IReadOnlyList<StoreSource> sources = [.. instances.Select(instance => Source(instance, plan))];
        if (plan.Faults.LateSubOperations is not { } late || request.MoveDestination is not { } title)
            return ValueTask.FromResult(sources);
        if (pacs.FindDestination(title) is { } destination)
            lateSender.Send(late, destination, title, sources);
        return ValueTask.FromResult<IReadOnlyList<StoreSource>>([]);
    }

    public MoveResponse Review(RetrieveRequest request, MoveResponse response)
    {
        var faults = pacs.Faults;
        var done = response.Completed + response.Failed + response.Warning;
        if (faults.AbortAfterSubOperations is { } limit && done >= limit)
            throw new AbortAssociationException($"simulated: abort after {limit} sub-operations");
        if (faults.ClaimSuccess && response.Failed > 0 && !response.Status.IsPending)
            response = response with { Status = DimseStatus.Success, FailedSOPInstanceUIDs = [], ErrorComment = null };
        return faults.OmitSubOperationCounts
            ? response with { Remaining = null, Completed = null, Failed = null, Warning = null }
            : response;
    }

    private static StoreSource Source(IArchivedInstance instance, FaultPlan plan) => new()
    {
        SOPClassUID = instance.SOPClassUID,
        SOPInstanceUID = instance.SOPInstanceUID,
        TransferSyntaxUID = instance.TransferSyntaxUID,
        OpenAsync = async cancellationToken =>
        {
            var faults = plan.Faults;
            await plan.DelayAsync(cancellationToken).ConfigureAwait(false);
            if (faults.FailedInstances.Contains(instance.SOPInstanceUID))
                throw new IOException("simulated: the instance cannot be read");
            var bytes = instance.Open();
            return faults.DropConnectionInInstance == instance.SOPInstanceUID ? new BrokenStream(bytes) : bytes;
        },
    };
}
