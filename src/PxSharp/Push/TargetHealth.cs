using PxSharp.ObjectStores;

namespace PxSharp.Push;

/// <summary>Whether it is of use to go on with a store or a web server; from any number of threads.</summary>
internal sealed class TargetHealth
{
    /// <summary>So many failures of the server, one after the other, and it is taken for broken.</summary>
    private const int MostFaultsInARow = 8;

    private volatile TargetFailure? _end;
    private int _faultsInARow;

    /// <summary>Why no more is tried; null while it is.</summary>
    public TargetFailure? End => _end;

    /// <summary>It did what it was to do.</summary>
    public void Succeeded() => Volatile.Write(ref _faultsInARow, 0);

    /// <summary>It failed; tells what kind of failure it is.</summary>
    public PushFailure Failed(ObjectStoreException failure)
    {
        var kind = TargetFailure.KindOf(failure);
        if (failure.ConcernsWholeStore
            || (failure.IsServerFault && Interlocked.Increment(ref _faultsInARow) >= MostFaultsInARow))
        {
            _end ??= new TargetFailure(kind, failure.Message);
        }
        return kind;
    }

    /// <summary>It fails whatever it is given.</summary>
    public void Stop(TargetFailure end) => _end ??= end;
}
