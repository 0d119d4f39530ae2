namespace PxSharp.Network;

/// <summary>A peer that stayed silent for longer than an option allows. The association is aborted.</summary>
public sealed class DicomTimeoutException : DicomNetworkException
{
    internal DicomTimeoutException(string timer, TimeSpan after, string awaited)
        : base($"no {awaited} within {after.TotalSeconds:0.###} s ({timer}); is the peer busy or stuck? A longer {timer} may help")
    {
        Timer = timer;
        After = after;
    }

    /// <summary>The option that ended the wait: <c>AssociationTimeout</c>, <c>DimseTimeout</c>, ...</summary>
    public string Timer { get; }

    /// <summary>How long was waited.</summary>
    public TimeSpan After { get; }
}
