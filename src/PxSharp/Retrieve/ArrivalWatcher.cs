using PxSharp.Index;

namespace PxSharp.Retrieve;

/// <summary>Watches the index for the instances of one series, whoever receives them.</summary>
/// <remarks>
/// The receiver may be in this process or another one: what counts is that the index has the instance.
/// </remarks>
internal sealed class ArrivalWatcher : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    // One look that took long, as the machine had else to do, must not blind it for minutes.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly IIndex _index;
    private readonly string _seriesInstanceUID;
    private readonly TimeProvider _time;
    private readonly Func<InstanceRecord, CancellationToken, ValueTask> _onArrival;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _scanning = new(1, 1);
    private readonly Dictionary<string, InstanceRecord> _records = [];
    private TaskCompletionSource _arrival = NewSignal();
    private Task _watching = Task.CompletedTask;
    private bool _hasBaseline;
    private int _arrived;

    /// <summary>Prepares to watch.</summary>
    /// <param name="index">The index.</param>
    /// <param name="seriesInstanceUID">The series.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onArrival">Told of each instance that comes after <see cref="StartAsync"/>, one at a time.</param>
    internal ArrivalWatcher(
        IIndex index,
        string seriesInstanceUID,
        TimeProvider time,
        Func<InstanceRecord, CancellationToken, ValueTask> onArrival)
    {
        _index = index;
        _seriesInstanceUID = seriesInstanceUID;
        _time = time;
        _onArrival = onArrival;
    }

    /// <summary>How many instances have come since the start; one that was here before and came again counts.</summary>
    internal int Arrived => Volatile.Read(ref _arrived);

    /// <summary>Notes what is here, and begins to watch.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var seen = _index.Version;
        await ScanAsync(cancellationToken);
        _watching = WatchAsync(seen, _stop.Token);
    }

    /// <summary>The record of an instance of the series; null when the index has none.</summary>
    internal InstanceRecord? Find(string sopInstanceUID)
    {
        lock (_records)
        {
            return _records.GetValueOrDefault(sopInstanceUID);
        }
    }

    /// <summary>What the index has of the series.</summary>
    internal IReadOnlyList<InstanceRecord> All()
    {
        lock (_records)
        {
            return [.. _records.Values];
        }
    }

    /// <summary>Looks at the index now.</summary>
    internal async Task ScanAsync(CancellationToken cancellationToken)
    {
        await _scanning.WaitAsync(cancellationToken);
        try
        {
            var fresh = new List<InstanceRecord>();
            await foreach (var record in _index.ListInstancesAsync(_seriesInstanceUID, cancellationToken))
            {
                lock (_records)
                {
                    if (!_records.TryGetValue(record.SOPInstanceUID, out var known)
                        || known.ReceivedAt != record.ReceivedAt)
                    {
                        _records[record.SOPInstanceUID] = record;
                        fresh.Add(record);
                    }
                }
            }
            if (_hasBaseline && fresh.Count > 0)
            {
                Interlocked.Add(ref _arrived, fresh.Count);
                // Before whoever is told of them can hold this up: that they came is not in doubt.
                Interlocked.Exchange(ref _arrival, NewSignal()).TrySetResult();
                foreach (var record in fresh)
                {
                    await _onArrival(record, cancellationToken);
                }
            }
            _hasBaseline = true;
        }
        finally
        {
            _scanning.Release();
        }
    }

    /// <summary>
    /// Waits until more than <paramref name="seen"/> instances have come; false when that took too long.
    /// </summary>
    internal async Task<bool> WaitAsync(int seen, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var next = Volatile.Read(ref _arrival).Task;
        if (Arrived > seen)
        {
            return true;
        }
        using var quit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, _watching, Task.Delay(timeout, _time, quit.Token));
        await quit.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == _watching)
        {
            await _watching;
        }
        return first == next;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _scanning.Dispose();
    }

    private async Task WatchAsync(long seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            seen = await _index.WaitForChangeAsync(seen, cancellationToken);
            var started = _time.GetTimestamp();
            await ScanAsync(cancellationToken);
            // A long series takes long to list: the receiver must not starve while it is watched.
            var took = _time.GetElapsedTime(started) * 9;
            var pause = TimeSpan.FromTicks(Math.Clamp(took.Ticks, ShortestPause.Ticks, LongestPause.Ticks));
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
