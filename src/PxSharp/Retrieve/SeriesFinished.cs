namespace PxSharp.Retrieve;

/// <summary>The retrieve of a series is over: <c>received X of Y</c>.</summary>
/// <param name="Target">The series.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Received">How many of the promised instances are here, whenever they came.</param>
/// <param name="Expected">How many were promised; null when the PACS cannot say.</param>
/// <param name="Missing">The SOP Instance UIDs that are missing, as far as they are known.</param>
/// <param name="Message">
/// What the PACS or the network said last, and what to do; null when there is nothing to say.
/// </param>
public sealed record SeriesFinished(
    RetrieveTarget Target,
    SeriesOutcome Outcome,
    int Received,
    int? Expected,
    IReadOnlyList<string> Missing,
    string? Message) : RetrieveEvent
{
    /// <summary>What kept it from being whole; <see cref="RetrieveFailure.None"/> when it is.</summary>
    public RetrieveFailure Failure { get; init; }
}
