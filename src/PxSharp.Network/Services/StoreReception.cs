using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>Takes one C-STORE-RQ and its data set, and hands the bytes on as they come.</summary>
/// <remarks>PS3.7 9.1.1.3; used by the server, and by the client in a C-GET.</remarks>
internal static class StoreReception
{
    /// <summary>Reads the message to its end, whatever the handler says.</summary>
    /// <returns>The response to send.</returns>
    internal static async Task<DimseCommand> ReceiveAsync(
        Association association,
        DimseReader reader,
        DimseMessage message,
        IStoreHandler handler,
        CancellationToken associationEnd)
    {
        var command = message.Command;
        if (!command.HasDataset)
            throw new ProtocolException(command.Name, "it has no data set");
        if (command.SOPClassUID is not { Length: > 0 } || command.SOPInstanceUID is not { Length: > 0 }
            || command.MessageId is null)
            throw new ProtocolException(command.Name, "SOP Class UID, SOP Instance UID or Message ID is missing");
        var result = await StoreAsync(Request(association, message), reader, handler, associationEnd);
        return command.Respond(result.Status, result.ErrorComment);
    }

    private static async Task<StoreResult> StoreAsync(
        StoreRequest request, DimseReader reader, IStoreHandler handler, CancellationToken associationEnd)
    {
        StoreResult? failure = null;
        IStoreReceiver? receiver = null;
        try
        {
            try
            {
                receiver = await handler.BeginAsync(request, associationEnd);
            }
            catch (Exception exception) when (!HandlerFailure.EndsAssociation(exception, associationEnd))
            {
                failure = StoreResult.FromException(exception);
            }
            while (reader.HasDataset)
            {
                var piece = await reader.ReceiveDataAsync();
                if (failure is not null)
                    continue;
                try
                {
                    foreach (var segment in piece)
                    {
                        if (!segment.IsEmpty)
                            await receiver!.WriteAsync(segment, associationEnd);
                    }
                }
                catch (Exception exception) when (!HandlerFailure.EndsAssociation(exception, associationEnd))
                {
                    failure = StoreResult.FromException(exception);
                }
            }
            if (failure is { } failed)
                return failed;
            try
            {
                return await receiver!.CompleteAsync(associationEnd);
            }
            catch (Exception exception) when (!HandlerFailure.EndsAssociation(exception, associationEnd))
            {
                return StoreResult.FromException(exception);
            }
        }
        finally
        {
            if (receiver is not null)
                await receiver.DisposeAsync();
        }
    }

    private static StoreRequest Request(Association association, DimseMessage message)
    {
        var command = message.Command;
        var originator = command.MoveOriginatorAETitle is { Length: > 0 } title
            ? new MoveOriginator(title, command.MoveOriginatorMessageId ?? 0)
            : null;
        return new StoreRequest(
            command.SOPClassUID!,
            command.SOPInstanceUID!,
            message.Context.TransferSyntax!,
            association.Agreement.CallingAETitle,
            association.Agreement.CalledAETitle,
            association.RemoteAddress,
            command.MessageId!.Value,
            originator);
    }
}
