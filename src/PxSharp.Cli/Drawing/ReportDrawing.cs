using PxSharp.Cli.Terminals;
using PxSharp.Report;

namespace PxSharp.Cli.Drawing;

/// <summary>Writes a report in one of its forms.</summary>
internal static class ReportDrawing
{
    public static void Write(
        Terminal terminal,
        IReadOnlyList<StudyReport> studies,
        ReportLayout layout,
        ReportKind kind,
        ReportDrawingOptions options)
    {
        switch (kind)
        {
            case ReportKind.Json:
                using (var json = new MemoryStream())
                {
                    ReportJson.Write(json, studies);
                    terminal.Out.WriteLine(System.Text.Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
                }

                break;
            case ReportKind.Csv:
                WriteCsv(terminal, options.IsSummary
                    ? ReportTable.OfStudies(studies, layout)
                    : ReportTable.OfSeries(studies, layout), options);
                break;
            case ReportKind.RawText:
                var (keyword, value, reset) = Styles(terminal, options.Colours);
                ReportText.Write(terminal.Out, studies, keyword, value, reset);
                break;
            default:
                WriteTables(terminal, studies, options.Colours);
                break;
        }
    }

    private static void WriteCsv(Terminal terminal, ReportTable report, ReportDrawingOptions options)
    {
        if (options.IsPretty)
        {
            WritePretty(terminal, report, options);
            return;
        }

        report = report with { Rows = [.. report.Rows.Select(row => (string[])[.. row.Select(CsvCell)])] };
        ReportCsv.Write(terminal.Out, report, options.Separator, options.HasHeaders);
    }

    /// <summary>A value with its line ends and tabs, and nothing else that could steer a terminal.</summary>
    private static string CsvCell(string value) => string.Join('\n', value
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => string.Join('\t', line.Split('\t').Select(VisibleText.Of))));

    private static void WritePretty(Terminal terminal, ReportTable report, ReportDrawingOptions options)
    {
        var (keyword, value, _) = Styles(terminal, options.Colours);
        var columns = report.Columns
            .Select(name => new Column(options.HasHeaders ? name : "", MayShrink: true, Style: value));
        var table = new TextTable([.. columns])
        {
            HasGrid = true,
            HeadingStyle = keyword,
        };
        foreach (var row in report.Rows)
        {
            table.Add([.. row]);
        }

        if (table.LeastWidth <= terminal.Width)
        {
            table.Write(terminal);
            return;
        }

        // Too many columns for this terminal: a table for each line, the columns below each other.
        foreach (var row in report.Rows)
        {
            var fields = report.Columns.Zip(row, (column, cell) => new ReportField(column, cell));
            WriteTable(terminal, fields, report.Columns.Max(column => column.Length), 0, options.Colours);
        }
    }

    private static void WriteTables(Terminal terminal, IReadOnlyList<StudyReport> studies, ReportColours colours)
    {
        const int valueWidth = 46;
        var keywordWidth = studies
            .SelectMany(study => study.Header.Concat((study.Series ?? []).SelectMany(series => series.Body)))
            .Select(field => field.Keyword.Length)
            .DefaultIfEmpty()
            .Max();
        foreach (var study in studies)
        {
            WriteTable(terminal, study.Header, keywordWidth, valueWidth, colours);
            if (study.Series is { Count: > 0 } series)
            {
                WriteTable(terminal, series.SelectMany(one => one.Body), keywordWidth, valueWidth, colours);
            }

            terminal.WriteLine();
        }
    }

    private static void WriteTable(
        Terminal terminal, IEnumerable<ReportField> fields, int keywordWidth, int valueWidth, ReportColours colours)
    {
        var (keyword, value, _) = Styles(terminal, colours);
        var table = new TextTable(
            new Column("", MayShrink: true, LeastWidth: keywordWidth, Style: keyword),
            new Column("", MayShrink: true, LeastWidth: valueWidth, Style: value))
        {
            HasGrid = true,
        };
        foreach (var field in fields)
        {
            table.Add(field.Keyword, field.Value);
        }

        table.Write(terminal);
    }

    /// <summary>Magenta keywords as pypx has them; values bright green on dark, blue on light ground.</summary>
    private static (string Keyword, string Value, string Reset) Styles(Terminal terminal, ReportColours colours) =>
        !terminal.UsesColour || colours == ReportColours.None
            ? ("", "", "")
            : ("\x1b[35m", colours == ReportColours.Dark ? "\x1b[92m" : "\x1b[34m", "\x1b[0m");
}
