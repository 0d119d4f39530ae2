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
                    new TableNames(request.LogDirectory).Patient(patientID), patient is not null),
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
        var uid = head.GetString(DicomTag.SeriesInstanceUID) ?? "";
        var series = await index.FindSeriesAsync(uid, cancellationToken);
        var instance = await index.FindInstanceAsync(head.GetString(DicomTag.SOPInstanceUID) ?? "", cancellationToken);
        var answer = new JsonObject { ["status"] = true };
        foreach (var (name, path, exists) in SeriesTables.Of(
            new TableNames(request.LogDirectory), uid, series, imageName, instance is not null))
        {
            answer[name] = Table(path, exists);
        }
        return answer;
    }

    private static async Task<JsonObject> StudyAsync(
        SqliteIndex index, DicomDataset head, SmdbRequest request, CancellationToken cancellationToken)
    {
        var uid = head.GetString(DicomTag.StudyInstanceUID) ?? "";
        var seriesUID = head.GetString(DicomTag.SeriesInstanceUID) ?? "";
        var study = await index.FindStudyAsync(uid, cancellationToken);
        var series = await index.FindSeriesAsync(seriesUID, cancellationToken);
        var tables = new TableNames(request.LogDirectory);
        return new JsonObject
        {
            ["status"] = true,
            ["studyDataDir"] = tables.StudyDirectory,
            ["studySeriesDir"] = tables.StudySeriesDirectory(uid),
            ["studyMetaFile"] = Table(tables.StudyMeta(uid), study is not null),
            ["studySeriesFile"] = Table(
                tables.StudySeries(uid, seriesUID), study is not null && series?.StudyInstanceUID == uid),
        };
    }

    private static JsonObject Table(string name, bool exists) => new() { ["name"] = name, ["exists"] = exists };
}
