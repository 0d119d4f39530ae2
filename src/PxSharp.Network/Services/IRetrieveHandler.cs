using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>What C-MOVE and C-GET have in common. Called from many associations at once.</summary>
public interface IRetrieveHandler
{
    /// <summary>The instances that the identifier means, in the order to send them.</summary>
    /// <remarks>An exception is answered with the status of a <see cref="DimseFailureException"/>, else C000.</remarks>
    ValueTask<IReadOnlyList<StoreSource>> SelectAsync(RetrieveRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// A last word on each response, pending or final, before it is sent. Default: it is sent as it is.
    /// </summary>
    /// <remarks>An <see cref="AbortAssociationException"/> ends the association instead.</remarks>
    /// <param name="request">What is answered.</param>
    /// <param name="response">What the server is about to answer.</param>
    MoveResponse Review(RetrieveRequest request, MoveResponse response) => response;
}
