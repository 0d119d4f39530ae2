using System.Globalization;
using System.Text.Json.Nodes;

namespace PxSharp.Tests.Cube.StandIn;

/// <summary>The register of the stand-in.</summary>
public sealed partial class CubeStandIn
{
    private static readonly string[] ExactFilters =
    [
        "id", "PatientID", "PatientSex", "PatientAge", "PatientBirthDate", "StudyDate", "AccessionNumber",
        "StudyInstanceUID", "SeriesInstanceUID", "pacs_identifier",
    ];

    private readonly SortedSet<string> _storage = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _files = [];
    private readonly List<JsonObject> _series = [];

    /// <summary>What lies in its storage.</summary>
    public void Store(params IEnumerable<string> paths)
    {
        lock (_lock)
            _storage.UnionWith(paths);
    }

    /// <summary>What is in the register, in the order in which it came.</summary>
    public IReadOnlyList<JsonObject> Files
    {
        get
        {
            lock (_lock)
                return [.. _files];
        }
    }

    /// <inheritdoc cref="Files"/>
    public IReadOnlyList<JsonObject> Series
    {
        get
        {
            lock (_lock)
                return [.. _series];
        }
    }

    private StandInAnswer Register(StandInRequest request)
    {
        if (request.ContentType == "application/x-www-form-urlencoded" && !RegistersSeries)
            return StandInAnswer.Broken;
        if (request.ContentType != "application/json"
            && (request.ContentType != Collection || RefusesCollectionJson))
        {
            return StandInAnswer.Detail(415, $"Unsupported media type \"{request.ContentType}\" in request.");
        }
        if (StandInFields.Read(request) is not { } fields)
            return StandInAnswer.Detail(400, "JSON parse error - Expecting value: line 1 column 1 (char 0)");
        if (StandInFields.Check(fields, RegistersSeries) is { } errors)
            return StandInAnswer.Refusal(400, errors);
        lock (_lock)
            return RegistersSeries ? RegisterSeries(fields) : RegisterFile(fields);
    }

    private StandInAnswer RegisterFile(Dictionary<string, JsonNode?> fields)
    {
        var path = StandInFields.Text(fields["path"]).Trim('/');
        if (_files.Exists(file => (string?)file["fname"] == path))
            return Refusal("path", "File has already been registered.");
        if (!_storage.Contains(path))
            return Refusal("path", "Could not find this path.");
        var item = Item(fields, _files.Count + 1);
        item["fname"] = path;
        item["fsize"] = 2000;
        _files.Add(item);
        return Created(item, "pacsfiles/");
    }

