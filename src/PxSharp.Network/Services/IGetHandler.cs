namespace PxSharp.Network.Services;

/// <summary>Picks the instances for a C-GET; the server sends them. Called from many associations at once.</summary>
public interface IGetHandler
{
    /// <summary>The instances that the identifier means, in the order to send them.</summary>
    /// <remarks>An exception is answered with the status of a <see cref="DimseFailureException"/>, else C000.</remarks>
    ValueTask<IReadOnlyList<StoreSource>> SelectAsync(RetrieveRequest request, CancellationToken cancellationToken);
}
