using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Index;

namespace PxSharp.Smdb;

/// <summary>Where the files of a patient or a series lie.</summary>
internal static class ImageDirectories
{
    private const string Undefined = "Not defined";

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
            answer["error"] = $"nothing is known of patient '{patientID}'";
        }
        return answer;
    }

    public static async Task<JsonObject> OfSeriesAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        var uid = request.Arguments ?? request.SeriesInstanceUID ?? "";
        var directory = await FindAsync(index, uid, request, cancellationToken);
        return directory is null
            ? SmdbActions.Failed($"nothing of series '{uid}' has been received")
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
            answer["error"] = $"nothing of series '{uid}' has been received";
        }
        return answer;
    }

    private static async Task<string?> FindAsync(
        SqliteIndex index, string uid, SmdbRequest request, CancellationToken cancellationToken)
    {
        var series = await index.FindSeriesAsync(uid, cancellationToken);
        return series?.Directory is { } directory ? Path.Combine(request.DataDirectory, directory) : null;
    }

    private static async Task<JsonObject> OfAsync(
        SqliteIndex index, SeriesRecord series, SmdbRequest request, CancellationToken cancellationToken)
    {
        var images = new JsonObject();
        string? last = null;
        await foreach (var instance in index.ListInstancesAsync(series.SeriesInstanceUID, cancellationToken))
        {
            var path = Path.Combine(request.DataDirectory, instance.RelativePath);
            last = Path.GetFileName(path);
            images[last] = Describe(path);
        }
        return new JsonObject
        {
            ["PatientID"] = series.PatientID,
            ["StudyInstanceUID"] = series.StudyInstanceUID,
            ["SeriesInstanceUID"] = series.SeriesInstanceUID,
            ["SeriesDescription"] = series.SeriesDescription ?? Undefined,
            ["SeriesNumber"] = series.SeriesNumber ?? Undefined,
            ["SeriesDate"] = series.SeriesDate ?? Undefined,
            ["Modality"] = series.Modality ?? Undefined,
            ["outputFile"] = last ?? "",
            ["imageObj"] = images,
        };
    }

    private static JsonObject Describe(string path)
    {
        var file = new FileInfo(path);
        var description = new JsonObject();
        if (file.Exists)
        {
            description["atime"] = Time(file.LastAccessTime);
            description["mtime"] = Time(file.LastWriteTime);
            description["size"] = file.Length;
        }
        description["FSlocation"] = path;
        return description;
    }

    private static string Time(DateTime time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
