using System.Text.Json.Nodes;

namespace PxSharp.Status;

/// <summary>Prints the status of a series in pypx's shape.</summary>
public static class StatusJson
{
    /// <summary><c>{status, state, study, series, images}</c>.</summary>
    public static JsonObject Of(SeriesStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new JsonObject
        {
            ["status"] = status.IsComplete,
            ["state"] = new JsonObject
            {
                ["study"] = status.StudyState,
                ["series"] = status.SeriesState,
                ["images"] = status.ImagesState,
            },
            ["study"] = new JsonObject
            {
                ["state"] = status.StudyState,
                ["seriesListInStudy"] = new JsonObject
                {
                    ["status"] = status.IsInStudy,
                    ["SeriesInstanceUID"] = status.SeriesInstanceUID,
                },
                ["status"] = status.Study is not null,
                ["StudyInstanceUID"] = status.StudyInstanceUID,
            },
            ["series"] = new JsonObject
            {
                ["state"] = status.SeriesState,
                ["status"] = status.Series is not null,
            },
            ["images"] = new JsonObject
            {
                ["received"] = Count(status.Received),
                ["requested"] = Count(status.Requested),
                ["packed"] = Count(status.Packed),
                ["pushed"] = Count(status.Pushed),
                ["registered"] = Count(status.Registered),
            },
        };
    }

    private static JsonObject Count(long count) => new() { ["count"] = count };
}
