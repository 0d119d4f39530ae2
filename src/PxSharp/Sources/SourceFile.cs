using PxSharp.Index;

namespace PxSharp.Sources;

/// <summary>A file that something is to be done with.</summary>
/// <param name="FilePath">Its full path.</param>
/// <param name="Length">Its bytes; 0 where that is not known.</param>
public sealed record SourceFile(string FilePath, long Length)
{
    /// <summary>
    /// What the tracking database has of it, when it was named there; null when it was found on disk.
    /// </summary>
    public InstanceRecord? Instance { get; init; }

    /// <summary>Why nothing can be done with it, one plain line; null when nothing is known against it.</summary>
    public string? Fault { get; init; }
}
