using PxSharp.Query;

namespace PxSharp.Report;

/// <summary>What a report says of a study: the model of every kind of report.</summary>
/// <param name="Header">The attributes of the study.</param>
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
        return new StudyReport([.. header], study.Series?.Select(series => Of(series, layout)).ToArray());
    }

    private static SeriesReport Of(FoundSeries series, ReportLayout layout) => new(
        [.. layout.BodySeriesTags.Select(tag => Field(series.Tags, tag))],
        series.Tags.Find("SeriesInstanceUID") ?? "",
        series.Tags.FindValue("SeriesNumber") ?? "",
        series.Tags.Find("NumberOfSeriesRelatedInstances") ?? "");

    private static ReportField Field(ResultTags tags, string keyword) => new(keyword, tags.Find(keyword) ?? "");

    // A study has several series: each value once, in their order.
    private static ReportField OfAllSeries(FoundStudy study, string keyword)
    {
        var values = (study.Series ?? []).Select(series => series.Tags.FindValue(keyword)).OfType<string>().Distinct().ToArray();
        return values.Length > 0 ? new ReportField(keyword, string.Join('\\', values)) : Field(study.Tags, keyword);
    }
}
