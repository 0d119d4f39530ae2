namespace PxSharp.Retrieve;

/// <summary>It is known what a series has to bring.</summary>
/// <param name="Target">The series.</param>
/// <param name="Expected">Instances that the PACS promises; null when it cannot say.</param>
/// <param name="Present">Those of them that are here already and are not asked for again.</param>
/// <param name="ListsInstances">Whether the SOP Instance UIDs are known, not their number only.</param>
/// <param name="Note">What is odd about the promise, one plain line; null for nothing.</param>
public sealed record SeriesPlanned(
    RetrieveTarget Target, int? Expected, int Present, bool ListsInstances, string? Note) : RetrieveEvent;
