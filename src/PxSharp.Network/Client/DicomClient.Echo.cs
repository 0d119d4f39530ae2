using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>Asks whether the peer is there (C-ECHO).</summary>
    /// <remarks>PS3.7 9.1.5; the association needs a context for <see cref="DicomUID.Verification"/>.</remarks>
    public Task<DimseResponse> EchoAsync(CancellationToken cancellationToken = default) =>
        RunAsync(EchoCoreAsync, cancellationToken);

    private async Task<DimseResponse> EchoCoreAsync()
    {
        var context = _association.Agreement.ForRequest(DicomUID.Verification);
        var request = new DimseCommand
        {
            Field = CommandField.EchoRequest,
            SOPClassUID = DicomUID.Verification,
            MessageId = NextMessageId(),
        };
        await _writer.SendAsync(context.Id, request);
        var response = (await ReceiveResponseAsync(request)).Command;
        return new DimseResponse(response.Status!.Value, response.ErrorComment);
    }
}
