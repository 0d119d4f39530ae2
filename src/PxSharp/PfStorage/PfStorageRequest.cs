using System.Text.Json;
using PxSharp.Json;

namespace PxSharp.PfStorage;

/// <summary>
/// What pypx's <c>pfstorage --do</c> takes: <c>{"action": "ls", "args": {"path": "SERVICES", "retSpec": ["name"]}}</c>.
/// </summary>
public sealed record PfStorageRequest
{
    private static readonly string[] KnownArguments =
    [
        "path", "substr", "retSpec", "localpath", "DICOMsubstr", "packEachDICOM", "toLocation", "toLocationOver",
        "mapLocationOver", "fromLocation",
    ];

    /// <summary>The names of the actions.</summary>
    public static IReadOnlyList<string> ActionNames { get; } = ["ls", "objPut", "objPull", "rmtree", "objExists"];

    /// <summary>What <c>ls</c> can tell of an object.</summary>
    public static IReadOnlyList<string> ReturnNames { get; } =
        ["name", "bytes", "hash", "last_modified", "content_type"];

    /// <summary>What to do.</summary>
    public required PfStorageAction Action { get; init; }

    /// <summary><c>path</c>: what the names of the objects begin with; for <c>objExists</c> the name.</summary>
    public string Path { get; init; } = "";

    /// <summary><c>substr</c>: only objects with this in their name.</summary>
    public string Substring { get; init; } = "";

    /// <summary><c>retSpec</c>: what <c>ls</c> tells of each object; when empty, everything in two lists.</summary>
    public IReadOnlyList<string> ReturnSpec { get; init; } = ["name", "bytes", "hash", "last_modified"];

    /// <summary><c>localpath</c>: the file to store, or the directory whose files are stored.</summary>
    public string? LocalPath { get; init; }

    /// <summary><c>DICOMsubstr</c>: only files with this in their path.</summary>
    public string DicomSubstring { get; init; } = "";

    /// <summary>
    /// <c>packEachDICOM</c>: whether each file gets the place that its own header says; else all get that of the first.
    /// </summary>
    public bool PackEachDicom { get; init; }

    /// <summary>
    /// <c>toLocation</c>: what the names of new objects, or the paths of new files, begin with; <c>%pack</c> in it is
    /// the directory that the header says. For <c>objPull</c> null where none is given.
    /// </summary>
    public string? ToLocation { get; init; }

    /// <summary><c>mapLocationOver</c>: the directory whose place <see cref="ToLocation"/> takes.</summary>
    public string MapLocationOver { get; init; } = "";

    /// <summary><c>fromLocation</c>: what the names of the objects begin with whose place the files take.</summary>
    public string FromLocation { get; init; } = "";

    /// <summary>Reads the JSON of <c>--do</c>.</summary>
    /// <exception cref="FormatException">It is no such JSON; the message is one plain line.</exception>
    public static PfStorageRequest Parse(string json) => Read(json, root =>
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("action", out var action)
            || action.ValueKind != JsonValueKind.String)
        {
            throw new FormatException("it must be an object such as {\"action\": \"ls\", \"args\": {\"path\": \"\"}}");
        }
        return root.TryGetProperty("args", out var arguments)
            ? Of(action.GetString()!, arguments)
            : throw new FormatException("No 'args' JSON directive found in request");
    });

    /// <summary>Reads the name of an action and its arguments as JSON: <c>--action</c> and <c>--args</c>.</summary>
    /// <exception cref="FormatException">They are none; the message is one plain line.</exception>
    public static PfStorageRequest Parse(string action, string arguments)
        => Read(arguments, root => Of(action, root));

    private static PfStorageRequest Read(string json, Func<JsonElement, PfStorageRequest> read)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(JsonInput.Mend(json));
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static PfStorageRequest Of(string action, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new FormatException("'args' must be an object");
        foreach (var argument in arguments.EnumerateObject())
        {
            if (!KnownArguments.Contains(argument.Name))
            {
                throw new FormatException(
                    $"'args' has '{argument.Name}', which is none of {string.Join(", ", KnownArguments)}");
            }
        }
        var request = new PfStorageRequest
        {
            Action = action switch
            {
                "ls" => PfStorageAction.List,
                "objPut" or "objPush" => PfStorageAction.Put,
                "objPull" => PfStorageAction.Pull,
                "rmtree" => PfStorageAction.Remove,
                "objExists" => PfStorageAction.Exists,
                _ => throw new FormatException(
                    $"there is no action '{action}': it is one of {string.Join(", ", ActionNames)}"),
            },
            Path = Text(arguments, "path") ?? "",
            Substring = Text(arguments, "substr") ?? "",
            LocalPath = Text(arguments, "localpath"),
            DicomSubstring = Text(arguments, "DICOMsubstr") ?? "",
            PackEachDicom = Flag(arguments, "packEachDICOM"),
            ToLocation = Text(arguments, "toLocation") ?? Text(arguments, "toLocationOver"),
            MapLocationOver = Text(arguments, "mapLocationOver") ?? "",
            FromLocation = Text(arguments, "fromLocation") ?? "",
        };
        request.CheckWhatIsNeeded();
        return arguments.TryGetProperty("retSpec", out var spec)
            ? request with { ReturnSpec = ReturnSpecOf(spec) }
            : request;
    }

    private void CheckWhatIsNeeded()
    {
        if (Action == PfStorageAction.Put && string.IsNullOrEmpty(LocalPath))
            throw new FormatException("objPut needs 'localpath', the file or directory to store");
        if (Action == PfStorageAction.Exists && Path.Trim('/').Length == 0)
            throw new FormatException("objExists needs 'path', the name of the object");
        // A store would be gone for a word that is missing.
        if (Action == PfStorageAction.Remove && Path.Trim('/', '.').Length == 0)
            throw new FormatException("rmtree needs 'path': it does not remove everything that there is");
        var name = Path.StartsWith("./", StringComparison.Ordinal) ? Path[2..] : Path;
        if (Action == PfStorageAction.Remove && name.Split('/').Any(part => part is "." or ".."))
            throw new FormatException($"rmtree: 'path' is '{Path}', and no object has a part '.' or '..' in its name");
    }

    private static string[] ReturnSpecOf(JsonElement spec)
    {
        if (spec.ValueKind != JsonValueKind.Array
            || spec.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            throw new FormatException("'retSpec' must be a list of texts");
        }
        var names = spec.EnumerateArray().Select(name => name.GetString()!).ToArray();
        return Array.Find(names, name => !ReturnNames.Contains(name)) is { } unknown
            ? throw new FormatException($"'retSpec' has '{unknown}', which is none of {string.Join(", ", ReturnNames)}")
            : names;
    }

    private static string? Text(JsonElement arguments, string name)
    {
        if (!arguments.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new FormatException($"'{name}' must be a text");
        var text = value.GetString()!;
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new FormatException($"'{name}' has a NUL character, which no path can have")
            : text;
    }

    private static bool Flag(JsonElement arguments, string name)
        => arguments.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new FormatException($"'{name}' must be true or false"),
        };
}
