using PxSharp.Dicom;

namespace PxSharp.Network.Services;

/// <summary>Answers queries (C-FIND). Called from many associations at once.</summary>
public interface IFindHandler
{
    /// <summary>The matches, each sent as it comes.</summary>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">
    /// Ends with the peer's C-CANCEL, which is answered FE00, or with the association.
    /// </param>
    /// <remarks>An exception ends it: the status of a <see cref="DimseFailureException"/>, else C000.</remarks>
    IAsyncEnumerable<DicomDataset> FindAsync(FindRequest request, CancellationToken cancellationToken);
}
