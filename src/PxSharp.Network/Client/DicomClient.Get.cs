using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Client;

public sealed partial class DicomClient
{
    /// <summary>
    /// The contexts that were proposed to receive instances by C-GET and cannot: refused, or without the SCP role.
    /// Instances of
    /// their SOP classes will not come, unless another context has the class too: tell the user before the C-GET.
    /// </summary>
    public IReadOnlyList<PresentationContext> ContextsThatCannotReceive =>
        [.. Contexts.Where(context => context.IsProposedToReceive && !(context.IsAccepted && context.ScpRole))];

    /// <summary>
    /// Has the peer send instances on this association (C-GET): progress as it comes, then one last response.
    /// </summary>
    /// <param name="sopClassUID">The information model: <see cref="QueryRetrieve.StudyRootGet"/> or such.</param>
    /// <param name="identifier">Level and unique keys, nothing else.</param>
    /// <param name="handler">Takes the instances.</param>
    /// <param name="cancellationToken">Cancels as for <see cref="FindAsync"/>.</param>
    /// <remarks>
    /// PS3.7 9.1.3, PS3.4 C.4.3. The association needs a context for each storage SOP class in which we are the SCP
    /// (<see cref="ProposedContext.ForGet"/>).
    /// </remarks>
    /// <exception cref="ContextNotAcceptedException">There is no context that instances could come in.</exception>
    public async IAsyncEnumerable<MoveResponse> GetAsync(
        string sopClassUID,
        DicomDataset identifier,
        IStoreHandler handler,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sopClassUID);
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentNullException.ThrowIfNull(handler);
        if (!Contexts.Any(context => context.IsAccepted && context.ScpRole))
        {
            throw new ContextNotAcceptedException(sopClassUID,
                "the peer lets us receive nothing on this association: "
                + "it accepted no storage context with us as SCP; use C-MOVE instead");
        }
        var operation = await Operation.StartAsync(
            this, CommandField.GetRequest, sopClassUID, moveDestination: null, identifier, cancellationToken);
        await using (operation)
        {
            operation.Handler = handler;
            while (!operation.IsFinished)
            {
                var (response, failed) = await operation.NextWithIdentifierAsync();
                yield return ProgressOf(response, failed);
            }
        }
    }
}
