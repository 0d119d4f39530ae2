using System.Text.Json.Nodes;

namespace PxSharp.Push;

/// <summary>
/// What came of a push as pypx's px-push tells it: <c>{status, localFileList, objectFileList, FILE: {...}, ...}</c>.
/// </summary>
/// <param name="objectPath">
/// An instance's path in the store: in a file system the whole of it, as pypx has it; null where it is just its name.
/// </param>
public sealed class PushJson(Func<string, string>? objectPath = null)
{
    private readonly SortedDictionary<string, PushEvent> _files = new(StringComparer.Ordinal);

    /// <summary>Files that were noted.</summary>
    public int Files => _files.Count;

    /// <summary>Those of them whose instances the target has.</summary>
    public int Pushed => _files.Values.Count(happened => happened is InstancePushed);

    /// <summary>Takes note of an event.</summary>
    public void Add(PushEvent happened)
    {
        switch (happened)
        {
            case InstancePushed pushed:
                _files[pushed.Instance.FilePath] = pushed;
                break;
            case InstanceNotPushed failed:
                _files[failed.FilePath] = failed;
                break;
        }
    }

    /// <summary>The JSON of all that was noted, in the order of the files' names.</summary>
    public JsonObject ToJson()
    {
        var there = _files.Values.OfType<InstancePushed>().ToList();
        var json = new JsonObject
        {
            ["status"] = there.Count == _files.Count && there.Count > 0,
            ["localFileList"] = List(there.Select(pushed => pushed.Instance.FilePath)),
            ["objectFileList"] = List(there.Select(pushed => NameOf(pushed.Instance))),
        };
        foreach (var (path, happened) in _files)
        {
            var failed = happened as InstanceNotPushed;
            var instance = (happened as InstancePushed)?.Instance ?? failed?.Instance;
            var file = new JsonObject
            {
                ["status"] = failed is null,
                ["localFileList"] = List([path]),
                ["objectFileList"] = instance is null ? new JsonArray() : List([NameOf(instance)]),
                ["localpath"] = Path.GetDirectoryName(path),
            };
            if (failed is not null)
                file["error"] = failed.Reason;
            json[path] = file;
        }
        return json;
    }

    private string NameOf(PushInstance instance) => instance.ObjectName is not { } name ? instance.SOPInstanceUID
        : objectPath is null ? name
        : objectPath(name);

    private static JsonArray List(IEnumerable<string> texts)
        => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
