namespace PxSharp.Cli;

/// <summary>A command's place in the catalogue; its options are made only when it is the one that runs.</summary>
internal sealed record CommandEntry(string Name, string Summary, Func<CommandDefinition> Define);
