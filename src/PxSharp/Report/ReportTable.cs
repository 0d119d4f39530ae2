using System.Globalization;

namespace PxSharp.Report;

/// <summary>A report as one table: a line a series, or a line a study.</summary>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The lines, each with as many cells as there are columns.</param>
public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>One line for each series, its study's attributes before it; without series, one for each study.</summary>
    public static ReportTable OfSeries(IReadOnlyList<StudyReport> studies, ReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(layout);
        var columns = HeaderColumns(layout);
        if (studies.Count > 0 && studies.All(study => study.Series is null))
        {
            return new ReportTable(columns, [.. studies.Select(study => Values(study.Header))]);
        }
        columns.AddRange(layout.BodySeriesTags);
        if (layout.CountsInstances)
        {
            columns.Add("NumberOfSeriesRelatedInstances");
        }
        var rows = new List<IReadOnlyList<string>>();
        foreach (var study in studies)
        {
            foreach (var series in study.Series ?? [])
            {
                string[] row = [.. Values(study.Header), .. Values(series.Body)];
                rows.Add(layout.CountsInstances ? [.. row, series.NumberOfSeriesRelatedInstances] : row);
            }
        }
        return new ReportTable(columns, rows);
    }

    /// <summary>One line for each study, which says how many series and images it has (pypx' <c>--csvSummarize</c>).</summary>
    public static ReportTable OfStudies(IReadOnlyList<StudyReport> studies, ReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(layout);
        List<string> columns = [.. HeaderColumns(layout), "Series", "Images"];
        return new ReportTable(columns, [.. studies.Select(study => (string[])[.. Values(study.Header), .. Summary(study)])]);
    }

    private static List<string> HeaderColumns(ReportLayout layout) => [.. layout.HeaderStudyTags, .. layout.HeaderSeriesTags];

    private static string[] Values(IReadOnlyList<ReportField> fields) => [.. fields.Select(field => field.Value)];

    private static string[] Summary(StudyReport study)
    {
        if (study.Series is not { } series)
        {
            return ["", ""];
        }
        long images = 0;
        var known = series.All(one => long.TryParse(
            one.NumberOfSeriesRelatedInstances, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && (images += count) >= 0);
        return
        [
            $"Study contains {series.Count} series",
            known ? $"All series contain {images} images" : "The PACS did not count the images",
        ];
    }
}
