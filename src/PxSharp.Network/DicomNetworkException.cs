namespace PxSharp.Network;

/// <summary>
/// A conversation with a peer that could not be held. The message is one plain line that says what to do.
/// </summary>
public abstract class DicomNetworkException : Exception
{
    private protected DicomNetworkException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
