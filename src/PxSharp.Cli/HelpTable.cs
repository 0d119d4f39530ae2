namespace PxSharp.Cli;

/// <summary>A part of a command's help that explains the values of an option.</summary>
/// <param name="Heading">Its heading, without a colon.</param>
/// <param name="Rows">Each value, or several, with what it means or needs.</param>
internal sealed record HelpTable(string Heading, IReadOnlyList<(string Name, string Meaning)> Rows);
