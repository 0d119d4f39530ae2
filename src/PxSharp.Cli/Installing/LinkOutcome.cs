namespace PxSharp.Cli.Installing;

/// <summary>What became of one link.</summary>
internal enum LinkOutcome
{
    /// <summary>Nothing had that name; now the link has.</summary>
    Made,

    /// <summary>The name led to this program before.</summary>
    AlreadyThere,

    /// <summary>Another file had the name; the link took its place, as asked.</summary>
    Replaced,

    /// <summary>Another file has the name, and keeps it.</summary>
    Taken,
}
