using System.Collections.Concurrent;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Services;

namespace PxSharp.Simulator.Services;

/// <summary>Sends instances after the C-MOVE that asked for them has been answered.</summary>
internal sealed class LateSender(string aeTitle) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _tasks = [];

    public void Send(
        TimeSpan delay, MoveDestination destination, string destinationAETitle, IReadOnlyList<StoreSource> sources) =>
        _tasks.Add(SendAsync(delay, destination, destinationAETitle, sources, _end.Token));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_tasks).ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task SendAsync(
        TimeSpan delay,
        MoveDestination destination,
        string destinationAETitle,
        IReadOnlyList<StoreSource> sources,
        CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            var options = new AssociationOptions
            {
                Host = destination.Host,
                Port = destination.Port,
                CallingAETitle = aeTitle,
                CalledAETitle = destinationAETitle,
            };
            ProposedContext[] contexts =
            [
                .. sources.Select(source => (source.SOPClassUID, source.TransferSyntaxUID)).Distinct()
                    .Select(pair => new ProposedContext(pair.SOPClassUID, [pair.TransferSyntaxUID])),
            ];
            var client = await DicomClient.ConnectAsync(options, contexts, cancellationToken).ConfigureAwait(false);
            await using (client.ConfigureAwait(false))
            {
                foreach (var source in sources)
                    await client.StoreAsync(source, cancellationToken).ConfigureAwait(false);
                await client.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
            when (exception is DicomNetworkException or IOException or OperationCanceledException)
        {
            // Nobody is left to tell: the C-MOVE was answered before.
        }
    }
}
