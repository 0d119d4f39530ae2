namespace PxSharp.Storage;

/// <summary>What became of a file that was given its final name.</summary>
/// <param name="RelativePath">Where the instance lies, relative to the data root, with '/' between its parts.</param>
/// <param name="Size">The bytes of that file.</param>
/// <param name="Outcome">How it came to lie there.</param>
/// <param name="OlderPath">
/// For <see cref="PlacedOutcome.Superseded"/> the path that the older file has now; else null.
/// </param>
public readonly record struct PlacedFile(
    string RelativePath, long Size, PlacedOutcome Outcome, string? OlderPath = null);
