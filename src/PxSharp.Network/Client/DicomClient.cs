using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Client;

/// <summary>An association with a peer, and the services that we use on it. One operation at a time.</summary>
public sealed class DicomClient : IAsyncDisposable
{
    private DicomClient()
    {
    }

    /// <summary>What became of the proposed contexts, refused ones too, in the order proposed.</summary>
    public IReadOnlyList<PresentationContext> Contexts => throw new NotImplementedException();

    /// <summary>The contexts that may be used.</summary>
    public IReadOnlyList<PresentationContext> AcceptedContexts => throw new NotImplementedException();

    /// <summary>Connects and asks for an association.</summary>
    public static Task<DicomClient> ConnectAsync(
        AssociationOptions options, IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Asks whether the peer is there (C-ECHO).</summary>
    public Task<DimseResponse> EchoAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Queries (C-FIND): matches as they come, then one last response.</summary>
    public IAsyncEnumerable<FindResponse> FindAsync(
        string sopClassUID, DicomDataset identifier, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Has the peer send instances to a third AE title (C-MOVE): progress as it comes, then one last response.</summary>
    public IAsyncEnumerable<MoveResponse> MoveAsync(
        string sopClassUID, string moveDestination, DicomDataset identifier, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Has the peer send instances on this association (C-GET): progress as it comes, then one last response.</summary>
    public IAsyncEnumerable<MoveResponse> GetAsync(
        string sopClassUID, DicomDataset identifier, IStoreHandler handler, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Sends an instance (C-STORE) on the context that has its SOP class and transfer syntax.</summary>
    public Task<StoreResponse> StoreAsync(StoreSource source, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Ends the association in good order.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Ends the association at once. Does nothing when it has ended.</summary>
    public void Abort() => throw new NotImplementedException();

    /// <summary>Aborts the association unless it has been released, and closes the connection.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