    private StandInAnswer RegisterSeries(Dictionary<string, JsonNode?> fields)
    {
        var folder = StandInFields.Text(fields["path"]).Trim('/');
        var expected = int.Parse(StandInFields.Text(fields["ndicom"]), CultureInfo.InvariantCulture);
        if (expected < 1)
            return Refusal("ndicom", $"This field must be a postive integer. Got {expected}.");
        // The storage knows no folders: a name is under each text that it begins with.
        var found = _storage.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).ToList();
        var count = found.Count(path => path.EndsWith(".dcm", StringComparison.Ordinal));
        if (count != expected)
        {
            return Refusal(
                "non_field_errors",
                $"The number of DICOM files found under {folder}({count}) was different from the "
                    + $"ndicom({expected}) field");
        }
        var uid = StandInFields.Text(fields["SeriesInstanceUID"]);
        var pacs = StandInFields.Text(fields["pacs_name"]);
        if (_series.Exists(series => (string?)series["SeriesInstanceUID"] == uid
            && (string?)series["pacs_identifier"] == pacs))
        {
            return StandInAnswer.Refusal(400, new JsonArray(
                $"A DICOM series with SeriesInstanceUID={uid} already registered for pacs {pacs}"));
        }
        if (_files.Exists(file => found.Contains((string?)file["fname"] ?? "")))
            return StandInAnswer.Broken;
        var item = Item(fields, _series.Count + 1);
        item["folder_path"] = folder;
        item["deletion_status"] = "inactive";
        item.Remove("ndicom");
        _series.Add(item);
        foreach (var path in found)
            _files.Add(new JsonObject { ["id"] = _files.Count + 1, ["fname"] = path });
        return Created(item, "pacs/series/");
    }

    private static JsonObject Item(Dictionary<string, JsonNode?> fields, int id)
    {
        var item = new JsonObject { ["id"] = id, ["creation_date"] = "2026-11-23T13:22:11.963965-05:00" };
        foreach (var (name, value) in fields.Where(field => field.Key is not ("path" or "pacs_name")))
            item[name] = value?.DeepClone();
        item["PatientAge"] = int.TryParse(StandInFields.Text(item["PatientAge"]), out var age) ? age : null;
        item["PatientBirthDate"] ??= null;
        item["pacs_identifier"] = StandInFields.Text(fields["pacs_name"]);
        return item;
    }

    private StandInAnswer Created(JsonObject item, string list) => new(201)
    {
        Items = [(JsonObject)item.DeepClone()],
        Location = Address($"{list}{item["id"]}/"),
    };

    private static StandInAnswer Refusal(string field, string text)
        => StandInAnswer.Refusal(400, new JsonObject { [field] = new JsonArray(text) });

    private StandInAnswer List(StandInRequest request, bool isFiles, bool isSearch)
    {
        List<JsonObject> found;
        lock (_lock)
        {
            var knowsNamesOnly = isFiles && RegistersSeries;
            found =
            [
                .. (isFiles ? _files : _series)
                    .Where(item => !isSearch || Matches(item, request.Query, knowsNamesOnly))
                    .Select(item => (JsonObject)item.DeepClone()),
            ];
        }
        var limit = Number(request, "limit", 10);
        var offset = Number(request, "offset", 0);
        var query = string.Concat(request.Query.Where(pair => pair.Key is not ("limit" or "offset"))
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}&"));
        var list = RegistersSeries ? isFiles ? "pacs/files/" : "pacs/series/" : "pacsfiles/";
        return new StandInAnswer(200)
        {
            Items = [.. found.Skip(offset).Take(limit)],
            Total = found.Count,
            Next = offset + limit < found.Count ? Page(offset + limit) : null,
            Previous = offset > 0 ? Page(Math.Max(0, offset - limit)) : null,
            Search = isSearch ? null : Address(list + "search/"),
        };

        string Page(int from)
            => $"{Address(isSearch ? list + "search/" : list)}?{query}limit={limit}&offset={from}";
    }

    /// <summary>One item of a list by its number, or its removal, which CUBE takes on and does later.</summary>
    private StandInAnswer One(StandInRequest request, List<JsonObject> list, string number, bool mayDelete)
    {
        lock (_lock)
        {
            if (list.Find(item => StandInFields.Text(item["id"]) == number) is not { } found)
                return StandInAnswer.Detail(404, "Not found.");
            if (request.Method == "GET")
                return new StandInAnswer(200) { Items = [(JsonObject)found.DeepClone()] };
            if (request.Method != "DELETE" || !mayDelete)
                return StandInAnswer.Detail(405, $"Method \"{request.Method}\" not allowed.");
            if (DeletesLater)
            {
                found["deletion_status"] = "pending";
                return new StandInAnswer(202) { Items = [] };
            }
            list.Remove(found);
            var folder = StandInFields.Text(found["folder_path"]) + "/";
            _files.RemoveAll(file => StandInFields.Text(file["fname"]).StartsWith(folder, StringComparison.Ordinal));
            return new StandInAnswer(202) { Items = [] };
        }
    }

    private static int Number(StandInRequest request, string name, int otherwise)
        => request.Query.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static int? Age(JsonObject item)
        => int.TryParse(StandInFields.Text(item["PatientAge"]), CultureInfo.InvariantCulture, out var age) ? age : null;

    /// <summary>Parameters that are not known are no filters.</summary>
    private static bool Matches(JsonObject item, Dictionary<string, string> query, bool knowsNamesOnly)
        => query.All(filter =>
    {
        var value = StandInFields.Text(item[filter.Key]);
        var name = StandInFields.Text(item["fname"]);
        return filter.Key switch
        {
            "fname" => name.StartsWith(filter.Value, StringComparison.Ordinal),
            "fname_exact" => name == filter.Value,
            "fname_icontains" => name.Contains(filter.Value, StringComparison.OrdinalIgnoreCase),
            _ when knowsNamesOnly => true,
            "min_PatientAge" => Age(item) >= int.Parse(filter.Value, CultureInfo.InvariantCulture),
            "max_PatientAge" => Age(item) <= int.Parse(filter.Value, CultureInfo.InvariantCulture),
            "PatientName" or "ProtocolName" or "StudyDescription" or "SeriesDescription" =>
                value.Contains(filter.Value, StringComparison.OrdinalIgnoreCase),
            _ => !ExactFilters.Contains(filter.Key) || value == filter.Value,
        };
    });
}
