using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Storage;

namespace PxSharp.Retrieve;

/// <summary>Retrieves one series: asks, waits for what was promised, asks again for what is missing.</summary>
internal sealed class SeriesRetrieval : IAsyncDisposable
{
    // An identifier of this many UIDs fits into the 64 KiB that a UI element may have with explicit VRs.
    private const int InstancesPerRequest = 200;
    private const int MaximumFailuresInARow = 3;

    // So few are asked for one by one, where a PACS takes no lists, rather than with all of the series again.
    private const int FewInstances = 10;

    // The association that asked has gone; those that bring instances may go on for a while.
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(5);

    private readonly RetrieveTarget _target;
    private readonly RetrieveOptions _options;
    private readonly string? _destination;
    private readonly Exchange _exchange;
    private readonly Func<RetrieveEvent, CancellationToken, ValueTask> _tell;
    private readonly ArrivalWatcher _watcher;
    private readonly ExpectedInstances _expected;
    private readonly IncomingGrowth _growth;
    private readonly Action _onBrought;
    private readonly HashSet<string> _here = [];
    private bool _takesNoLists;
    private bool _isSeriesFruitless;

    internal SeriesRetrieval(
        RetrieveTarget target,
        SeriesPlan plan,
        IIndex index,
        Exchange exchange,
        string? destination,
        RetrieveOptions options,
        Func<RetrieveEvent, CancellationToken, ValueTask> tell,
        Action onBrought)
    {
        _target = target;
        _options = options;
        _exchange = exchange;
        _destination = destination;
        _tell = tell;
        _onBrought = onBrought;
        _watcher = new ArrivalWatcher(
            index, target.Series.SeriesInstanceUID, options.TimeProvider, OnArrivalAsync);
        _expected = new ExpectedInstances(plan, _watcher, options.DataDirectory);
        _growth = new IncomingGrowth(
            options.DataDirectory, uid => uid.Length == 0 ? !_expected.IsListed : _expected.Includes(uid));
    }

    /// <summary>Whether the last failure would meet every other series too.</summary>
    internal bool FailureConcernsAll { get; private set; }

    /// <summary>Whether anything was asked for.</summary>
    internal bool HasAsked { get; private set; }

    /// <summary>Whether anything came.</summary>
    internal bool HasBrought => _watcher.Arrived > 0;

    /// <summary>What went wrong last; null when nothing did.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Of what kind that is.</summary>
    internal RetrieveFailure Failure { get; private set; }

