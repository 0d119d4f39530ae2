using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Json;

namespace PxSharp.Smdb;

/// <summary>The actions of pypx's px-smdb, answered out of the tracking database and the service files.</summary>
/// <remarks>
/// Every answer has <c>status</c>, and <c>error</c> when it is false. Names of JSON tables are those that pypx would
/// have: <c>exists</c> says whether the database has what would be in them.
/// </remarks>
public static class SmdbActions
{
    /// <summary>The names that <see cref="RunAsync"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "PACS", "CUBE", "storage", "swift", "telemetry", "imageDirsPatientID", "imageDirsSeriesInstanceUID",
        "seriesDirLocation_get", "seriesMap_DBtablesGet", "studyMap_DBtablesGet", "patientMap_DBtablesGet",
        "mapsUpdateForFile", "mapsUpdateForPatient", "endOfStudy",
    ];

    /// <summary>Does an action, and writes its answer as one JSON object.</summary>
    /// <param name="action">pypx's name of it.</param>
    /// <param name="request">What it is about.</param>
    /// <param name="output">Where the answer goes, a piece at a time; nothing when there is no such action.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How it ended; null when there is no action of that name.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="IndexException">The database cannot be read or written.</exception>
    /// <exception cref="Services.ServiceFileException">A service file cannot be used.</exception>
    public static async Task<SmdbResult?> RunAsync(
        string action, SmdbRequest request, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        if (ServiceAction.Find(action) is { } service)
        {
            return Write(output, service.Run(request, out var isBadInput)) with { IsBadInput = isBadInput };
        }
        Func<SqliteIndex, Task<JsonObject>>? ask = action switch
        {
            "imageDirsPatientID" => index => ImageDirectories.OfPatientAsync(index, request, cancellationToken),
            "imageDirsSeriesInstanceUID" => index => ImageDirectories.OfSeriesAsync(index, request, cancellationToken),
            "seriesDirLocation" or "seriesDirLocation_get" =>
                index => ImageDirectories.LocationAsync(index, request, cancellationToken),
            "endOfStudy" => index => EndOfStudy.TellAsync(index, request, cancellationToken),
            "mapsUpdateForFile" => index => MapsUpdate.ForFileAsync(index, request, cancellationToken),
            _ when action.EndsWith("DBtablesGet", StringComparison.Ordinal) =>
                index => DatabaseTables.GetAsync(index, action, request, cancellationToken),
            _ => null,
        };
        if (ask is null && action != "mapsUpdateForPatient")
        {
            return null;
        }
        await using var index = SqliteIndex.OpenToRead(request.LogDirectory);
        var isMissing = !NamesSomething(action, request);
        if (ask is null)
        {
            return await MapsUpdate.ForPatientAsync(index, request, output, cancellationToken) with
            {
                IsArgumentMissing = isMissing,
            };
        }
        try
        {
            return Write(output, await ask(index)) with { IsArgumentMissing = isMissing };
        }
        catch (Exception exception) when (
            exception is DicomException or FileNotFoundException or DirectoryNotFoundException)
        {
            var path = request.FilePath ?? request.Directory;
            var answer = Failed(exception is DicomException ? exception.Message : $"there is no file {path}");
            answer.Insert(1, "error_message", $"Unable to process a valid DICOM {path}");
            return Write(output, answer) with { IsBadInput = true };
        }
    }

    private static bool NamesSomething(string action, SmdbRequest request) => action switch
    {
        "imageDirsPatientID" or "mapsUpdateForPatient" => !string.IsNullOrEmpty(request.Arguments),
        "imageDirsSeriesInstanceUID" or "seriesDirLocation" or "seriesDirLocation_get" =>
            !string.IsNullOrEmpty(request.SeriesInstanceUID ?? request.Arguments),
        "endOfStudy" => !string.IsNullOrEmpty(
            request.StudyInstanceUID ?? request.Arguments ?? request.FilePath ?? request.Directory),
        _ => request.FilePath is not null,
    };

    internal static JsonObject Failed(string error) => new() { ["status"] = false, ["error"] = error };

    private static SmdbResult Write(Stream output, JsonObject answer)
    {
        using var writer = new Utf8JsonWriter(output, PyJson.Options);
        answer.WriteTo(writer);
        return new SmdbResult(answer["status"]!.GetValue<bool>()
            ? null
            : answer["error"]?.GetValue<string>() ?? "it was not done");
    }
}
