using System.CommandLine;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Help;

/// <summary>Paragraphs and columns that fit 80 columns, or fewer on a narrower terminal.</summary>
internal sealed class HelpText(Terminal terminal, int indent)
{
    private const int NameColumn = 26;

    private readonly int _width = Math.Clamp(terminal.Width, 40, 80);

    /// <summary>
    /// Text with paragraphs parted by empty lines; lines that begin with a space are kept as they are.
    /// </summary>
    public void WriteParagraphs(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(' ') || line.Length == 0)
            {
                terminal.WriteLine((new string(' ', indent) + line).TrimEnd());
                continue;
            }

            foreach (var part in Wrap(line, _width - indent))
            {
                terminal.WriteLine(new string(' ', indent) + part);
            }
        }
    }

    public void WriteOptions(IEnumerable<Option> options) => WriteRows(options
        .Where(option => !option.Hidden)
        .Select(option => (NameOf(option, withAliases: false), option.Description ?? "")));

    /// <summary>Names on the left, what they mean on the right.</summary>
    public void WriteRows(IEnumerable<(string Name, string Meaning)> rows)
    {
        foreach (var (name, meaning) in rows)
        {
            var first = new string(' ', indent + 2) + name;
            var column = indent + 2 + NameColumn;
            var lines = Wrap(meaning, _width - column).ToList();
            if (first.Length + 2 > column && meaning.Length > 0)
            {
                terminal.WriteLine(first);
                first = "";
            }

            terminal.WriteLine((first.PadRight(column) + lines.FirstOrDefault()).TrimEnd());
            foreach (var line in lines.Skip(1))
            {
                terminal.WriteLine(new string(' ', column) + line);
            }
        }
    }

    public void WriteExamples(IEnumerable<Example> examples)
    {
        foreach (var example in examples)
        {
            terminal.WriteLine(new string(' ', indent + 2) + example.CommandLine);
            terminal.WriteLine(new string(' ', indent + 6) + example.Does);
        }
    }

    /// <summary>"-v, --verbosity N": a short alias is always shown, the others when asked for.</summary>
    public static string NameOf(Option option, bool withAliases)
    {
        var names = option.Aliases.Where(alias => withAliases || !alias.StartsWith("--", StringComparison.Ordinal))
            .Append(option.Name);
        return string.Join(", ", names) + (option.HelpName is null ? "" : " " + option.HelpName);
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
