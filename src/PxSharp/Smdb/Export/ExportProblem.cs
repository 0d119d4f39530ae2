namespace PxSharp.Smdb.Export;

/// <summary>A file that is recorded and cannot be read: its tables lack what would come from it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Message">One plain line.</param>
public sealed record ExportProblem(string Path, string Message) : ExportEvent;
