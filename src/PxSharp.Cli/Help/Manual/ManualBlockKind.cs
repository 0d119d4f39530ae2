namespace PxSharp.Cli.Help.Manual;

/// <summary>What a block of a manual page is.</summary>
internal enum ManualBlockKind
{
    /// <summary>Text that is filled to the width.</summary>
    Paragraph,

    /// <summary>A line that stays as it is: a command line, a row of a table.</summary>
    Line,

    /// <summary>A word or an option, with what it means beside it.</summary>
    Entry,

    /// <summary>A heading within a section.</summary>
    Heading,
}
