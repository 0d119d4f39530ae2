using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network.Services;

namespace PxSharp.Network.Tests.Support;

/// <summary>
/// Answers every query with the same matches, and then, if so told, with none until it is cancelled, or an exception.
/// </summary>
internal sealed class ListFind(IReadOnlyList<DicomDataset> matches) : IFindHandler
{
    internal TaskCompletionSource<FindRequest> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal bool WaitsForCancel { get; init; }

    internal Exception? EndsWith { get; init; }

    public async IAsyncEnumerable<DicomDataset> FindAsync(
        FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.TrySetResult(request);
        try
        {
            foreach (var match in matches)
                yield return match;
            if (EndsWith is not null)
                throw EndsWith;
            if (WaitsForCancel)
                await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                Cancelled.TrySetResult();
        }
    }
}
