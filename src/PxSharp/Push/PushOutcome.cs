namespace PxSharp.Push;

/// <summary>How an instance came to be at the target.</summary>
public enum PushOutcome
{
    /// <summary>It was sent now.</summary>
    Sent,

    /// <summary>The target has it already, with this content; it said so when it was asked.</summary>
    AlreadyThere,

    /// <summary>By our own record it was delivered before, with this content; the target was not asked.</summary>
    Recorded,
}
