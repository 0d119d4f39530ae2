using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Services;

namespace PxSharp.Smdb;

/// <summary>Reads a service file, or puts entries into it when the request has some.</summary>
internal sealed record ServiceAction(string Action, string FileName)
{
    private static readonly ServiceAction[] Known =
    [
        new("PACS", "pacs"), new("CUBE", "cube"), new("storage", "storage"), new("swift", "storage"),
        new("telemetry", "telemetry"),
    ];

    public static ServiceAction? Find(string action) => Array.Find(Known, service => service.Action == action);

    public JsonObject Run(SmdbRequest request)
    {
        var file = ServiceFile.BesideLog(request.LogDirectory, FileName);
        if (!string.IsNullOrWhiteSpace(request.Arguments))
        {
            if (Parse(request.Arguments, out var error) is not { } entries)
            {
                return SmdbActions.Failed(error);
            }
            file.Update(all =>
            {
                foreach (var (name, entry) in entries)
                {
                    all[name] = Completed(entry);
                }
                return true;
            });
        }
        var content = file.Read();
        return content.Count == 0
            ? SmdbActions.Failed($"{file.FilePath} has no entries yet; --actionArgs '{{\"name\": {{...}}}}' adds one")
            : new JsonObject { ["status"] = true, [Action] = SecretMask.Masked(content) };
    }

    private static JsonObject? Parse(string json, out string error)
    {
        error = "--actionArgs must be a JSON object of named entries, each an object";
        try
        {
            return JsonNode.Parse(json) is JsonObject entries && entries.All(entry => entry.Value is JsonObject)
                ? entries
                : null;
        }
        catch (JsonException)
        {
            error = "--actionArgs is not valid JSON";
            return null;
        }
    }

    // px-smdb's older action for Swift knows no other kind of storage.
    private JsonObject Completed(JsonNode? entry)
    {
        var complete = (JsonObject)entry!.DeepClone();
        if (Action == "swift" && !complete.ContainsKey("storagetype"))
        {
            complete.Insert(0, "storagetype", "swift");
        }
        return complete;
    }
}
