namespace PxSharp.Network;

/// <summary>A peer that stayed silent for longer than an option allows. The association is aborted.</summary>
public sealed class DicomTimeoutException : DicomNetworkException
{
    /// <summary>A peer that stayed silent.</summary>
    /// <param name="timer">The option that ended the wait: <c>DimseTimeout</c>, ...</param>
    /// <param name="after">How long was waited.</param>
    /// <param name="awaited">What did not come: "response to a query".</param>
    public DicomTimeoutException(string timer, TimeSpan after, string awaited)
        : base($"no {awaited} within {after.TotalSeconds:0.###} s ({timer}); "
            + $"is the peer busy or stuck? A longer {timer} may help")
    {
        Timer = timer;
        After = after;
    }

    /// <summary>The option that ended the wait: <c>AssociationTimeout</c>, <c>DimseTimeout</c>, ...</summary>
    public string Timer { get; }

    /// <summary>How long was waited.</summary>
    public TimeSpan After { get; }
}
