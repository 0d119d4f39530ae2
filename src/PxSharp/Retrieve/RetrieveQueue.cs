using System.Collections.Concurrent;
using PxSharp.Network;

namespace PxSharp.Retrieve;

/// <summary>The series still to be retrieved, shared by the workers.</summary>
internal sealed class RetrieveQueue(IEnumerable<RetrieveTarget> targets)
{
    // A PACS that has sent something has shown that it reaches us: more patience is due.
    private const int PatienceOnceReached = 3;

    private readonly ConcurrentQueue<RetrieveTarget> _targets = new(targets);
    private int _fruitless;
    private volatile bool _hasBrought;
    private volatile Surrender? _hopeless;
    private volatile DicomNetworkException? _unreachable;

    /// <summary>Groups the retrieves of this command in the index.</summary>
    internal string Job { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether every series has been taken.</summary>
    internal bool IsEmpty => _targets.IsEmpty;

    /// <summary>Why no further series is to be asked for; null while they are.</summary>
    internal Surrender? Hopeless
    {
        get => _hopeless;
        set => _hopeless = value;
    }

    /// <summary>Why a worker got no association at all; null when each got one.</summary>
    internal DicomNetworkException? Unreachable => _unreachable;

    /// <summary>Notes that an instance came: the PACS reaches us.</summary>
    internal void NoteArrival()
    {
        _hasBrought = true;
        Volatile.Write(ref _fruitless, 0);
    }

    /// <summary>Notes that a series brought nothing; gives up when that was one too many in a row.</summary>
    internal void NoteFruitless(SeriesFinished finished, int maximumFruitless)
    {
        var limit = _hasBrought ? (long)PatienceOnceReached * maximumFruitless : maximumFruitless;
        if (Interlocked.Increment(ref _fruitless) >= limit)
        {
            Hopeless = new Surrender(finished.Message, finished.Failure);
        }
    }

    /// <summary>The next series; null at the end.</summary>
    internal RetrieveTarget? Take() => _targets.TryDequeue(out var target) ? target : null;

    /// <summary>Puts a series back for the others: this worker got no association.</summary>
    internal void GiveBack(RetrieveTarget target, DicomNetworkException failure)
    {
        _targets.Enqueue(target);
        _unreachable = failure;
    }
}
