using System.Text.Json;
using PxSharp.Json;

namespace PxSharp.Report;

/// <summary>Which attributes a report shows, and where.</summary>
/// <param name="HeaderStudyTags">Keywords of the study, at the head of it.</param>
/// <param name="HeaderSeriesTags">Keywords of the series that say something about the study, at the head too.</param>
/// <param name="BodySeriesTags">Keywords of each series.</param>
public sealed record ReportLayout(
    IReadOnlyList<string> HeaderStudyTags,
    IReadOnlyList<string> HeaderSeriesTags,
    IReadOnlyList<string> BodySeriesTags)
{
    /// <summary>What pypx shows when nothing else is said.</summary>
    public static ReportLayout Default { get; } = new(
        [
            "PatientName",
            "PatientBirthDate",
            "StudyDate",
            "PatientAge",
            "PatientSex",
            "AccessionNumber",
            "PatientID",
            "PerformedStationAETitle",
            "StudyDescription",
            "NumberOfStudyRelatedSeries",
            "NumberOfStudyRelatedInstances",
        ],
        ["Modality"],
        ["SeriesDescription"]);

    /// <summary>
    /// Whether CSV shows the number of instances after the series' attributes, as pypx does by default.
    /// </summary>
    public bool CountsInstances { get; init; } = true;

    /// <summary>The layout with lists of keywords, parted by commas, in place of some of its own.</summary>
    /// <param name="headerStudyTags">pypx' <c>--reportHeaderStudyTags</c>; null or empty changes nothing.</param>
    /// <param name="headerSeriesTags">pypx' <c>--reportHeaderSeriesTags</c>; likewise.</param>
    /// <param name="bodySeriesTags">pypx' <c>--reportBodySeriesTags</c>; likewise.</param>
    public ReportLayout With(string? headerStudyTags, string? headerSeriesTags, string? bodySeriesTags)
    {
        var body = Split(bodySeriesTags);
        return new ReportLayout(
            Split(headerStudyTags) ?? HeaderStudyTags,
            Split(headerSeriesTags) ?? HeaderSeriesTags,
            body ?? BodySeriesTags)
        {
            CountsInstances = CountsInstances && body is null,
        };
    }

    /// <summary>
    /// The layout that pypx' <c>--reportLayout</c> describes:
    /// <c>{"header": {"study": [...], "series": [...]}, "body": {"series": [...]}}</c>.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON of that shape.</exception>
    public static ReportLayout Parse(string json)
    {
        using var document = JsonDocument.Parse(JsonInput.Mend(json));
        var root = document.RootElement;
        return new ReportLayout(
            List(root, "header", "study"), List(root, "header", "series"), List(root, "body", "series"))
        {
            CountsInstances = false,
        };
    }

    private static string[]? Split(string? list) => string.IsNullOrWhiteSpace(list)
        ? null
        : list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] List(JsonElement root, string part, string level)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(part, out var lists))
        {
            return [];
        }
        if (lists.ValueKind != JsonValueKind.Object || !lists.TryGetProperty(level, out var list))
        {
            return [];
        }
        return list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(tag => tag.GetString()!)]
            : throw new JsonException($"\"{part}\" / \"{level}\" must be a list of PS3.6 keywords");
    }
}
