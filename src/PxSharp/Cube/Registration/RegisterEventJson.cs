using System.Text.Json.Nodes;

namespace PxSharp.Cube.Registration;

/// <summary>
/// An event of a registration as one JSON object: <c>event</c> is registered, failed or series, and the rest goes with
/// it; <c>finished</c> has the totals.
/// </summary>
public static class RegisterEventJson
{
    /// <summary>The object of an event.</summary>
    public static JsonObject Of(RegisterEvent happened) => happened switch
    {
        FileRegistered registered => new JsonObject
        {
            ["event"] = "registered",
            ["outcome"] = registered.WasThere ? "alreadyThere" : "added",
            ["file"] = registered.File.FilePath,
            ["SOPInstanceUID"] = registered.Fields.SOPInstanceUID,
            ["SeriesInstanceUID"] = registered.Fields.SeriesInstanceUID,
            ["path"] = registered.Fields.Path,
            ["remarks"] = new JsonArray([.. registered.Fields.Remarks.Select(text => (JsonNode?)text)]),
        },
        FileNotRegistered failed => new JsonObject
        {
            ["event"] = "failed",
            ["failure"] = NameOf(failed),
            ["reasons"] = new JsonArray([.. failed.Reasons.Select(reason => (JsonNode)new JsonObject
            {
                ["field"] = reason.Field,
                ["reason"] = reason.Reason,
            })]),
            ["file"] = failed.File.FilePath,
            ["SOPInstanceUID"] = failed.Fields?.SOPInstanceUID,
            ["SeriesInstanceUID"] = failed.Fields?.SeriesInstanceUID,
            ["path"] = failed.Fields?.Path,
        },
        SeriesRegistration series => new JsonObject
        {
            ["event"] = "series",
            ["SeriesInstanceUID"] = series.SeriesInstanceUID,
            ["SeriesDescription"] = series.Description,
            ["added"] = series.Added,
            ["alreadyThere"] = series.AlreadyThere,
            ["failed"] = series.Failed,
        },
        _ => new JsonObject(),
    };

    /// <summary>The object of the end.</summary>
    /// <param name="totals">What came of it.</param>
    /// <param name="cube">Where the CUBE's API begins.</param>
    public static JsonObject Of(RegisterTotals totals, Uri cube)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentNullException.ThrowIfNull(cube);
        return new JsonObject
        {
            ["event"] = "finished",
            ["CUBE"] = cube.AbsoluteUri,
            ["files"] = totals.Files,
            ["series"] = totals.Series,
            ["added"] = totals.Added,
            ["alreadyThere"] = totals.AlreadyThere,
            ["failed"] = totals.Failed,
        };
    }

    private static string NameOf(FileNotRegistered failed) => failed.Cause?.Failure switch
    {
        null => "source",
        CubeFailure.Unreachable => "unreachable",
        CubeFailure.Denied => "denied",
        CubeFailure.NotCube => "notCube",
        _ => "refused",
    };
}
