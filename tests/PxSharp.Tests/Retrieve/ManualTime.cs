namespace PxSharp.Tests.Retrieve;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _guard = new();
    private readonly List<Alarm> _alarms = [];
    private TaskCompletionSource _changed = NewSignal();
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state), period);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves the clock; what falls due runs in its order, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _now + by;
        while (true)
        {
            Alarm? next;
            lock (_guard)
            {
                next = _alarms.Where(alarm => alarm.Due <= end).MinBy(alarm => alarm.Due);
                _now = next?.Due ?? end;
                if (next is null)
                {
                    return;
                }
                next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : null;
                if (next.Due is null)
                {
                    _alarms.Remove(next);
                }
            }
            next.Ring();
        }
    }

    /// <summary>Waits until something waits for just so long.</summary>
    public Task WaitForAlarmAsync(TimeSpan length) => WaitAsync(length, isThere: true);

    /// <summary>Waits until nothing waits for just so long.</summary>
    public Task WaitForNoAlarmAsync(TimeSpan length) => WaitAsync(length, isThere: false);

    private async Task WaitAsync(TimeSpan length, bool isThere)
    {
        while (true)
        {
            Task changed;
            lock (_guard)
            {
                if (_alarms.Any(alarm => alarm.Due == _now + length) == isThere)
                {
                    return;
                }
                changed = _changed.Task;
            }
            await changed;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Alarm(ManualTime time, Action ring, TimeSpan period) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public TimeSpan Period { get; private set; } = period;

        public Action Ring => ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._guard)
            {
                time._alarms.Remove(this);
                Period = period;
                Due = dueTime < TimeSpan.Zero ? null : time._now + dueTime;
                if (Due is not null)
                {
                    time._alarms.Add(this);
                }
                time._changed.TrySetResult();
                time._changed = NewSignal();
            }
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
