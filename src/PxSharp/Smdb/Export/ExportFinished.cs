namespace PxSharp.Smdb.Export;

/// <summary>The end of an export.</summary>
/// <param name="Patients">Patients that have a table now.</param>
/// <param name="Studies">Studies.</param>
/// <param name="Series">Series.</param>
/// <param name="Images">Images.</param>
/// <param name="Services">Service files that were copied.</param>
public sealed record ExportFinished(long Patients, long Studies, long Series, long Images, int Services) : ExportEvent;
