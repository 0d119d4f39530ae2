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
                WriteTables(terminal, studies);
                break;
        }
    }

    private static void WriteCsv(Terminal terminal, ReportTable report, ReportDrawingOptions options)
    {
        if (!options.IsPretty)
        {
            var visible = report.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(VisibleText.Of)]);
            ReportCsv.Write(terminal.Out, report with { Rows = [.. visible] }, options.Separator, options.HasHeaders);
            return;
        }

        var table = new TextTable(
            [.. report.Columns.Select(name => new Column(options.HasHeaders ? name : "", MayShrink: true))])
        {
            HasGrid = true,
        };
        foreach (var row in report.Rows)
        {
            table.Add([.. row]);
        }

        table.Write(terminal);
    }

    private static void WriteTables(Terminal terminal, IReadOnlyList<StudyReport> studies)
    {
        var keywordWidth = studies
            .SelectMany(study => study.Header.Concat((study.Series ?? []).SelectMany(series => series.Body)))
            .Select(field => field.Keyword.Length)
            .DefaultIfEmpty()
            .Max();
        foreach (var study in studies)
        {
            WriteTable(terminal, study.Header, keywordWidth);
            if (study.Series is { Count: > 0 } series)
            {
                WriteTable(terminal, series.SelectMany(one => one.Body), keywordWidth);
            }

            terminal.WriteLine();
        }
    }

    private static void WriteTable(Terminal terminal, IEnumerable<ReportField> fields, int keywordWidth)
    {
        const int valueWidth = 46;
        var table = new TextTable(
            new Column("", MayShrink: true, LeastWidth: keywordWidth),
            new Column("", MayShrink: true, LeastWidth: valueWidth))
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
