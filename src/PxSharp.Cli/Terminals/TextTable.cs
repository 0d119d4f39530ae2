using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>Rows of text in columns, as wide as they need to be, or cut to fit a terminal; a pipe gets all of it.</summary>
/// <remarks>Cells go through <see cref="VisibleText"/>; the width of an ideograph counts as two.</remarks>
internal sealed class TextTable(params IReadOnlyList<Column> columns)
{
    private const int LeastWidth = 6;

    private readonly List<string[]> _rows = [];

    /// <summary>Spaces before each line.</summary>
    public int Indent { get; init; }

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

    /// <summary>Writes headings and rows.</summary>
    public void Write(Terminal terminal)
    {
        var widths = Widths(terminal.Width);
        if (columns.Any(column => column.Heading.Length > 0))
        {
            terminal.WriteLine(terminal.Faint(Line([.. columns.Select(column => column.Heading)], widths)));
        }

        foreach (var row in _rows)
        {
            terminal.WriteLine(Line(row, widths));
        }
    }

    private int[] Widths(int available)
    {
        var widths = new int[columns.Count];
        for (var column = 0; column < widths.Length; column++)
        {
            widths[column] = TextWidth.Of(columns[column].Heading);
            foreach (var row in _rows)
            {
                widths[column] = Math.Max(widths[column], TextWidth.Of(row[column]));
            }
        }

        for (var excess = Indent + widths.Sum() + 2 * (widths.Length - 1) - available; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length)
                .Where(column => columns[column].MayShrink && widths[column] > LeastWidth)
                .OrderByDescending(column => widths[column])
                .Cast<int?>()
                .FirstOrDefault();
            if (widest is null)
            {
                break;
            }

            widths[widest.Value]--;
        }

        return widths;
    }

    private string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder().Append(' ', Indent);
        for (var column = 0; column < cells.Length; column++)
        {
            if (column > 0)
            {
                line.Append("  ");
            }

            var cell = TextWidth.Cut(cells[column], widths[column]);
            var padding = widths[column] - TextWidth.Of(cell);
            line.Append(' ', columns[column].IsNumber ? padding : 0)
                .Append(cell)
                .Append(' ', columns[column].IsNumber ? 0 : padding);
        }

        return line.ToString().TrimEnd(' ');
    }
}
