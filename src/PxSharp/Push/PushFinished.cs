namespace PxSharp.Push;

/// <summary>The last event: what came of all.</summary>
/// <param name="Totals">The sums.</param>
public sealed record PushFinished(PushTotals Totals) : PushEvent;
