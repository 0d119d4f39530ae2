namespace PxSharp.Smdb.Import;

/// <summary>Something that is not as pypx's tables or the names of the files promise.</summary>
/// <param name="Path">The file or table.</param>
/// <param name="Message">One plain line.</param>
public sealed record ImportProblem(string Path, string Message) : ImportEvent;
