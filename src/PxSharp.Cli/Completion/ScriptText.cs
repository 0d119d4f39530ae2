using System.Text;

namespace PxSharp.Cli.Completion;

/// <summary>The text of a shell script, made line by line.</summary>
internal sealed class ScriptText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line, or several that stand in one raw string.</summary>
    public void Line(string line) => _text.Append(line.ReplaceLineEndings("\n")).Append('\n');

    /// <summary>A word in single quotes for bash and zsh.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    public override string ToString() => _text.ToString();
}
