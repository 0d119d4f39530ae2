using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PxSharp.Json;

namespace PxSharp.Smdb.Import;

/// <summary>What pypx's <c>seriesData/</c> says of a series and the data tree does not.</summary>
internal static partial class PypxTables
{
    private const int LargestTable = 16 << 20;

    /// <summary>What a retrieve had asked for.</summary>
    /// <param name="Expected">Instances that the PACS had promised; null when the table does not say.</param>
    /// <param name="Pacs">Its AE title, or "pypx".</param>
    /// <param name="StudyInstanceUID">The study; null when the table does not say.</param>
    public sealed record Retrieve(int? Expected, string Pacs, string? StudyInstanceUID);

    /// <summary>The Series Instance UIDs that have a table of that kind, in the order of their names.</summary>
    public static IEnumerable<string> Series(string logDirectory, string suffix)
    {
        var directory = new TableNames(logDirectory).SeriesDirectory;
        return Directory.Exists(directory)
            ? Directory.EnumerateFileSystemEntries(directory, "*" + suffix)
                .Select(path => Path.GetFileName(path)[..^suffix.Length])
                .Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>The names of the images that pypx had recorded.</summary>
    public static IEnumerable<string> Images(string logDirectory, string seriesUID)
    {
        var directory = new TableNames(logDirectory).ImageDirectory(seriesUID);
        return Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*.json").Select(path => Path.GetFileNameWithoutExtension(path))
            : [];
    }

    /// <exception cref="JsonException">It is no such table.</exception>
    public static Retrieve ReadRetrieve(string path)
    {
        if (Read(path) is not JsonObject table)
        {
            throw new JsonException("it is no JSON object");
        }
        var command = table["command"] is JsonObject run && run["command"] is JsonValue text
            && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : "";
        var promised = table["NumberOfSeriesRelatedInstances"]?.ToString();
        return new Retrieve(
            int.TryParse(promised, out var expected) && expected >= 0 ? expected : null,
            CalledTitle.Match(command) is { Success: true } title ? title.Groups[1].Value : "pypx",
            StudyKey.Match(command) is { Success: true } study ? study.Groups[1].Value : null);
    }

    /// <summary>
    /// The images that were pushed, by file name, each with its name in the store; none when that failed.
    /// </summary>
    /// <exception cref="JsonException">It is no such table.</exception>
    public static IReadOnlyDictionary<string, string> ReadPush(string path)
    {
        var pushed = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Read(path) is not JsonObject table)
        {
            throw new JsonException("it is no JSON object");
        }
        if (table["store"] is not JsonObject store || !IsTrue(table["status"]) || !IsTrue(store["status"]))
        {
            return pushed;
        }
        if (store["localFileList"] is not JsonArray files || store["objectFileList"] is not JsonArray names
            || files.Count != names.Count)
        {
            throw new JsonException("its lists of files do not fit together");
        }
        for (var i = 0; i < files.Count; i++)
        {
            pushed[Path.GetFileName(files[i]?.ToString() ?? "")] = names[i]?.ToString() ?? "";
        }
        return pushed;
    }

    /// <summary>What is wrong with a table, without the words of the JSON library.</summary>
    public static string Problem(Exception exception) => exception switch
    {
        JsonException { LineNumber: { } line } => $"not valid JSON in line {line + 1} or just before",
        // Its name was listed, and was changed on the way: control characters lead to no file.
        FileNotFoundException => "its name has characters that no UID has",
        _ => exception.Message,
    };

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    private static JsonNode? Read(string path)
    {
        var file = new FileInfo(path);
        return file.Length > LargestTable
            ? throw new JsonException($"it has {file.Length} bytes, too many for a table")
            : JsonNode.Parse(JsonInput.Mend(File.ReadAllText(path)), documentOptions: JsonInput.Strict);
    }

    [GeneratedRegex(@"-aec (\S+)")]
    private static partial Regex CalledTitle { get; }

    [GeneratedRegex(@"StudyInstanceUID=([0-9.]+)")]
    private static partial Regex StudyKey { get; }
}
