namespace PxSharp.Cube.Registration;

/// <summary>What came of a registration so far.</summary>
public sealed class RegisterTotals
{
    private readonly Dictionary<CubeFailure, long> _failures = [];

    /// <summary>Files that CUBE did not have before.</summary>
    public long Added { get; private set; }

    /// <summary>Files that it had.</summary>
    public long AlreadyThere { get; private set; }

    /// <summary>Files that it does not have, as far as is known.</summary>
    public long Failed { get; private set; }

    /// <summary>Series that are done.</summary>
    public long Series { get; private set; }

    /// <summary>The files that were gone through.</summary>
    public long Files => Added + AlreadyThere + Failed;

    /// <summary>Files that CUBE has.</summary>
    public long Registered => Added + AlreadyThere;

    /// <summary>
    /// What kind most of the failures are of; null without one, or when files themselves were at fault.
    /// </summary>
    public CubeFailure? Failure => _failures.Count == 0 ? null : _failures.MaxBy(pair => pair.Value).Key;

    /// <summary>Takes note of an event.</summary>
    public void Add(RegisterEvent happened)
    {
        switch (happened)
        {
            case FileRegistered { WasThere: true }:
                AlreadyThere++;
                break;
            case FileRegistered:
                Added++;
                break;
            case FileNotRegistered failed:
                Failed++;
                if (failed.Cause is { } cause)
                    _failures[cause.Failure] = _failures.GetValueOrDefault(cause.Failure) + 1;
                break;
            case SeriesRegistration:
                Series++;
                break;
        }
    }
}
