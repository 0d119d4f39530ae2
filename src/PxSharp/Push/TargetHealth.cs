using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.Push;

/// <summary>Whether it is of use to go on with a store or a web server; from any number of threads.</summary>
internal sealed class TargetHealth
{
    private readonly ServerFaults _faults = new();
    private volatile TargetFailure? _end;

    /// <summary>Why no more is tried; null while it is.</summary>
    public TargetFailure? End => _end;

    /// <summary>It did what it was to do.</summary>
    public void Succeeded() => _faults.Succeeded();

    /// <summary>It failed; tells what kind of failure it is.</summary>
    public PushFailure Failed(ObjectStoreException failure)
    {
        var kind = TargetFailure.KindOf(failure);
        if (failure.ConcernsWholeStore || (failure.IsServerFault && _faults.IsOneTooMany()))
            _end ??= new TargetFailure(kind, failure.Message);
        return kind;
    }

    /// <summary>It fails whatever it is given.</summary>
    public void Stop(TargetFailure end) => _end ??= end;
}
