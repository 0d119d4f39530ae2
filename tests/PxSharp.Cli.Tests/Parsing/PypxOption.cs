namespace PxSharp.Cli.Tests.Parsing;

/// <summary>An option of one of pypx's tools.</summary>
/// <param name="Names">Its spellings, the long one last.</param>
/// <param name="TakesValue">Whether a value follows.</param>
internal sealed record PypxOption(IReadOnlyList<string> Names, bool TakesValue)
{
    public static PypxOption Parse(string text) =>
        new(text.TrimEnd('=').Split('|'), text.EndsWith('='));
}
