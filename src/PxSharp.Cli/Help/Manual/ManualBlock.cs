namespace PxSharp.Cli.Help.Manual;

/// <summary>A piece of a section.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, or the word that is explained.</param>
/// <param name="Meaning">What an entry means.</param>
internal sealed record ManualBlock(ManualBlockKind Kind, string Text, string Meaning = "");
