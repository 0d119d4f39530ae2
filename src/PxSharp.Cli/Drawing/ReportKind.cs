namespace PxSharp.Cli.Drawing;

/// <summary>The forms of a report, as <c>--printReport</c> names them.</summary>
internal enum ReportKind
{
    Tabular,
    RawText,
    Csv,
    Json,
}
