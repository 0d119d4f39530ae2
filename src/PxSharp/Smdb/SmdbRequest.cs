namespace PxSharp.Smdb;

/// <summary>What is asked of the tracking database in pypx's way.</summary>
/// <param name="LogDirectory">pypx's <c>--logdir</c>: the database is in it, services/ beside it.</param>
/// <param name="DataDirectory">The tree of files.</param>
public sealed record SmdbRequest(string LogDirectory, string DataDirectory)
{
    /// <summary>pypx's <c>--actionArgs</c>: JSON, a Patient ID or a UID; null for none.</summary>
    public string? Arguments { get; init; }

    /// <summary>The file that is asked about; null for none.</summary>
    public string? FilePath { get; init; }

    /// <summary>pypx's <c>--xcrdir</c> without a file: a directory that is asked about; null for none.</summary>
    public string? Directory { get; init; }

    /// <summary>The study that is asked about; null for none.</summary>
    public string? StudyInstanceUID { get; init; }

    /// <summary>The series that is asked about; null for none.</summary>
    public string? SeriesInstanceUID { get; init; }
}
