using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Simulator.Services;

/// <summary>Takes instances into the archive: in memory, or as Part 10 files in a folder.</summary>
internal sealed class StoreService(SimulatedPacs pacs, string? folder) : IStoreHandler
{
    public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        if (pacs.Faults.StoreStatus is { IsSuccess: false } status)
            throw new DimseFailureException(status, "simulated");
        if (folder is not null && !DicomUID.IsValid(request.SOPInstanceUID))
            throw new DimseFailureException(DimseStatus.InvalidSOPInstance, "SOP Instance UID is not valid");
        return ValueTask.FromResult<IStoreReceiver>(folder is null
            ? new MemoryReceiver(pacs.Archive, request)
            : new FileReceiver(pacs.Archive, request, folder));
    }
}
