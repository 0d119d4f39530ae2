namespace PxSharp.Network;

/// <summary>Thrown by a handler that wants the association aborted instead of an answer.</summary>
public sealed class AbortAssociationException : DicomNetworkException
{
    /// <summary>An abort with a reason, which goes to the log, not to the peer.</summary>
    public AbortAssociationException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
