namespace PxSharp.Cube;

/// <summary>A CUBE failed or refused. The message is one plain line that says where and why, no secret.</summary>
public sealed class CubeException : Exception
{
    /// <summary>Makes the error.</summary>
    public CubeException(CubeFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What kind of failure it is.</summary>
    public CubeFailure Failure { get; }

    /// <summary>What the server refuses, field by field; empty for another kind of failure.</summary>
    public IReadOnlyList<CubeRefusal> Refusals { get; init; } = [];

    /// <summary>Whether everything else would fail in the same way: it is no use to go on now.</summary>
    public bool ConcernsWholeServer => Failure != CubeFailure.Refused && !IsServerFault;

    /// <summary>Whether the server itself said that it failed (5xx): it may be about this one request only.</summary>
    internal bool IsServerFault { get; init; }

    /// <summary>Whether the same request may succeed when it is tried again.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>How long the server asks to wait before that; null when it does not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    internal int? StatusCode { get; init; }
}
