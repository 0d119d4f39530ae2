namespace PxSharp.Retrieve;

/// <summary>What a series has to bring.</summary>
/// <param name="Instances">The SOP Instance UIDs; null when the PACS cannot list them.</param>
/// <param name="Count">How many instances; null when the PACS cannot say. With a list at least its length.</param>
/// <param name="SOPClasses">Their SOP classes, as far as the PACS told.</param>
/// <param name="Note">What is odd, one plain line; null for nothing.</param>
internal sealed record SeriesPlan(
    IReadOnlyList<string>? Instances, int? Count, IReadOnlyCollection<string> SOPClasses, string? Note);
