namespace PxSharp.Push;

/// <summary>How an instance came to be at the target.</summary>
public enum PushOutcome
{
    /// <summary>It was sent now.</summary>
    Sent,

    /// <summary>
    /// The target has it already by its own word: a store with this content, a server or a PACS with this UID.
    /// </summary>
    AlreadyThere,

    /// <summary>By our own record it was delivered before, with this content; the target was not asked.</summary>
    Recorded,
}
