namespace PxSharp.Query;

/// <summary>What a PACS lists at IMAGE level for a series.</summary>
/// <param name="Instances">The instances, each once, in the PACS' order.</param>
/// <param name="Problem">Why the list may not be whole, one plain line; null when the PACS says that it is.</param>
public sealed record SeriesContents(IReadOnlyList<FoundInstance> Instances, string? Problem = null)
{
    /// <summary>
    /// How many of the answers do not say which series they belong to, so that only the PACS' word stands for it.
    /// </summary>
    public int Unattributed { get; init; }
}
