namespace PxSharp.Cli.Drawing;

/// <summary>How a report is drawn.</summary>
/// <param name="HasHeaders">Whether CSV begins with the names of its columns.</param>
/// <param name="IsPretty">Whether CSV is drawn as a table.</param>
/// <param name="IsSummary">Whether CSV has a line for each study, not for each series.</param>
/// <param name="Separator">What stands between the cells of CSV.</param>
/// <param name="Colours">Colours, which only a terminal gets.</param>
internal sealed record ReportDrawingOptions(
    bool HasHeaders, bool IsPretty, bool IsSummary, string Separator, ReportColours Colours);
