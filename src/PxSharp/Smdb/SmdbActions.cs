using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;

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
    ];

    /// <summary>Does an action; null when there is none of that name.</summary>
    /// <param name="action">pypx's name of it.</param>
    /// <param name="request">What it is about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DicomException">The file is not DICOM.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="IndexException">The database cannot be read.</exception>
    public static async Task<JsonObject?> RunAsync(
        string action, SmdbRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(request);
        if (ServiceAction.Find(action) is { } service)
        {
            return service.Run(request);
        }
        if (action.EndsWith("DBtablesGet", StringComparison.Ordinal))
        {
            await using var index = SqliteIndex.Open(request.LogDirectory);
            return await DatabaseTables.GetAsync(index, action, request, cancellationToken);
        }
        switch (action)
        {
            case "imageDirsPatientID":
                {
                    await using var index = SqliteIndex.Open(request.LogDirectory);
                    return await ImageDirectories.OfPatientAsync(index, request, cancellationToken);
                }
            case "imageDirsSeriesInstanceUID":
                {
                    await using var index = SqliteIndex.Open(request.LogDirectory);
                    return await ImageDirectories.OfSeriesAsync(index, request, cancellationToken);
                }
            case "seriesDirLocation" or "seriesDirLocation_get":
                {
                    await using var index = SqliteIndex.Open(request.LogDirectory);
                    return await ImageDirectories.LocationAsync(index, request, cancellationToken);
                }
            default:
                return null;
        }
    }

    internal static JsonObject Failed(string error) => new() { ["status"] = false, ["error"] = error };
}
