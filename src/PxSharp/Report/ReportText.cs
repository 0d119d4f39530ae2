namespace PxSharp.Report;

/// <summary>
/// Prints reports as plain lines (pypx' <c>rawText</c>): a keyword and its value, the series below the study.
/// </summary>
public static class ReportText
{
    private const int KeywordWidth = 30;

    /// <summary>Writes the reports, with two empty lines after each study.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="studies">The reports.</param>
    /// <param name="keywordStyle">What turns on the keyword's colour, such as an ANSI sequence.</param>
    /// <param name="valueStyle">What turns on the value's colour.</param>
    /// <param name="reset">What turns colours off.</param>
    public static void Write(
        TextWriter output,
        IReadOnlyList<StudyReport> studies,
        string keywordStyle = "",
        string valueStyle = "",
        string reset = "")
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(studies);
        foreach (var study in studies)
        {
            WriteFields(study.Header);
            output.Write('\n');
            foreach (var series in study.Series ?? [])
            {
                WriteFields(series.Body);
            }
            output.Write("\n\n");
        }

        void WriteFields(IReadOnlyList<ReportField> fields)
        {
            foreach (var field in fields)
            {
                var keyword = field.Keyword.PadLeft(KeywordWidth);
                var line = $"{keywordStyle}{keyword}{valueStyle}  {OneLine(field.Value)}{reset}";
                output.Write(line.TrimEnd());
                output.Write('\n');
            }
        }
    }

    // A value must not draw on the terminal by itself.
    private static string OneLine(string value) =>
        value.Any(char.IsControl) ? string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c)) : value;
}
