using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PxSharp.Services;

/// <summary>The PACS that have a name: <c>BASEMOUNT/services/pacs.json</c>, in the shape that pypx gives it.</summary>
/// <remarks>
/// <c>{"key": {"aet": "...", "aec": "...", "ip": "...", "port": "4242"}}</c>. The port is written as text, as pypx
/// does, and read as text or number. An entry may also say where goes what comes from the PACS: <c>swift</c>,
/// <c>CUBE</c>, <c>swiftServicesPACS</c>. Members that are not ours stay in the file.
/// </remarks>
public sealed class PacsServices
{
    /// <summary>Uses the given file.</summary>
    public PacsServices(ServiceFile file) => File = file;

    /// <summary>The file behind it.</summary>
    public ServiceFile File { get; }

    /// <summary>The named PACS of the BASEMOUNT whose log directory (<c>--db</c>) is given.</summary>
    public static PacsServices BesideLog(string logDirectory) => new(ServiceFile.BesideLog(logDirectory, "pacs"));

    /// <summary>Every named PACS, in the file's order.</summary>
    /// <exception cref="ServiceFileException">The file is broken, or an entry in it is.</exception>
    public IReadOnlyList<KeyValuePair<string, PacsService>> List() =>
        [.. File.Read().Select(entry => KeyValuePair.Create(entry.Key, Parse(entry.Key, entry.Value)))];

    /// <summary>The PACS of that name; null when there is none.</summary>
    /// <exception cref="ServiceFileException">The file is broken, or this entry is.</exception>
    public PacsService? Find(string key) => File.Read().TryGetPropertyValue(key, out var entry)
        ? Parse(key, entry)
        : null;

    /// <summary>The PACS of that name; the error says which names there are.</summary>
    /// <exception cref="ServiceFileException">There is none of that name, or the file or entry is broken.</exception>
    public PacsService Get(string key) => Find(key)
        ?? throw new ServiceFileException(File.FilePath, Unknown(key)) { IsUnknownName = true };

    /// <summary>Where goes what comes from the PACS of that name; nowhere when there is none.</summary>
    /// <exception cref="ServiceFileException">The file is broken, or this entry is.</exception>
    public PacsDestinations FindDestinations(string key) => File.Read()[key] is JsonObject entry
        ? new PacsDestinations(
            OptionalText(key, entry, "swift"),
            OptionalText(key, entry, "CUBE"),
            OptionalText(key, entry, "swiftServicesPACS"))
        : PacsDestinations.None;

    /// <summary>Adds a PACS, or changes the one of that name; members that are not ours stay.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="service">Who and where it is.</param>
    /// <param name="destinations">Where goes what comes from it; what is null there stays as it was.</param>
    /// <exception cref="ServiceFileException">The file is broken or cannot be written.</exception>
    public void Set(string key, PacsService service, PacsDestinations? destinations = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(service);
        File.Update(entries =>
        {
            if (entries[key] is not JsonObject entry)
            {
                entries[key] = entry = [];
            }
            entry["aet"] = service.CallingAETitle;
            entry["aec"] = service.CalledAETitle;
            entry["ip"] = service.Host;
            entry["port"] = service.Port.ToString(CultureInfo.InvariantCulture);
            SetUnlessNull(entry, "swift", destinations?.StorageKey);
            SetUnlessNull(entry, "CUBE", destinations?.CubeKey);
            SetUnlessNull(entry, "swiftServicesPACS", destinations?.ServiceName);
            return true;
        });
    }

    /// <summary>Forgets a PACS; false when there was none of that name.</summary>
    /// <exception cref="ServiceFileException">The file is broken or cannot be written.</exception>
    public bool Remove(string key) => File.Update(entries => entries.Remove(key));

    private string Unknown(string key)
    {
        var known = string.Join(", ", File.Read().Select(entry => entry.Key));
        return known.Length == 0
            ? $"no PACS is named '{key}'; name one with `px pacs add {key} ...`"
            : $"no PACS is named '{key}' (there are: {known})";
    }

    private PacsService Parse(string key, JsonNode? value)
    {
        if (value is not JsonObject entry)
        {
            throw new ServiceFileException(
                File.FilePath, $"entry '{key}' must be an object with aet, aec, ip and port");
        }
        var port = Member(key, entry, "port");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > 65535)
        {
            throw new ServiceFileException(File.FilePath, $"entry '{key}': port '{port}' is not between 1 and 65535");
        }
        return new PacsService(Member(key, entry, "aet"), Member(key, entry, "aec"), Member(key, entry, "ip"), number);
    }

    private string Member(string key, JsonObject entry, string name) => entry[name] switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Trim(),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => throw new ServiceFileException(File.FilePath, $"entry '{key}' has no '{name}'"),
    };

    private string? OptionalText(string key, JsonObject entry, string name) =>
        entry[name] is null ? null : Member(key, entry, name);

    private static void SetUnlessNull(JsonObject entry, string name, string? text)
    {
        if (text is not null)
        {
            entry[name] = text;
        }
    }
}
