using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>Queries (C-FIND): matches as they come, then one last response without one.</summary>
    /// <param name="sopClassUID">The information model: <see cref="QueryRetrieve.StudyRootFind"/> or such.</param>
    /// <param name="identifier">Level and keys.</param>
    /// <param name="cancellationToken">
    /// Cancels the query with a C-CANCEL, as ending the enumeration early does too. The association goes on unless the
    /// peer
    /// does not end the query within <see cref="Associations.AssociationOptions.CancelTimeout"/>.
    /// </param>
    /// <remarks>PS3.7 9.1.2, PS3.4 C.4.1.</remarks>
    public async IAsyncEnumerable<FindResponse> FindAsync(
        string sopClassUID,
        DicomDataset identifier,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sopClassUID);
        ArgumentNullException.ThrowIfNull(identifier);
        var operation = await Operation.StartAsync(
            this, CommandField.FindRequest, sopClassUID, moveDestination: null, identifier, cancellationToken);
        await using (operation)
        {
            while (!operation.IsFinished)
            {
                var (response, match) = await operation.NextWithIdentifierAsync();
                var status = response.Status!.Value;
                yield return new FindResponse(
                    status, status.IsPending ? match : null, response.ErrorComment, response.OffendingElements);
            }
        }
    }
}
