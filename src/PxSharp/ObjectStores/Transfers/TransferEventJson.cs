using System.Text.Json.Nodes;

namespace PxSharp.ObjectStores.Transfers;

/// <summary>
/// An event as one JSON object: <c>event</c> is planned, done, failed or finished, and the rest goes with it.
/// </summary>
public static class TransferEventJson
{
    /// <summary>The object of an event; null for progress, which is for people.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="store">Which store it is.</param>
    public static JsonObject? Of(TransferEvent happened, string store) => happened switch
    {
        TransferPlanned planned => new JsonObject
        {
            ["event"] = "planned",
            ["store"] = store,
            ["objects"] = planned.Objects,
            ["bytes"] = planned.Bytes,
        },
        ObjectTransferred done => new JsonObject
        {
            ["event"] = "done",
            ["outcome"] = done.WasThere ? "alreadyThere" : "copied",
            ["file"] = done.Transfer.FilePath,
            ["object"] = done.Transfer.Name,
            ["bytes"] = done.Transfer.Length,
            ["md5"] = done.Checksum,
        },
        ObjectNotTransferred failed => new JsonObject
        {
            ["event"] = "failed",
            ["failure"] = NameOf(failed.Fault.Failure),
            ["reason"] = failed.Fault.Reason,
            ["file"] = failed.Transfer.FilePath,
            ["object"] = failed.Transfer.Name,
        },
        TransferFinished { Totals: var totals } => new JsonObject
        {
            ["event"] = "finished",
            ["store"] = store,
            ["objects"] = totals.Objects,
            ["copied"] = totals.Transferred,
            ["alreadyThere"] = totals.AlreadyThere,
            ["failed"] = totals.Failed,
            ["bytesCopied"] = totals.BytesTransferred,
            ["failures"] = new JsonObject(totals.Failures.Select(
                pair => KeyValuePair.Create(NameOf(pair.Key), (JsonNode?)JsonValue.Create(pair.Value)))),
        },
        _ => null,
    };

    private static string NameOf(TransferFailure failure) => failure switch
    {
        TransferFailure.Exists => "exists",
        TransferFailure.LocalFile => "localFile",
        TransferFailure.BadName => "badName",
        TransferFailure.NotFound => "notFound",
        TransferFailure.Denied => "denied",
        TransferFailure.Full => "full",
        TransferFailure.Unreachable => "unreachable",
        TransferFailure.Corrupt => "corrupt",
        _ => "refused",
    };
}
