namespace PxSharp.ObjectStores;

/// <summary>A store failed. The message is one plain line that says where and why; it never holds a secret.</summary>
public sealed class ObjectStoreException : Exception
{
    /// <summary>Makes the error.</summary>
    public ObjectStoreException(ObjectStoreFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What kind of failure it is.</summary>
    public ObjectStoreFailure Failure { get; }

    /// <summary>Whether every other object would fail in the same way: it is no use to go on now.</summary>
    public bool ConcernsWholeStore => !IsServerFault
        && Failure is (ObjectStoreFailure.Denied or ObjectStoreFailure.Full or ObjectStoreFailure.Unreachable);

    /// <summary>Whether the server itself said that it failed (5xx): it may be about this one object only.</summary>
    internal bool IsServerFault { get; init; }

    /// <summary>Whether the same request may succeed when it is tried again.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>How long the server asks to wait before that; null when it does not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the token is not, or no longer, good: another one may help.</summary>
    internal bool NeedsNewToken { get; init; }
}
