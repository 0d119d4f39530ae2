using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>The C-STORE of an instance to send.</summary>
/// <remarks>PS3.7 9.3.1.</remarks>
internal static class StoreCommand
{
    internal static DimseCommand Of(StoreSource source, ushort messageId) => new()
    {
        Field = CommandField.StoreRequest,
        SOPClassUID = source.SOPClassUID,
        SOPInstanceUID = source.SOPInstanceUID,
        MessageId = messageId,
        Priority = source.Priority,
        MoveOriginatorAETitle = source.MoveOriginator?.AETitle,
        MoveOriginatorMessageId = source.MoveOriginator?.MessageId,
    };

    internal static StoreResponse ResponseOf(DimseCommand response) =>
        new(response.Status ?? DimseStatus.ProcessingFailure, response.ErrorComment, response.OffendingElements);
}
