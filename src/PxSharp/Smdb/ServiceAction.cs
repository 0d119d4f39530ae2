using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Json;
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

    /// <summary>The answer.</summary>
    /// <param name="request">What to put into the file, if anything.</param>
    /// <param name="isBadInput">Whether that could not be understood; then nothing is done.</param>
    public JsonObject Run(SmdbRequest request, out bool isBadInput)
    {
        isBadInput = false;
        var file = ServiceFile.BesideLog(request.LogDirectory, FileName);
        if (!string.IsNullOrWhiteSpace(request.Arguments))
        {
            if (Parse(request.Arguments, out var error) is not { } entries)
            {
                isBadInput = true;
                return SmdbActions.Failed(error);
            }
            file.Update(all =>
            {
                foreach (var (name, entry) in entries)
                {
                    // px-smdb's older action for Swift knows no other kind of storage.
                    all[name] = Action == "swift" ? StorageFile.AsSwift((JsonObject)entry!) : entry!.DeepClone();
                }
                return true;
            });
        }
        var content = FileName == "storage" ? StorageFile.Read(request.LogDirectory) : file.Read();
        return content.Count == 0
            ? SmdbActions.Failed($"{file.FilePath} has no entries yet; --actionArgs '{{\"name\": {{...}}}}' adds one")
            : new JsonObject { ["status"] = true, [Action] = SecretMask.Masked(content) };
    }

    private static JsonObject? Parse(string json, out string error)
    {
        error = "--actionArgs must be a JSON object of named entries, each an object";
        try
        {
            return JsonNode.Parse(JsonInput.Mend(json), documentOptions: JsonInput.Strict) is JsonObject entries
                && entries.All(entry => entry.Value is JsonObject)
                ? entries
                : null;
        }
        catch (JsonException)
        {
            error = "--actionArgs is not valid JSON";
            return null;
        }
    }
}
