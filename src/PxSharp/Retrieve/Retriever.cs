using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using PxSharp.Index;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Services;
using PxSharp.Pacs;

namespace PxSharp.Retrieve;

/// <summary>Retrieves series from a PACS, and knows at the end which instances came and which did not.</summary>
/// <remarks>
/// For each series the PACS first lists the instances (IMAGE level); the index records what is expected. Then the
/// series is asked for, by C-MOVE to a receiver that writes into the same index (in this process or another), or by
/// C-GET. What is here already is not asked for again, so that a second run of the same retrieve does the rest of it.
/// What the PACS promised counts as received only when it stands in the index and its file has the length that was
/// written.
/// </remarks>
public sealed class Retriever
{
    // Who reads the events slowly holds up the work, not the memory.
    private const int MostUnread = 1024;

    private readonly AssociationOptions _peer;
    private readonly IPacsConnector _connector;
    private readonly IIndex _index;
    private readonly IStoreHandler? _handler;
    private readonly RetrieveOptions _options;

    /// <summary>A retriever for one PACS.</summary>
    /// <param name="peer">
    /// The PACS. Its DIMSE time-out counts for queries; for retrieves the silence time-out does.
    /// </param>
    /// <param name="index">Where receipt is recorded.</param>
    /// <param name="options">How to retrieve.</param>
    /// <param name="handler">Takes the instances of a C-GET; not used by C-MOVE.</param>
    /// <exception cref="ArgumentException">C-GET without a handler.</exception>
    public Retriever(AssociationOptions peer, IIndex index, RetrieveOptions options, IStoreHandler? handler = null)
        : this(peer, new DicomClientConnector(LongLived(peer)), index, options, handler)
    {
    }

    internal Retriever(
        AssociationOptions peer,
        IPacsConnector connector,
        IIndex index,
        RetrieveOptions options,
        IStoreHandler? handler)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Method == RetrieveMethod.Get && handler is null)
        {
            throw new ArgumentException("C-GET needs a handler that takes the instances", nameof(handler));
        }
        _peer = peer;
        _connector = connector;
        _index = index;
        _options = options;
        _handler = handler;
    }

    /// <summary>Retrieves the series; <see cref="RetrieveFinished"/> is the last event.</summary>
    /// <remarks>
    /// Leaving the stream early, or cancelling, ends the retrieve; what has come stays and is whole. The retrieve waits
    /// for a reader that is a thousand events behind.
    /// </remarks>
    /// <exception cref="DicomNetworkException">There was no association to begin with.</exception>
    /// <exception cref="IndexException">The index cannot be read or written.</exception>
    public async IAsyncEnumerable<RetrieveEvent> RetrieveAsync(
        IReadOnlyList<RetrieveTarget> targets, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateBounded<RetrieveEvent>(
            new BoundedChannelOptions(MostUnread) { SingleReader = true });
        var work = RunAsync(targets, events.Writer, stop.Token);
        var complete = 0;
        var received = 0L;
        var promised = 0L;
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (happened is SeriesFinished finished)
                {
                    complete += finished.Outcome == SeriesOutcome.Complete ? 1 : 0;
                    received += finished.Received;
                    promised += finished.Expected ?? 0;
                }
                yield return happened;
            }
            await work;
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        yield return new RetrieveFinished(targets.Count, complete, received, promised);
    }

    private async Task RunAsync(
        IReadOnlyList<RetrieveTarget> targets, ChannelWriter<RetrieveEvent> events, CancellationToken cancellationToken)
    {
        var queue = new RetrieveQueue(targets);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Math.Min(_options.ParallelSeries, Math.Max(1, targets.Count)))
            .Select(_ => Task.Run(() => WorkAsync(queue, events, stop), CancellationToken.None)).ToArray();
        try
        {
            var connected = await Task.WhenAll(workers);
            await FinishAsync(queue, connected.Contains(true), events, stop);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // One worker failed and stopped the others: its failure is the one to tell.
            throw workers.First(worker => worker.IsFaulted).Exception!.InnerException!;
        }
        finally
        {
            events.Complete();
        }
    }

    // What a worker without an association gave back when the others were done already.
    private async Task FinishAsync(
        RetrieveQueue queue, bool wasConnected, ChannelWriter<RetrieveEvent> events, CancellationTokenSource stop)
    {
        if (queue.Unreachable is { } failure && !wasConnected)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        if (!queue.IsEmpty && !await WorkAsync(queue, events, stop))
        {
            queue.Hopeless ??= new Surrender(queue.Unreachable?.Message, RetrieveFailure.Connection);
            await WorkAsync(queue, events, stop);
        }
    }

    /// <summary>Runs one worker; false when it never got an association.</summary>
    private async Task<bool> WorkAsync(
        RetrieveQueue queue, ChannelWriter<RetrieveEvent> events, CancellationTokenSource stop)
    {
        try
        {
            var worker = new RetrieveWorker(_peer, _connector, _index, _options, _handler, events);
            await using (worker)
            {
                await worker.RunAsync(queue, stop.Token);
                return worker.WasConnected;
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    // Many PACS say nothing between the request and its last response: their silence is judged with the instances that
    // come.
    private static AssociationOptions LongLived(AssociationOptions peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return peer with { RetrieveTimeout = TimeSpan.FromDays(1) };
    }
}
