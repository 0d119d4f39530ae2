namespace PxSharp.Network.Services;

/// <summary>
/// Knows the move destinations and picks the instances for a C-MOVE; the server sends them. Called from many
/// associations at once.
/// </summary>
public interface IMoveHandler : IRetrieveHandler
{
    /// <summary>Where an AE title listens; null when it is not known, which is answered A801.</summary>
    ValueTask<MoveDestination?> FindDestinationAsync(string aeTitle, CancellationToken cancellationToken);
}