    /// <summary>Asks until all is here or there is no more hope.</summary>
    /// <exception cref="DicomNetworkException">
    /// The association was lost for good; <see cref="FinishAsync"/> tells what came.
    /// </exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await _watcher.StartAsync(cancellationToken);
        if (!_options.AskForPresent)
        {
            _here.UnionWith(_expected.Here());
        }
        var isDone = IsDone() && (!_options.AskForPresent || _expected.Count == 0);
        var note = isDone ? _expected.Plan.Note : await NoteBeforeAskingAsync(cancellationToken);
        await _tell(
            new SeriesPlanned(_target, _expected.Count, _here.Count, _expected.IsListed, note), cancellationToken);
        if (isDone)
        {
            return;
        }
        var ask = _options.AskForPresent ? _expected.Plan.Instances ?? [] : _expected.Missing();
        var kind = FirstRequest(ask);
        var idle = 0;
        var busy = 0;
        while (true)
        {
            HasAsked = true;
            var before = _watcher.Arrived;
            var received = _expected.Received();
            var outcome = await AskAsync(kind, ask, cancellationToken);
            var asked = kind == RequestKind.Series ? _expected.Plan.Count ?? 0 : ask.Count;
            await AwaitPromisedAsync(outcome, asked, before, cancellationToken);
            var arrived = _watcher.Arrived - before;
            Problem = RetrieveProblem.Describe(outcome, _destination, arrived);
            Failure = outcome.Failure;
            FailureConcernsAll = RetrieveProblem.ConcernsAll(outcome);
            if (kind == RequestKind.Series && outcome is { Total: { } total, Loss: null })
            {
                _expected.CountedSubOperations(total, outcome.Failed ?? 0);
            }
            if (IsDone() || FailureConcernsAll || (!_expected.IsListed && _expected.Count is null && Problem is null))
            {
                return;
            }
            ask = _expected.Missing();
            var isBusy = outcome.Status is { IsTransient: true };
            // An instance that comes a second time is no progress.
            var isProgress = _expected.Received() > received;
            idle = isProgress || isBusy ? 0 : idle + 1;
            if (idle >= _options.MaximumAttempts
                || (isBusy && ++busy > _options.MaximumBusyRetries)
                || HasNothingToAsk(ask))
            {
                return;
            }
            var delay = isBusy ? _options.BusyDelay * Math.Pow(2, busy - 1) : TimeSpan.Zero;
            await _tell(
                new SeriesAskedAgain(
                    _target, _expected.IsListed ? ask.Count : null, Problem ?? "not all instances have come", delay),
                cancellationToken);
            await Task.Delay(delay, _options.TimeProvider, cancellationToken);
            if (!isBusy)
            {
                _takesNoLists |= kind == RequestKind.Images && IsNoAnswerToList(outcome, asked, arrived);
                _isSeriesFruitless |= kind == RequestKind.Series && !isProgress;
                kind = NextRequest(kind, ask.Count);
            }
        }
    }

    /// <summary>Tells how it ended; the index' word and the files count, nothing else.</summary>
    internal async Task<SeriesFinished> FinishAsync(CancellationToken cancellationToken)
    {
        await _watcher.ScanAsync(cancellationToken);
        var received = _expected.Received();
        var missing = _expected.Missing();
        var outcome = _expected.Count is not { } count
            ? SeriesOutcome.Unknown
            : received >= count && missing.Count == 0 ? SeriesOutcome.Complete : SeriesOutcome.Incomplete;
        var message = outcome switch
        {
            SeriesOutcome.Complete => null,
            SeriesOutcome.Unknown => Problem
                ?? "the PACS neither lists nor counts its instances, so it is unknown whether all came",
            _ => Problem ?? "not all instances have come",
        };
        return new SeriesFinished(_target, outcome, received, _expected.Count, missing, message)
        {
            Failure = outcome == SeriesOutcome.Complete ? RetrieveFailure.None : Failure,
        };
    }

    public ValueTask DisposeAsync() => _watcher.DisposeAsync();

    // Without a reply on the roles we have the default one, in which nothing can be received (PS3.7 D.3.3.4).
    private async Task<string?> NoteBeforeAskingAsync(CancellationToken cancellationToken)
    {
        var unreceivable = await _exchange.FindUnreceivableAsync(_expected.Plan.SOPClasses, cancellationToken);
        if (unreceivable.Count == 0)
        {
            return _expected.Plan.Note;
        }
        var names = string.Join(", ", unreceivable.Select(uid => DicomUID.NameOf(uid) ?? uid));
        var refused = $"the PACS does not let us receive {names} by C-GET, so that these will not come; use C-MOVE";
        return _expected.Plan.Note is { } note ? $"{note}; {refused}" : refused;
    }

    private bool IsDone() => _expected.Missing().Count == 0 && _expected.Received() >= _expected.Count;

    // What is listed is all here, and the PACS counted more: there is no way to ask for what has no name.
    private bool HasNothingToAsk(IReadOnlyList<string> missing) => _expected.IsListed && missing.Count == 0;

    private RequestKind FirstRequest(IReadOnlyList<string> ask) =>
        !_expected.IsListed || (ask.Count >= _expected.Plan.Instances!.Count && _target.SOPInstanceUIDs is null)
            || ask.Count == 0
            ? RequestKind.Series
            : RequestKind.Images;

    // Some PACS refuse a list of UIDs, others pass over it, or over all but its first.
    private static bool IsNoAnswerToList(MoveOutcome outcome, int asked, int arrived) => outcome switch
    {
        { Loss: not null } => false,
        { Status: { IsFailure: true } } => true,
        { Total: { } total } => total < asked,
        _ => arrived == 0,
    };

    // Without lists, the last resort is one request for each instance: slow where most of a large series is missing.
    private RequestKind NextRequest(RequestKind last, int missing) => last switch
    {
        _ when !_expected.IsListed => RequestKind.Series,
        RequestKind.Series when !_takesNoLists => RequestKind.Images,
        RequestKind.Images when !_takesNoLists => RequestKind.Images,
        RequestKind.Images when !_isSeriesFruitless && IsMostOfSeries(missing) => RequestKind.Series,
        _ => RequestKind.OneByOne,
    };

    private bool IsMostOfSeries(int missing) =>
        _target.SOPInstanceUIDs is null && missing > FewInstances && missing > _expected.Plan.Instances!.Count / 2;

    private async Task<MoveOutcome> AskAsync(
        RequestKind kind, IReadOnlyList<string> ask, CancellationToken cancellationToken)
    {
        var key = SeriesKey.Of(_target);
        if (kind == RequestKind.Series)
        {
            return await _exchange.RunAsync(
                RetrieveIdentifier.Series(key), _growth, OnProgressAsync, cancellationToken);
        }
        MoveOutcome? all = null;
        var failures = 0;
        foreach (var some in ask.Chunk(kind == RequestKind.Images ? InstancesPerRequest : 1))
        {
            var one = await _exchange.RunAsync(
                RetrieveIdentifier.Images(key, some), _growth, OnProgressAsync, cancellationToken);
            all = all is null ? one : all.With(one);
            failures = one.Status is { IsFailure: true } && one.Sent is null or 0 ? failures + 1 : 0;
            if (one.Loss is not null || failures >= MaximumFailuresInARow || RetrieveProblem.ConcernsAll(one))
            {
                break;
            }
        }
        return all ?? new MoveOutcome { Status = DimseStatus.Success };
    }

    // Sub-operations may end after the last response (PS3.4 C.4.2.3.1), and on associations of their own.
    private async Task AwaitPromisedAsync(
        MoveOutcome outcome, int asked, int before, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _watcher.ScanAsync(cancellationToken);
            var seen = _watcher.Arrived;
            var mayCome = outcome.MayBring(asked) is not { } promised || seen - before < promised;
            var patience = outcome.Loss is not null && _options.IdleTimeout > AfterLoss
                ? AfterLoss
                : _options.IdleTimeout;
            _growth.HasGrown();
            if (!mayCome || IsDone()
                || (!await _watcher.WaitAsync(seen, patience, cancellationToken) && !_growth.HasGrown()))
            {
                return;
            }
        }
    }

    private ValueTask OnProgressAsync(MoveResponse response, CancellationToken cancellationToken) =>
        response.Status.IsPending
            ? _tell(
                new MoveProgress(
                    _target, response.Remaining, response.Completed, response.Failed, response.Warning),
                cancellationToken)
            : ValueTask.CompletedTask;

    private async ValueTask OnArrivalAsync(InstanceRecord record, CancellationToken cancellationToken)
    {
        _exchange.NoteActivity();
        _onBrought();
        if (_expected.Includes(record.SOPInstanceUID) && _here.Add(record.SOPInstanceUID))
        {
            await _tell(
                new InstanceArrived(_target, record.SOPInstanceUID, _here.Count, _expected.Count), cancellationToken);
        }
    }
}
