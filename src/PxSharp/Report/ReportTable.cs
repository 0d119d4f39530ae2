using System.Globalization;

namespace PxSharp.Report;

/// <summary>A report as one table: a line a series, or a line a study.</summary>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The lines, each with as many cells as there are columns.</param>
public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>
    /// One line for each series, its study's attributes before it; without series, one for each study.
    /// </summary>
    /// <remarks>An attribute that none of them has gets no column.</remarks>
    public static ReportTable OfSeries(IReadOnlyList<StudyReport> studies, ReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(layout);
        var header = HeaderColumns(studies, layout);
        if (studies.Count > 0 && studies.All(study => study.Series is null))
        {
            return new ReportTable(header, [.. studies.Select(study => Values(study.Header, header))]);
        }
        var body = ColumnsOf(
            layout.BodySeriesTags, studies.SelectMany(study => study.Series ?? []), series => series.Body);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var study in studies)
        {
            string[] before = Values(study.Header, header);
            foreach (var series in study.Series ?? [])
            {
                string[] row = [.. before, .. Values(series.Body, body)];
                rows.Add(layout.CountsInstances ? [.. row, series.NumberOfSeriesRelatedInstances] : row);
            }
        }
        string[] counted = layout.CountsInstances ? ["NumberOfSeriesRelatedInstances"] : [];
        return new ReportTable([.. header, .. body, .. counted], rows);
    }

    /// <summary>
    /// One line for each study, which says how many series and images it has (pypx' <c>--csvSummarize</c>).
    /// </summary>
    public static ReportTable OfStudies(IReadOnlyList<StudyReport> studies, ReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(layout);
        var header = HeaderColumns(studies, layout);
        return new ReportTable(
            [.. header, "Series", "Images"],
            [.. studies.Select(study => (string[])[.. Values(study.Header, header), .. Summary(study)])]);
    }

    private static string[] HeaderColumns(IReadOnlyList<StudyReport> studies, ReportLayout layout) =>
        ColumnsOf([.. layout.HeaderStudyTags, .. layout.HeaderSeriesTags], studies, study => study.Header);

    /// <summary>
    /// The keywords that one of these has, in the order of the layout; all when there is nothing at all.
    /// </summary>
    private static string[] ColumnsOf<T>(
        IReadOnlyList<string> keywords, IEnumerable<T> all, Func<T, IReadOnlyList<ReportField>> fields)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var isAny = false;
        foreach (var one in all)
        {
            isAny = true;
            foreach (var field in fields(one))
            {
                known.Add(field.Keyword);
            }
        }
        return isAny ? [.. keywords.Where(known.Contains)] : [.. keywords];
    }

    private static string[] Values(IReadOnlyList<ReportField> fields, string[] columns)
    {
        var values = new string[columns.Length];
        var next = 0;
        for (var column = 0; column < columns.Length; column++)
        {
            // Fields come in the order of the columns, some may be left out.
            values[column] = next < fields.Count && fields[next].Keyword == columns[column] ? fields[next++].Value : "";
        }
        return values;
    }

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
