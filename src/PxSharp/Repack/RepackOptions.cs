namespace PxSharp.Repack;

/// <summary>What to repack, and how.</summary>
public sealed record RepackOptions
{
    /// <summary>
    /// A file, or a directory to go through with all below it. Links to directories are not followed.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>Only files whose name contains this; null for all. pypx's --parseAllFilesWithSubStr.</summary>
    public string? NameContains { get; init; }

    /// <summary>
    /// Whether a source is removed once its copy is durable and in the index. pypx's --cleanup. Needs a data root of
    /// <see cref="Storage.Durability.Disk"/>.
    /// </summary>
    public bool RemoveSources { get; init; }

    /// <summary>How many files are worked on at once. Default: as many as there are processors.</summary>
    public int Parallelism
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "at least 1");
    } = Environment.ProcessorCount;
}
