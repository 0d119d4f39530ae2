namespace PxSharp.Smdb.Import;

/// <summary>Some files more are recorded, or were found to be unfit.</summary>
/// <param name="Done">How many, of all imports since the first that was interrupted.</param>
/// <param name="Files">How many there are.</param>
public sealed record ImportProgress(long Done, long Files) : ImportEvent;
