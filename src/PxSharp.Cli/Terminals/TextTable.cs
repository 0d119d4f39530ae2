using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>
/// Rows of text in columns, as wide as they need to be, or cut to fit a terminal; a pipe gets all of it.
/// </summary>
/// <remarks>Cells go through <see cref="VisibleText"/>; the width of an ideograph counts as two.</remarks>
internal sealed class TextTable(params IReadOnlyList<Column> columns)
{
    private const int Narrowest = 6;

    private readonly List<string[]> _rows = [];
    private readonly List<(int BeforeRow, string Text, bool IsBold)> _lines = [];

    /// <summary>Spaces before each line.</summary>
    public int Indent { get; init; }

    /// <summary>Whether lines are drawn between columns, below the headings, above and below.</summary>
    public bool HasGrid { get; init; }

    /// <summary>What turns on the colour of headings where <see cref="HasGrid"/>; faint when empty.</summary>
    public string HeadingStyle { get; init; } = "";

    /// <summary>The columns that the table takes when it is cut as far as can be.</summary>
    public int LeastWidth => Indent + Widths(0).Sum() + Between;

    private int Between => HasGrid ? 3 * columns.Count + 1 : 2 * (columns.Count - 1);

    /// <summary>Adds a row; a missing value is empty.</summary>
    public void Add(params ReadOnlySpan<string?> cells)
    {
        var row = new string[columns.Count];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = column < cells.Length ? VisibleText.Of(cells[column]).Trim(' ') : "";
        }

        _rows.Add(row);
    }

    /// <summary>Adds a line of its own between rows, cut like them.</summary>
    public void AddLine(string text, bool bold = false) => _lines.Add((_rows.Count, text, bold));

    /// <summary>Writes headings, rows and lines.</summary>
    public void Write(Terminal terminal)
    {
        var widths = Widths(terminal.Width);
        WriteRule(terminal, widths, '┌', '┬', '┐');
        if (columns.Any(column => column.Heading.Length > 0))
        {
            string[] headings = [.. columns.Select(column => column.Heading)];
            terminal.WriteLine(HeadingStyle.Length > 0
                ? Line(headings, widths, _ => HeadingStyle)
                : terminal.Faint(Line(headings, widths, _ => "")));
            WriteRule(terminal, widths, '├', '┼', '┤');
        }

        var next = 0;
        for (var row = 0; row <= _rows.Count; row++)
        {
            for (; next < _lines.Count && _lines[next].BeforeRow == row; next++)
            {
                var text = TextWidth.Cut(_lines[next].Text, terminal.Width);
                terminal.WriteLine(_lines[next].IsBold ? terminal.Bold(text) : text);
            }

            if (row < _rows.Count)
            {
                terminal.WriteLine(Line(_rows[row], widths, column => columns[column].Style));
            }
        }

        WriteRule(terminal, widths, '└', '┴', '┘');
    }

    private void WriteRule(Terminal terminal, int[] widths, char left, char cross, char right)
    {
        if (HasGrid)
        {
            var parts = string.Join(cross, widths.Select(width => new string('─', width + 2)));
            terminal.WriteLine($"{new string(' ', Indent)}{left}{parts}{right}");
        }
    }

    private int[] Widths(int available)
    {
        var widths = new int[columns.Count];
        for (var column = 0; column < widths.Length; column++)
        {
            widths[column] = Math.Max(columns[column].LeastWidth, TextWidth.Of(columns[column].Heading));
            foreach (var row in _rows)
            {
                widths[column] = Math.Max(widths[column], TextWidth.Of(row[column]));
            }
        }

        for (var excess = Indent + widths.Sum() + Between - available; excess > 0; excess--)
        {
            var widest = -1;
            for (var column = 0; column < widths.Length; column++)
            {
                if (columns[column].MayShrink && widths[column] > Narrowest && IsCutBefore(column, widest, widths))
                {
                    widest = column;
                }
            }

            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    /// <summary>The least telling column is cut first; of two that tell as much, the wider.</summary>
    private bool IsCutBefore(int column, int other, int[] widths) => other < 0
        || columns[column].Keeps < columns[other].Keeps
        || (columns[column].Keeps == columns[other].Keeps && widths[column] > widths[other]);

    private string Line(string[] cells, int[] widths, Func<int, string> styleOf)
    {
        var line = new StringBuilder().Append(' ', Indent).Append(HasGrid ? "│ " : "");
        for (var column = 0; column < cells.Length; column++)
        {
            if (column > 0)
            {
                line.Append(HasGrid ? " │ " : "  ");
            }

            var cell = TextWidth.Cut(cells[column], widths[column]);
            var padding = widths[column] - TextWidth.Of(cell);
            var style = styleOf(column);
            line.Append(' ', columns[column].IsNumber ? padding : 0)
                .Append(style)
                .Append(cell)
                .Append(style.Length > 0 ? "\x1b[0m" : "")
                .Append(' ', columns[column].IsNumber ? 0 : padding);
        }

        return line.Append(HasGrid ? " │" : "").ToString().TrimEnd(' ');
    }
}
