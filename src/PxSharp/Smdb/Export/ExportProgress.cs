namespace PxSharp.Smdb.Export;

/// <summary>Some series more are written.</summary>
/// <param name="Series">How many.</param>
/// <param name="TotalSeries">How many there are.</param>
public sealed record ExportProgress(long Series, long TotalSeries) : ExportEvent;
