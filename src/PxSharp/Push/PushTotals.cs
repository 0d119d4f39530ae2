namespace PxSharp.Push;

/// <summary>What came of a push.</summary>
public sealed record PushTotals
{
    /// <summary>Files that were to be pushed.</summary>
    public long Files => Sent + AlreadyThere + Recorded + Failed;

    /// <summary>Instances that were sent now.</summary>
    public long Sent { get; init; }

    /// <summary>Instances that the target said it has.</summary>
    public long AlreadyThere { get; init; }

    /// <summary>Instances that the target has by our own record; it was not asked.</summary>
    public long Recorded { get; init; }

    /// <summary>Files whose instances the target does not have, as far as is known.</summary>
    public long Failed { get; init; }

    /// <summary>Bytes of the files that were sent now.</summary>
    public long BytesSent { get; init; }

    /// <summary>How many files failed in which way; none that did not occur.</summary>
    public IReadOnlyDictionary<PushFailure, long> Failures { get; init; } = new Dictionary<PushFailure, long>();

    /// <summary>Whether the target has everything.</summary>
    public bool IsComplete => Failed == 0;

    /// <summary>Whether the target has nothing of it.</summary>
    public bool IsNothing => Failed > 0 && Failed == Files;
}
