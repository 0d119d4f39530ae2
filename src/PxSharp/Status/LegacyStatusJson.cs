using System.Text.Json.Nodes;
using PxSharp.Smdb;

namespace PxSharp.Status;

/// <summary>
/// Prints the status of a series in the shape of pypx before its database: with the names of the tables.
/// </summary>
/// <remarks>
/// <c>{state, study, series, images, status, error}</c>. The states are <c>StudyContainsSeriesOK</c>,
/// <c>StudyDoesNotContainSeries</c>, <c>StudyNotFound</c>; <c>SeriesMapMetaOK</c>, <c>NoSeriesFound</c>;
/// <c>ImagesAllReceivedOK</c>, <c>ImagesInFlight</c>, <c>ImagesPushedOK</c>, <c>ImagesRegisteredOK</c>,
/// <c>NoImagesFound</c>.
/// </remarks>
public static class LegacyStatusJson
{
    private static readonly string[] Counts = ["received", "requested", "packed", "pushed", "registered"];

    /// <summary>The JSON of one series.</summary>
    /// <param name="status">The series.</param>
    /// <param name="seriesInStudy">The series that the study has, in any order.</param>
    /// <param name="logDirectory">The directory that the tables would lie in.</param>
    /// <param name="verifySeriesInStudy">
    /// pypx's <c>--verifySeriesInStudy</c>: says nothing of the series when the study is not known.
    /// </param>
    public static JsonObject Of(
        SeriesStatus status, IReadOnlyList<string> seriesInStudy, string logDirectory, bool verifySeriesInStudy)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(seriesInStudy);
        var tables = new TableNames(logDirectory);
        var stopsAtStudy = verifySeriesInStudy && status.Study is null;
        var studyState = stopsAtStudy ? "StudyNotFound"
            : status.IsInStudy ? "StudyContainsSeriesOK" : "StudyDoesNotContainSeries";
        var imagesState = ImagesState(status);
        return new JsonObject
        {
            ["state"] = new JsonObject
            {
                ["study"] = studyState,
                ["series"] = stopsAtStudy || status.Series is null ? "NoSeriesFound" : "SeriesMapMetaOK",
                ["images"] = stopsAtStudy || status.Series is null ? "NoImagesFound" : imagesState,
            },
            ["study"] = Study(status, studyState, stopsAtStudy ? null : seriesInStudy, tables),
            ["series"] = stopsAtStudy ? [] : Series(status, tables),
            ["images"] = stopsAtStudy || status.Series is null ? NoImages() : Images(status, imagesState),
            ["status"] = !stopsAtStudy && status.Series is not null,
            ["error"] = stopsAtStudy ? "Study not found" : status.Series is null ? "Series not found" : "",
        };
    }

    private static JsonObject Study(
        SeriesStatus status, string state, IReadOnlyList<string>? seriesInStudy, TableNames tables)
    {
        var study = new JsonObject
        {
            ["status"] = status.IsInStudy,
            ["studyTable"] = new JsonObject
            {
                ["status"] = true,
                ["studyDataDir"] = tables.StudyDirectory,
                ["studySeriesDir"] = tables.StudySeriesDirectory(status.StudyInstanceUID),
                ["studyMetaFile"] = Table(tables.StudyMeta(status.StudyInstanceUID), status.Study is not null),
                ["studySeriesFile"] = Table("-not applicable-", false),
            },
            ["state"] = state,
        };
        if (seriesInStudy is not null)
        {
            study["seriesListInStudy"] = new JsonObject
            {
                ["status"] = status.Study is not null,
                ["seriesList"] = new JsonArray([.. seriesInStudy.Select(uid => JsonValue.Create(uid))]),
                ["JSONparseError"] = new JsonArray(),
            };
        }
        return study;
    }

    private static JsonObject Series(SeriesStatus status, TableNames tables)
    {
        var table = new JsonObject { ["status"] = true };
        foreach (var (name, path, exists) in SeriesTables.Of(
            tables, status.SeriesInstanceUID, status.Series, image: "", hasImage: false))
        {
            table[name] = Table(path, exists);
        }
        return new JsonObject
        {
            ["status"] = status.Series is not null,
            ["seriesTable"] = table,
            ["state"] = status.Series is null ? "SeriesNotFound" : "SeriesMapMetaOK",
        };
    }

    private static JsonObject Images(SeriesStatus status, string state) => new()
    {
        ["received"] = Count(status.Received),
        ["requested"] = Count(status.Requested),
        ["packed"] = Count(status.Packed),
        ["pushed"] = Count(status.Pushed),
        ["registered"] = Count(status.Registered),
        ["state"] = state,
        ["status"] = status.Received > 0,
    };

    private static JsonObject NoImages()
    {
        var images = new JsonObject();
        foreach (var name in Counts)
        {
            images[name] = new JsonObject { ["count"] = -1 };
        }
        return images;
    }

    private static string ImagesState(SeriesStatus status) =>
        status.ImagesState == "ImagesPulledAndRegisteredOK" ? "ImagesRegisteredOK" : status.ImagesState;

    private static JsonObject Count(long count) => new() { ["status"] = count > 0, ["count"] = count };

    private static JsonObject Table(string name, bool exists) => new() { ["name"] = name, ["exists"] = exists };
}
