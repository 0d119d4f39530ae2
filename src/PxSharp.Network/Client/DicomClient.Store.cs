using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>Sends an instance (C-STORE) on the context that has its SOP class and transfer syntax.</summary>
    /// <param name="source">The instance; its bytes are sent as they are and never held in memory as a whole.</param>
    /// <param name="cancellationToken">
    /// Gives up; as part of the message may be out, that aborts the association.
    /// </param>
    /// <remarks>
    /// PS3.7 9.1.1. An exception of the source's stream is thrown as it is; if part of the instance was sent by then,
    /// the
    /// association is aborted.
    /// </remarks>
    public Task<StoreResponse> StoreAsync(StoreSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return RunAsync(() => StoreCoreAsync(source, cancellationToken), cancellationToken);
    }

    /// <summary>Whether the association has a context to send instances of this kind as they are.</summary>
    /// <param name="sopClassUID">UID of the SOP class.</param>
    /// <param name="transferSyntaxUID">UID of the transfer syntax of their bytes.</param>
    public bool CanStore(string sopClassUID, string transferSyntaxUID) =>
        _association.Agreement.TryForRequest(sopClassUID, transferSyntaxUID) is not null;

    private async Task<StoreResponse> StoreCoreAsync(StoreSource source, CancellationToken cancellationToken)
    {
        var context = _association.Agreement.ForRequest(source.SOPClassUID, source.TransferSyntaxUID);
        var request = StoreCommand.Of(source, NextMessageId());
        var dataset = await source.OpenAsync(cancellationToken);
        await using (dataset)
            await _writer.SendAsync(context.Id, request, dataset, cancellationToken);
        var response = (await ReceiveResponseAsync(request)).Command;
        return StoreCommand.ResponseOf(response);
    }
}
