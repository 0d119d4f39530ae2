namespace PxSharp.Retrieve;

/// <summary>The series still to be retrieved, shared by the workers.</summary>
internal sealed class RetrieveQueue(IReadOnlyList<RetrieveTarget> targets)
{
    private int _next = -1;
    private int _fruitless;
    private volatile bool _hasBrought;
    private volatile string? _hopeless;

    /// <summary>Groups the retrieves of this command in the index.</summary>
    internal string Job { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Why no further series is to be asked for; null while they are.</summary>
    internal string? Hopeless
    {
        get => _hopeless;
        set => _hopeless = value;
    }

    /// <summary>Notes that an instance came: the PACS reaches us.</summary>
    internal void NoteArrival() => _hasBrought = true;

    /// <summary>Notes that a series brought nothing; gives up when that was one too many and nothing ever came.</summary>
    internal void NoteFruitless(string? problem, int maximumFruitless)
    {
        if (Interlocked.Increment(ref _fruitless) >= maximumFruitless && !_hasBrought)
        {
            Hopeless = problem;
        }
    }

    /// <summary>The next series; null at the end.</summary>
    internal RetrieveTarget? Take()
    {
        var taken = Interlocked.Increment(ref _next);
        return taken < targets.Count ? targets[taken] : null;
    }
}
