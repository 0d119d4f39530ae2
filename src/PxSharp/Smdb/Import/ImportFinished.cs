namespace PxSharp.Smdb.Import;

/// <summary>The end of an import.</summary>
/// <param name="Recorded">Instances that are recorded now, by this import and those that it went on from.</param>
/// <param name="Retrieves">Series of which is now known how many instances pypx had asked for.</param>
/// <param name="Problems">How many problems were told, those of the interrupted imports included.</param>
public sealed record ImportFinished(long Recorded, long Retrieves, long Problems) : ImportEvent;
