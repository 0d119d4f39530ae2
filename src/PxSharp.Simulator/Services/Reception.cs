using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Simulator.Archive;

namespace PxSharp.Simulator.Services;

/// <summary>The end of a C-STORE: the instance is what it was announced to be, and the archive has it.</summary>
internal static class Reception
{
    /// <summary>What to answer when the data set is another one than announced; null when it is the one.</summary>
    /// <remarks>PS3.4 B.2.3: A900, data set does not match SOP class.</remarks>
    public static StoreResult? Refusal(StoreRequest request, IArchivedInstance instance) =>
        instance.SOPClassUID == request.SOPClassUID && instance.SOPInstanceUID == request.SOPInstanceUID
            ? null
            : new StoreResult(DimseStatus.DataSetDoesNotMatchSOPClass, "UIDs of data set and command differ");

    public static StoreResult Keep(PacsArchive archive, StoreRequest request, IArchivedInstance instance)
    {
        if (Refusal(request, instance) is { } refusal)
            return refusal;
        archive.Add(instance);
        return StoreResult.Success;
    }
}
