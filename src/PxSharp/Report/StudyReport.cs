using PxSharp.Query;

namespace PxSharp.Report;

/// <summary>What a report says of a study: the model of every kind of report.</summary>
/// <param name="Header">The attributes of the study, as far as the query brought them.</param>
/// <param name="Series">Its series, in the PACS' order; null when only studies were asked for.</param>
public sealed record StudyReport(IReadOnlyList<ReportField> Header, IReadOnlyList<SeriesReport>? Series)
{
    /// <summary>The reports on all studies that a query found.</summary>
    public static IReadOnlyList<StudyReport> Of(FindReport found, ReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(layout);
        return [.. found.Studies.Select(study => Of(study, layout))];
    }

    /// <summary>The report on one study.</summary>
    public static StudyReport Of(FoundStudy study, ReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(layout);
        var header = layout.HeaderStudyTags.Select(tag => Field(study.Tags, tag))
            .Concat(layout.HeaderSeriesTags.Select(tag => OfAllSeries(study, tag)));
        return new StudyReport(Known(header), study.Series?.Select(series => Of(series, layout)).ToArray());
    }

    /// <summary>The keywords among these that no study and no series of the report has.</summary>
    public static IReadOnlyList<string> FindMissing(FindReport found, IEnumerable<string> keywords)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(keywords);
        var missing = new List<string>();
        foreach (var keyword in keywords.Distinct())
        {
            if (!found.Studies.Any(study => study.Tags.Find(keyword) is not null
                || (study.Series ?? []).Any(series => series.Tags.Find(keyword) is not null)))
            {
                missing.Add(keyword);
            }
        }
        return missing;
    }

    private static SeriesReport Of(FoundSeries series, ReportLayout layout) => new(
        Known(layout.BodySeriesTags.Select(tag => Field(series.Tags, tag))),
        series.Tags.Find("SeriesInstanceUID") ?? "",
        series.Tags.FindValue("SeriesNumber") ?? "",
        series.Tags.Find("NumberOfSeriesRelatedInstances") ?? "")
    {
        Status = series.Tags.Find(SeriesSpecial.SeriesStatus),
    };

    private static ReportField[] Known(IEnumerable<ReportField?> fields) => [.. fields.OfType<ReportField>()];

    private static ReportField? Field(ResultTags tags, string keyword) =>
        tags.Find(keyword) is { } value ? new ReportField(keyword, value) : null;

    // A study has several series: each value once, in their order.
    private static ReportField? OfAllSeries(FoundStudy study, string keyword)
    {
        var values = (study.Series ?? [])
            .Select(series => series.Tags.FindValue(keyword))
            .OfType<string>()
            .Distinct()
            .ToArray();
        return values.Length > 0 ? new ReportField(keyword, string.Join('\\', values)) : Field(study.Tags, keyword);
    }
}
