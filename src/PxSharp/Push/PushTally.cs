namespace PxSharp.Push;

/// <summary>Counts what happened; from any number of threads.</summary>
internal sealed class PushTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<PushFailure, long> _failures = [];
    private PushTotals _totals = new();

    /// <summary>The counts so far.</summary>
    public PushTotals Totals
    {
        get
        {
            lock (_lock)
                return _totals with { Failures = new SortedDictionary<PushFailure, long>(_failures) };
        }
    }

    /// <summary>Counts an event.</summary>
    public void Add(PushEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case InstancePushed { Outcome: PushOutcome.Sent } sent:
                    _totals = _totals with
                    {
                        Sent = _totals.Sent + 1,
                        BytesSent = _totals.BytesSent + sent.Instance.Length,
                    };
                    break;
                case InstancePushed { Outcome: PushOutcome.AlreadyThere }:
                    _totals = _totals with { AlreadyThere = _totals.AlreadyThere + 1 };
                    break;
                case InstancePushed:
                    _totals = _totals with { Recorded = _totals.Recorded + 1 };
                    break;
                case InstanceNotPushed failed:
                    _totals = _totals with { Failed = _totals.Failed + 1 };
                    _failures[failed.Failure] = _failures.GetValueOrDefault(failed.Failure) + 1;
                    break;
            }
        }
    }
}
