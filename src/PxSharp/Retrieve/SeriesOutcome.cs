namespace PxSharp.Retrieve;

/// <summary>How the retrieve of a series ended.</summary>
public enum SeriesOutcome
{
    /// <summary>All that the PACS promised is here: each in the index, with its file.</summary>
    Complete,

    /// <summary>Something that the PACS promised is not here.</summary>
    Incomplete,

    /// <summary>The PACS neither lists nor counts its instances, so nobody can say whether all are here.</summary>
    Unknown,

    /// <summary>The series was not asked for, because an earlier failure concerns it too.</summary>
    NotAsked,
}
