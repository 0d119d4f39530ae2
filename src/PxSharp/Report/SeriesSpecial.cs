using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Query;

namespace PxSharp.Report;

/// <summary>pypx's <c>--seriesSpecial seriesStatus</c>: an attribute of each series that says how far it is.</summary>
public static class SeriesSpecial
{
    /// <summary>The name of the attribute, and of the option's value.</summary>
    public const string SeriesStatus = "seriesStatus";

    private const int DescriptionWidth = 55;

    /// <summary>
    /// The same report with <c>seriesStatus</c> in each series: instances in the PACS, received here, registered in
    /// CUBE, and the description. The counts are those of the <c>status</c> action in <c>then</c>; <c>----</c> stands
    /// where there are none.
    /// </summary>
    /// <param name="found">What a query found, and what <c>--then status</c> said of it.</param>
    public static FindReport AddStatus(FindReport found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var images = ImagesBySeries(found.Then);
        return found with
        {
            Studies =
            [
                .. found.Studies.Select(study => study with
                {
                    Series = study.Series?
                        .Select(series => series with
                        {
                            Tags = new ResultTags(
                            [
                                .. series.Tags,
                                StatusOf(series, images.GetValueOrDefault(series.SeriesInstanceUID)),
                            ]),
                        })
                        .ToArray(),
                }),
            ],
        };
    }

    /// <summary>Whether the <c>status</c> action has been done with what was found.</summary>
    public static bool HasStatus(FindReport found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Then is { } then && then.Any(step => step.Key.EndsWith("-status", StringComparison.Ordinal));
    }

    /// <summary>
    /// pypx's line on one series: instances in the PACS, received here, registered in CUBE, and the description.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="images"><c>images</c> of its status in JSON; null where there is none.</param>
    public static string Describe(FoundSeries series, JsonObject? images)
    {
        ArgumentNullException.ThrowIfNull(series);
        var description = (series.Tags.FindValue("SeriesDescription") ?? "").PadRight(DescriptionWidth);
        var onPacs = Number(series.Tags.FindValue("NumberOfSeriesRelatedInstances")) ?? Count(images, "requested");
        return $"  PACS:{Shown(onPacs)}     OXIDCM:{Shown(Count(images, "received"))}        "
            + $"CUBE:{Shown(Count(images, "registered"))}  │  {description}";
    }

    private static TagValue StatusOf(FoundSeries series, JsonObject? images) =>
        new(SeriesStatus, "0", Describe(series, images));

    private static string Shown(long? count) => count?.ToString("0000", CultureInfo.InvariantCulture) ?? "----";

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Count(JsonObject? images, string name) =>
        images?[name] is JsonObject counted && counted["count"] is JsonValue count
        && count.GetValueKind() == JsonValueKind.Number && count.TryGetValue(out long number) ? number : null;

    /// <summary>
    /// <c>then: {"00-status": {study: [{UID: [{study: {seriesListInStudy: ...}, images: {...}}]}]}}</c>.
    /// </summary>
    private static Dictionary<string, JsonObject> ImagesBySeries(JsonObject? then)
    {
        var bySeries = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (verb, result) in then ?? [])
        {
            if (!verb.EndsWith("-status", StringComparison.Ordinal))
            {
                continue;
            }
            foreach (var status in Members((result as JsonObject)?["study"]).SelectMany(
                study => (study as JsonObject ?? []).SelectMany(one => Members(one.Value))))
            {
                if (status is JsonObject known && known["images"] is JsonObject images
                    && known["study"] is JsonObject inStudy && inStudy["seriesListInStudy"] is JsonObject list
                    && list["SeriesInstanceUID"] is JsonValue uid && uid.GetValueKind() == JsonValueKind.String)
                {
                    bySeries[uid.GetValue<string>()] = images;
                }
            }
        }
        return bySeries;
    }

    private static IEnumerable<JsonNode?> Members(JsonNode? array) => array as JsonArray ?? [];
}
