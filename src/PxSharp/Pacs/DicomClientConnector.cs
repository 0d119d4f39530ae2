using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Pacs;

/// <summary>Opens associations over the network.</summary>
internal sealed class DicomClientConnector(AssociationOptions peer) : IPacsConnector
{
    public async Task<IPacsAssociation> ConnectAsync(
        IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken) =>
        new Association(await DicomClient.ConnectAsync(peer, contexts, cancellationToken));

    private sealed class Association(DicomClient client) : IPacsAssociation
    {
        public IAsyncEnumerable<FindResponse> FindAsync(DicomDataset identifier, CancellationToken cancellationToken) =>
            client.FindAsync(QueryRetrieve.StudyRootFind, identifier, cancellationToken);

        public IAsyncEnumerable<MoveResponse> MoveAsync(
            string destination, DicomDataset identifier, CancellationToken cancellationToken) =>
            client.MoveAsync(QueryRetrieve.StudyRootMove, destination, identifier, cancellationToken);

        public IAsyncEnumerable<MoveResponse> GetAsync(
            DicomDataset identifier, IStoreHandler handler, CancellationToken cancellationToken) =>
            client.GetAsync(QueryRetrieve.StudyRootGet, identifier, handler, cancellationToken);

        public bool CanReceive(string sopClassUID) =>
            client.AcceptedContexts.Any(context => context.ScpRole && context.AbstractSyntax == sopClassUID);

        public Task ReleaseAsync(CancellationToken cancellationToken) => client.ReleaseAsync(cancellationToken);

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}
