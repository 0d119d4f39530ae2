using System.Text.Json.Nodes;
using PxSharp.Index;

namespace PxSharp.Smdb;

/// <summary>Where the files of a patient or a series lie.</summary>
internal static class ImageDirectories
{
    public static async Task<JsonObject> OfPatientAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        var patientID = request.Arguments ?? "";
        var allSeries = new JsonObject();
        var allDirectories = new JsonObject();
        await foreach (var study in index.ListStudiesAsync(patientID, cancellationToken))
        {
            var ofStudy = new JsonObject();
            var directories = new JsonArray();
            await foreach (var series in index.ListSeriesAsync(study.StudyInstanceUID, cancellationToken))
            {
                ofStudy[series.SeriesInstanceUID] = await OfAsync(index, series, request, cancellationToken);
                if (series.Directory is not null)
                {
                    directories.Add((JsonNode)Path.Combine(request.DataDirectory, series.Directory));
                }
            }
            allSeries[study.StudyInstanceUID] = new JsonArray(ofStudy);
            allDirectories[study.StudyInstanceUID] = directories;
        }
        var answer = new JsonObject
        {
            ["status"] = allSeries.Count > 0,
            ["PatientID"] = patientID,
            ["d_series"] = allSeries,
            ["d_imageDirs"] = allDirectories,
        };
        if (allSeries.Count == 0)
        {
            answer["error"] = patientID.Length == 0
                ? "which patient? --actionArgs names it"
                : $"nothing is known of patient '{patientID}'";
        }
        return answer;
    }

    public static async Task<JsonObject> OfSeriesAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        var uid = request.Arguments ?? request.SeriesInstanceUID ?? "";
        var directory = await FindAsync(index, uid, request, cancellationToken);
        return directory is null
            ? SmdbActions.Failed(NothingOf(uid))
            : new JsonObject { ["status"] = true, ["error"] = "", [uid] = directory };
    }

    public static async Task<JsonObject> LocationAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        var uid = request.SeriesInstanceUID ?? request.Arguments ?? "";
        var directory = await FindAsync(index, uid, request, cancellationToken);
        var answer = new JsonObject { ["status"] = directory is not null, ["seriesDirLocation"] = directory };
        if (directory is null)
        {
            answer["error"] = NothingOf(uid);
        }
        return answer;
    }

    private static string NothingOf(string uid) => uid.Length == 0
        ? "which series? --SeriesInstanceUID names it"
        : $"nothing of series '{uid}' has been received";

    private static async Task<string?> FindAsync(
        SqliteIndex index, string uid, SmdbRequest request, CancellationToken cancellationToken)
    {
        var series = await index.FindSeriesAsync(uid, cancellationToken);
        return series?.Directory is { } directory ? Path.Combine(request.DataDirectory, directory) : null;
    }

    private static async Task<JsonObject> OfAsync(
        SqliteIndex index, SeriesRecord series, SmdbRequest request, CancellationToken cancellationToken)
    {
        // One image stands for all, as in pypx: the directory has the others.
        await foreach (var instance in index.ListInstancesAsync(series.SeriesInstanceUID, cancellationToken))
        {
            return TableContents.Image(series, Path.Combine(request.DataDirectory, instance.RelativePath));
        }
        var nothing = TableContents.Series(series);
        nothing["outputFile"] = "";
        nothing["imageObj"] = new JsonObject();
        return nothing;
    }
}
