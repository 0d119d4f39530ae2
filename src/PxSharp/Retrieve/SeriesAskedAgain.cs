namespace PxSharp.Retrieve;

/// <summary>What is missing of a series is about to be asked for again.</summary>
/// <param name="Target">The series.</param>
/// <param name="Missing">Instances that are missing; null when the PACS cannot say.</param>
/// <param name="Reason">Why, one plain line.</param>
/// <param name="Delay">How long is waited before.</param>
public sealed record SeriesAskedAgain(
    RetrieveTarget Target, int? Missing, string Reason, TimeSpan Delay) : RetrieveEvent;
