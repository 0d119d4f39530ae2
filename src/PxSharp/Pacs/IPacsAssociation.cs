using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Pacs;

/// <summary>What query and retrieve need of an association, in the Study Root model.</summary>
internal interface IPacsAssociation : IAsyncDisposable
{
    /// <summary>Matches, then one last response. Leaving early cancels the query.</summary>
    IAsyncEnumerable<FindResponse> FindAsync(DicomDataset identifier, CancellationToken cancellationToken);

    /// <summary>Progress, then one last response.</summary>
    IAsyncEnumerable<MoveResponse> MoveAsync(
        string destination, DicomDataset identifier, CancellationToken cancellationToken);

    /// <summary>Progress, then one last response; instances come on this association.</summary>
    IAsyncEnumerable<MoveResponse> GetAsync(
        DicomDataset identifier, IStoreHandler handler, CancellationToken cancellationToken);

    /// <summary>Whether instances of a SOP class may come by <see cref="GetAsync"/>.</summary>
    bool CanReceive(string sopClassUID);

    /// <summary>Ends it in good order.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);
}
