namespace PxSharp.Smdb.Import;

/// <summary>The files have been counted.</summary>
/// <param name="Files">How many there are in the data tree.</param>
/// <param name="ResumedAfter">The last directory that an earlier, interrupted import had done; null for none.</param>
public sealed record ImportStarted(long Files, string? ResumedAfter) : ImportEvent;
