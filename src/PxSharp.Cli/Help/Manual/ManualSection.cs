namespace PxSharp.Cli.Help.Manual;

/// <summary>A section of a manual page, such as OPTIONS.</summary>
internal sealed record ManualSection(string Heading, IReadOnlyList<ManualBlock> Blocks);
