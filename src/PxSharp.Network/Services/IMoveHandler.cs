namespace PxSharp.Network.Services;

/// <summary>Knows the move destinations and picks the instances for a C-MOVE; the server sends them. Called from many associations at once.</summary>
public interface IMoveHandler
{
    /// <summary>Where an AE title listens; null when it is not known, which is answered A801.</summary>
    ValueTask<MoveDestination?> FindDestinationAsync(string aeTitle, CancellationToken cancellationToken);

    /// <summary>The instances that the identifier means, in the order to send them.</summary>
    /// <remarks>An exception is answered with the status of a <see cref="DimseFailureException"/>, else C000.</remarks>
    ValueTask<IReadOnlyList<StoreSource>> SelectAsync(RetrieveRequest request, CancellationToken cancellationToken);
}
