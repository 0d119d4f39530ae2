using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>
    /// Has the peer send instances to an AE title that it knows (C-MOVE): progress as it comes, then one last response.
    /// </summary>
    /// <param name="sopClassUID">The information model: <see cref="QueryRetrieve.StudyRootMove"/> or such.</param>
    /// <param name="moveDestination">AE title of who is to receive them.</param>
    /// <param name="identifier">Level and unique keys, nothing else.</param>
    /// <param name="cancellationToken">Cancels as for <see cref="FindAsync"/>.</param>
    /// <remarks>PS3.7 9.1.4, PS3.4 C.4.2. Instances may still arrive after the last response.</remarks>
    public async IAsyncEnumerable<MoveResponse> MoveAsync(
        string sopClassUID,
        string moveDestination,
        DicomDataset identifier,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sopClassUID);
        ArgumentNullException.ThrowIfNull(identifier);
        var destination = AETitle.Normalize(moveDestination);
        var operation = await Operation.StartAsync(
            this, CommandField.MoveRequest, sopClassUID, destination, identifier, cancellationToken);
        await using (operation)
        {
            while (!operation.IsFinished)
            {
                var (response, failed) = await operation.NextWithIdentifierAsync();
                yield return ProgressOf(response, failed);
            }
        }
    }

    private static MoveResponse ProgressOf(DimseCommand response, DicomDataset? identifier) => new(
        response.Status!.Value,
        response.Remaining,
        response.Completed,
        response.Failed,
        response.Warning,
        identifier?.GetStrings(DicomTag.FailedSOPInstanceUIDList) ?? [],
        response.ErrorComment,
        response.OffendingElements);
}
