namespace PxSharp.Cli.Completion;

/// <summary>What a shell can offer for a value.</summary>
internal enum CompletionValue
{
    /// <summary>Nothing: the value is free.</summary>
    Free,

    /// <summary>Paths of files.</summary>
    File,

    /// <summary>Paths of directories.</summary>
    Directory,

    /// <summary>The words of a list.</summary>
    Choice,

    /// <summary>The names of the known PACS, which px itself is asked for.</summary>
    Pacs,
}
