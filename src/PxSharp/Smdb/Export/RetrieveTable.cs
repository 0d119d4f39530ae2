using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Index;

namespace PxSharp.Smdb.Export;

/// <summary><c>seriesData/UID-retrieve.json</c>: what was asked for, and how it went.</summary>
internal static class RetrieveTable
{
    public static JsonObject Of(RetrieveRecord retrieve)
    {
        var isComplete = retrieve.Missing is null or 0;
        return new JsonObject
        {
            ["NumberOfSeriesRelatedInstances"] = retrieve.Requested?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["command"] = new JsonObject
            {
                ["status"] = isComplete ? "success" : "error",
                ["data"] = new JsonArray(),
                ["command"] = "/usr/bin/movescu -S -k QueryRetrieveLevel=SERIES "
                    + $"-k SeriesInstanceUID={retrieve.SeriesInstanceUID} "
                    + $"-k StudyInstanceUID={retrieve.StudyInstanceUID}  -aec {retrieve.Pacs}",
                ["returncode"] = isComplete ? 0 : 1,
            },
        };
    }
}
