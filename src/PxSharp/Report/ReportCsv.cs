namespace PxSharp.Report;

/// <summary>Prints a table as CSV.</summary>
/// <remarks>
/// RFC 4180 but for the separator, which is pypx' <c>|</c> unless another is asked for, and LF line ends: a cell that
/// holds the separator, a quote or a line end is quoted, and its quotes are doubled.
/// </remarks>
public static class ReportCsv
{
    /// <summary>What pypx puts between cells.</summary>
    public const string DefaultSeparator = "|";

    /// <summary>Writes the lines of the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="separator">What stands between cells; not empty.</param>
    /// <param name="headers">Whether the heads of the columns come first.</param>
    public static void Write(
        TextWriter output, ReportTable table, string separator = DefaultSeparator, bool headers = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(separator);
        if (headers)
        {
            WriteRow(output, table.Columns, separator);
        }
        foreach (var row in table.Rows)
        {
            WriteRow(output, row, separator);
        }
    }

    private static void WriteRow(TextWriter output, IReadOnlyList<string> cells, string separator)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                output.Write(separator);
            }
            output.Write(Quoted(cells[i], separator));
        }
        output.Write('\n');
    }

    private static string Quoted(string cell, string separator) =>
        cell.AsSpan().ContainsAny('"', '\n', '\r') || cell.Contains(separator, StringComparison.Ordinal)
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
