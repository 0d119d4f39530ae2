using System.Text.Json.Nodes;

namespace PxSharp.Push;

/// <summary>
/// An event of a push as one JSON object: <c>event</c> is planned, pushed, failed or finished, and the rest goes with
/// it.
/// </summary>
public static class PushEventJson
{
    /// <summary>The object of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="target">Which target it is.</param>
    public static JsonObject Of(PushEvent happened, string target) => happened switch
    {
        PushPlanned planned => new JsonObject
        {
            ["event"] = "planned",
            ["target"] = target,
            ["files"] = planned.Files,
            ["bytes"] = planned.Bytes,
        },
        InstancePushed pushed => new JsonObject
        {
            ["event"] = "pushed",
            ["outcome"] = pushed.Outcome switch
            {
                PushOutcome.Sent => "sent",
                PushOutcome.AlreadyThere => "alreadyThere",
                _ => "recorded",
            },
            ["file"] = pushed.Instance.FilePath,
            ["SOPInstanceUID"] = pushed.Instance.SOPInstanceUID,
            ["SeriesInstanceUID"] = pushed.Instance.SeriesInstanceUID,
            ["object"] = pushed.Instance.ObjectName,
            ["bytes"] = pushed.Instance.Length,
            ["md5"] = pushed.Checksum,
            ["warning"] = pushed.Warning,
        },
        InstanceNotPushed failed => new JsonObject
        {
            ["event"] = "failed",
            ["failure"] = NameOf(failed.Failure),
            ["reason"] = failed.Reason,
            ["file"] = failed.FilePath,
            ["SOPInstanceUID"] = failed.Instance?.SOPInstanceUID,
            ["SeriesInstanceUID"] = failed.SeriesInstanceUID,
            ["object"] = failed.Instance?.ObjectName,
        },
        PushFinished { Totals: var totals } => new JsonObject
        {
            ["event"] = "finished",
            ["target"] = target,
            ["files"] = totals.Files,
            ["sent"] = totals.Sent,
            ["alreadyThere"] = totals.AlreadyThere,
            ["recorded"] = totals.Recorded,
            ["failed"] = totals.Failed,
            ["bytesSent"] = totals.BytesSent,
            ["failures"] = new JsonObject(totals.Failures.Select(
                pair => KeyValuePair.Create(NameOf(pair.Key), (JsonNode?)JsonValue.Create(pair.Value)))),
        },
        _ => new JsonObject(),
    };

    private static string NameOf(PushFailure failure) => failure switch
    {
        PushFailure.NotAnInstance => "notAnInstance",
        PushFailure.Source => "source",
        PushFailure.Conflict => "conflict",
        PushFailure.Unreachable => "unreachable",
        PushFailure.Denied => "denied",
        PushFailure.Full => "full",
        _ => "refused",
    };
}
