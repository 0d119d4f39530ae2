namespace PxSharp.Retrieve;

/// <summary>The association with the PACS was lost and will be made anew.</summary>
/// <param name="Reason">Why, one plain line.</param>
/// <param name="Delay">How long is waited before.</param>
public sealed record ConnectionLost(string Reason, TimeSpan Delay) : RetrieveEvent;
