using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Server;

/// <summary>Sends the responses to one C-MOVE or C-GET, each as its handler leaves it.</summary>
internal sealed class RetrieveResponses(ServiceContext context, IRetrieveHandler handler, RetrieveRequest request)
{
    /// <param name="response">The response, pending or final.</param>
    /// <param name="failed">The instances that failed, for the identifier of a final response; null for none.</param>
    internal Task SendAsync(DimseCommand response, IReadOnlyList<string>? failed = null)
    {
        var reviewed = handler.Review(request, new MoveResponse(
            response.Status!.Value,
            response.Remaining,
            response.Completed,
            response.Failed,
            response.Warning,
            failed ?? [],
            response.ErrorComment));
        var command = response with
        {
            Status = reviewed.Status,
            Remaining = (ushort?)reviewed.Remaining,
            Completed = (ushort?)reviewed.Completed,
            Failed = (ushort?)reviewed.Failed,
            Warning = (ushort?)reviewed.Warning,
            ErrorComment = reviewed.ErrorComment,
        };
        return context.RespondAsync(command, Identifier(reviewed.FailedSOPInstanceUIDs));
    }

    private static DicomDataset? Identifier(IReadOnlyList<string> failed) =>
        failed.Count == 0 ? null : new DicomDataset().Set(DicomTag.FailedSOPInstanceUIDList, failed);
}
