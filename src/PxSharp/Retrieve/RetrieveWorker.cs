using System.Threading.Channels;
using PxSharp.Index;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Services;
using PxSharp.Pacs;
using PxSharp.Query;
using IndexRequest = PxSharp.Index.RetrieveRequest;

namespace PxSharp.Retrieve;

/// <summary>Retrieves one series after the other on one association.</summary>
internal sealed class RetrieveWorker : IAsyncDisposable
{
    private static readonly IReadOnlyList<ProposedContext> MoveContexts =
        [.. PacsQuery.Contexts, new(QueryRetrieve.StudyRootMove, PacsQuery.Contexts[0].TransferSyntaxes)];

    private readonly AssociationOptions _peer;
    private readonly IIndex _index;
    private readonly RetrieveOptions _options;
    private readonly ChannelWriter<RetrieveEvent> _events;
    private readonly PacsConnection _connection;
    private readonly Exchange _exchange;
    private readonly string? _destination;
    private readonly HashSet<string> _storageClasses = [];

    internal RetrieveWorker(
        AssociationOptions peer,
        IPacsConnector connector,
        IIndex index,
        RetrieveOptions options,
        IStoreHandler? handler,
        ChannelWriter<RetrieveEvent> events)
    {
        _peer = peer;
        _index = index;
        _options = options;
        _events = events;
        _destination = options.Method == RetrieveMethod.Move ? options.MoveDestination ?? peer.CallingAETitle : null;
        _connection = new PacsConnection(connector, options.Reconnect, options.TimeProvider)
        {
            ResponseTimeout = peer.DimseTimeout,
            OnLoss = (failure, delay, cancellationToken) =>
                TellAsync(new ConnectionLost(failure.Message, delay), cancellationToken),
        };
        _exchange = new Exchange(_connection, _destination, handler, options);
    }

    /// <summary>Whether there has ever been an association.</summary>
    internal bool WasConnected => _connection.WasConnected;

    /// <summary>Retrieves until the queue is empty, or there is no association to be had.</summary>
    internal async Task RunAsync(RetrieveQueue queue, CancellationToken cancellationToken)
    {
        await _connection.UseContextsAsync(_destination is null ? PacsQuery.Contexts : MoveContexts, cancellationToken);
        var delay = TimeSpan.Zero;
        while (queue.Take() is { } target)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (queue.Hopeless is { } surrender)
            {
                await TellAsync(NotAsked(target, surrender), cancellationToken);
                continue;
            }
            await Task.Delay(delay, _options.TimeProvider, cancellationToken);
            int received;
            try
            {
                received = await RetrieveAsync(target, queue, cancellationToken);
            }
            catch (DicomNetworkException e) when (!_connection.WasConnected)
            {
                // A PACS may allow fewer associations than there are workers: the others do the work.
                queue.GiveBack(target, e);
                return;
            }
            delay = _options.DelayBetweenSeries.After(received);
        }
        await _connection.ReleaseAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async ValueTask TellAsync(RetrieveEvent happened, CancellationToken cancellationToken)
    {
        if (_events.TryWrite(happened))
        {
            return;
        }
        // Whoever should read it is slow, and the PACS is not to blame for what is not read meanwhile.
        _exchange.Pause();
        try
        {
            await _events.WriteAsync(happened, cancellationToken);
        }
        finally
        {
            _exchange.Resume();
        }
    }

    private async Task<int> RetrieveAsync(
        RetrieveTarget target, RetrieveQueue queue, CancellationToken cancellationToken)
    {
        SeriesPlan plan;
        try
        {
            plan = await SeriesPlanner.PlanAsync(_connection, target, cancellationToken);
            await UseStorageContextsAsync(plan, cancellationToken);
        }
        catch (DicomNetworkException e) when (_connection.WasConnected)
        {
            queue.Hopeless = new Surrender(e.Message, RetrieveFailure.Connection);
            await TellAsync(NotAsked(target, queue.Hopeless), cancellationToken);
            return 0;
        }
        var record = await _index.BeginRetrieveAsync(
            new IndexRequest
            {
                Patient = target.Patient,
                Study = target.Study,
                Series = target.Series,
                Job = queue.Job,
                Pacs = _options.PacsName ?? _peer.CalledAETitle,
                ExpectedInstances = plan.Instances,
                ExpectedCount = plan.Count,
            },
            cancellationToken);
        var ended = "cancelled";
        try
        {
            var finished = await RetrieveAsync(target, plan, queue, cancellationToken);
            ended = finished.Outcome == SeriesOutcome.Complete ? "complete" : finished.Message ?? "incomplete";
            await TellAsync(finished, cancellationToken);
            return finished.Received;
        }
        finally
        {
            await _index.EndRetrieveAsync(record.Id, ended, CancellationToken.None);
        }
    }

    private async Task<SeriesFinished> RetrieveAsync(
        RetrieveTarget target, SeriesPlan plan, RetrieveQueue queue, CancellationToken cancellationToken)
    {
        await using var series = new SeriesRetrieval(
            target, plan, _index, _exchange, _destination, _options, TellAsync, queue.NoteArrival);
        string? lost = null;
        var isOnlyThisSeries = false;
        try
        {
            await series.RunAsync(cancellationToken);
        }
        catch (DicomNetworkException e)
        {
            lost = e.Message;
            // A PACS may refuse the storage class of one series and send the others by C-GET.
            isOnlyThisSeries = e is ContextNotAcceptedException && _destination is null;
        }
        var finished = await series.FinishAsync(cancellationToken);
        if (lost is not null && finished.Outcome != SeriesOutcome.Complete)
        {
            finished = finished with { Message = lost, Failure = RetrieveFailure.Connection };
        }
        if (series.HasAsked && !series.HasBrought)
        {
            queue.NoteFruitless(finished, _options.MaximumFruitlessSeries);
        }
        if ((lost is not null && !isOnlyThisSeries) || series.FailureConcernsAll)
        {
            queue.Hopeless = new Surrender(finished.Message ?? lost, finished.Failure);
        }
        return finished;
    }

    private static SeriesFinished NotAsked(RetrieveTarget target, Surrender why) =>
        new(target, SeriesOutcome.NotAsked, 0, target.CountedInstances, [], why.Reason) { Failure = why.Failure };

    // A C-GET brings only what its association has a context for.
    private async Task UseStorageContextsAsync(SeriesPlan plan, CancellationToken cancellationToken)
    {
        if (_destination is not null)
        {
            return;
        }
        var needed = plan.SOPClasses.Count > 0 ? plan.SOPClasses : GetContexts.UsualClasses;
        if (!needed.All(_storageClasses.Contains))
        {
            _storageClasses.UnionWith(needed);
            await _connection.UseContextsAsync(GetContexts.For(PacsQuery.Contexts, _storageClasses), cancellationToken);
        }
    }
}
