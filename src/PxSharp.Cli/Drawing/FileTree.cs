using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Drawing;

/// <summary>Draws the tree of received files: the first of each kind, and how many more there are.</summary>
internal static class FileTree
{
    private const int ShownFiles = 2;

    /// <summary>What the levels under the data root are, as pypx's layout has them.</summary>
    private static readonly (string One, string Many)[] Levels =
        [("patient", "patients"), ("study", "studies"), ("series", "series"), ("file", "files")];

    /// <summary>Draws all patients, the first study of each, its first series, and the first files of that.</summary>
    public static void Write(Terminal terminal, string directory)
    {
        terminal.WriteLine(VisibleText.Of(directory));
        Write(terminal, directory, "", level: 0);
    }

    private static void Write(Terminal terminal, string directory, string indent, int level)
    {
        var entries = Directory.GetFileSystemEntries(directory)
            .Where(entry => !Path.GetFileName(entry).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .ToList();
        var shown = level == 0 ? entries.Count : Math.Min(entries.Count, level == 3 ? ShownFiles : 1);
        for (var place = 0; place < shown; place++)
        {
            var isLast = place == shown - 1 && shown == entries.Count;
            WriteLine(terminal, indent + (isLast ? "└─ " : "├─ ") + VisibleText.Of(Path.GetFileName(entries[place])));
            if (Directory.Exists(entries[place]))
            {
                Write(terminal, entries[place], indent + (isLast ? "   " : "│  "), level + 1);
            }
        }

        if (shown < entries.Count)
        {
            var (one, many) = Levels[Math.Min(level, Levels.Length - 1)];
            WriteLine(
                terminal, $"{indent}└─ … {ShownValue.Count(entries.Count - shown, "more " + one, "more " + many)}");
        }
    }

    private static void WriteLine(Terminal terminal, string line) =>
        terminal.WriteLine(TextWidth.Cut(line, terminal.Width));
}
