using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;

namespace PxSharp.Smdb;

/// <summary>
/// The JSON tables that pypx would keep for a file, and whether the database has what would be in them.
/// </summary>
internal static class DatabaseTables
{
    public static async Task<JsonObject> GetAsync(
        SqliteIndex index, string action, SmdbRequest request, CancellationToken cancellationToken)
    {
        if (request.FilePath is not { } path)
        {
            return SmdbActions.Failed("name the file: --xcrdirfile FILE, or --xcrdir DIR --xcrfile FILE");
        }
        var head = DicomFile.ReadHead(path).Dataset;
        var answer = new JsonObject { ["status"] = true };
        if (action.Contains("series", StringComparison.Ordinal))
        {
            answer["seriesData_DBtablesGet"] =
                await SeriesAsync(index, head, Path.GetFileName(path), request, cancellationToken);
        }
        if (action.Contains("study", StringComparison.Ordinal))
        {
            answer["studyData_DBtablesGet"] = await StudyAsync(index, head, request, cancellationToken);
        }
        if (action.Contains("patient", StringComparison.Ordinal))
        {
            var patientID = head.GetString(DicomTag.PatientID) ?? "";
            var patient = await index.FindPatientAsync(patientID, cancellationToken);
            answer["patientData_DBtablesGet"] = new JsonObject
            {
                ["status"] = true,
                ["patientDataFile"] = Table(
                    request, patient is not null, "patientData", FileNameOf(patientID) + ".json"),
            };
        }
        return answer.Count > 1
            ? answer
            : SmdbActions.Failed("which tables? seriesMap_DBtablesGet, studyMap_DBtablesGet or patientMap_DBtablesGet");
    }

    private static async Task<JsonObject> SeriesAsync(
        SqliteIndex index,
        DicomDataset head,
        string imageName,
        SmdbRequest request,
        CancellationToken cancellationToken)
    {
        var uid = FileNameOf(head.GetString(DicomTag.SeriesInstanceUID) ?? "");
        var series = await index.FindSeriesAsync(uid, cancellationToken);
        var instance = await index.FindInstanceAsync(head.GetString(DicomTag.SOPInstanceUID) ?? "", cancellationToken);
        JsonObject OfSeries(string suffix, bool exists) => Table(request, exists, "seriesData", uid + suffix);
        return new JsonObject
        {
            ["status"] = true,
            ["seriesBaseDir"] = OfSeries("-img", series is { Received: > 0 }),
            ["series-meta"] = OfSeries("-meta.json", series is not null),
            ["series-retrieve"] = OfSeries("-retrieve.json", series?.Requested is not null),
            ["series-image"] = Table(request, instance is not null, "seriesData", uid + "-img", imageName + ".json"),
            ["series-push"] = OfSeries("-push.json", series is { Pushed: > 0 }),
            ["series-pack"] = OfSeries("-pack.json", series is { Packed: > 0 }),
            ["series-register"] = OfSeries("-register.json", series is { Registered: > 0 }),
        };
    }

    private static async Task<JsonObject> StudyAsync(
        SqliteIndex index, DicomDataset head, SmdbRequest request, CancellationToken cancellationToken)
    {
        var uid = FileNameOf(head.GetString(DicomTag.StudyInstanceUID) ?? "");
        var seriesUID = FileNameOf(head.GetString(DicomTag.SeriesInstanceUID) ?? "");
        var study = await index.FindStudyAsync(uid, cancellationToken);
        var series = await index.FindSeriesAsync(seriesUID, cancellationToken);
        return new JsonObject
        {
            ["status"] = true,
            ["studyDataDir"] = Path.Combine(request.LogDirectory, "studyData"),
            ["studySeriesDir"] = Path.Combine(request.LogDirectory, "studyData", uid + "-series"),
            ["studyMetaFile"] = Table(request, study is not null, "studyData", uid + "-meta.json"),
            ["studySeriesFile"] = Table(
                request,
                study is not null && series?.StudyInstanceUID == uid,
                "studyData",
                uid + "-series",
                seriesUID + "-meta.json"),
        };
    }

    private static JsonObject Table(SmdbRequest request, bool exists, params ReadOnlySpan<string> parts) => new()
    {
        ["name"] = Path.Combine([request.LogDirectory, .. parts]),
        ["exists"] = exists,
    };

    // Values of a file are hostile; a name in the answer must not point elsewhere.
    private static string FileNameOf(string value) => value.Replace('/', '_').Replace('\\', '_').Replace('\0', '_');
}
