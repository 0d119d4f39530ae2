using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;

namespace PxSharp.Smdb;

/// <summary>Whether all of a study has come.</summary>
internal static class EndOfStudy
{
    public static async Task<JsonObject> TellAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        var uid = FindStudyUID(request);
        if (uid is null)
        {
            return SmdbActions.Failed("name the study: --StudyInstanceUID UID, or --xcrdir DIR with a file of it");
        }
        var study = await index.FindStudyAsync(uid, cancellationToken);
        if (study is null)
        {
            return SmdbActions.Failed($"nothing is known of study '{uid}'");
        }
        var all = new JsonObject();
        long missing = 0;
        await foreach (var series in index.ListSeriesAsync(uid, cancellationToken))
        {
            missing += series.Missing ?? 0;
            all[series.SeriesInstanceUID] = new JsonObject
            {
                ["requested"] = series.Requested,
                ["received"] = series.Received,
                ["missing"] = series.Missing,
            };
        }
        var isComplete = missing == 0 && study.Received > 0;
        var answer = new JsonObject
        {
            ["status"] = isComplete,
            ["endOfStudy"] = new JsonObject
            {
                ["PatientID"] = study.PatientID,
                ["StudyInstanceUID"] = uid,
                ["received"] = study.Received,
                ["missing"] = missing,
                ["series"] = all,
            },
        };
        if (!isComplete)
        {
            answer["error"] = missing > 0
                ? $"study {uid} lacks {missing} instances"
                : $"nothing of study {uid} has come";
        }
        return answer;
    }

    private static string? FindStudyUID(SmdbRequest request)
    {
        if ((request.StudyInstanceUID ?? request.Arguments) is { Length: > 0 } named)
        {
            return named;
        }
        var path = request.FilePath;
        if (path is null && request.Directory is { } directory)
        {
            path = Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal).FirstOrDefault();
        }
        return path is null ? null : DicomFile.ReadHead(path).Dataset.GetString(DicomTag.StudyInstanceUID);
    }
}
