using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Json;

namespace PxSharp.Smdb.Import;

/// <summary>How far an import has come: kept in a file, so that the next one goes on from there.</summary>
/// <remarks>Written only after what it speaks of is committed. A damaged file means: from the beginning.</remarks>
internal sealed record ImportMark
{
    /// <summary>The name of the file, beside the database.</summary>
    public const string FileName = "smdb.import";

    /// <summary>The data tree that it is about.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The last directory whose files are all done, relative; null before the first.</summary>
    public string? Directory { get; init; }

    public long Done { get; init; }

    public long Recorded { get; init; }

    public long Problems { get; init; }

    public static ImportMark Read(string logDirectory, string dataDirectory)
    {
        var none = new ImportMark { DataDirectory = dataDirectory };
        try
        {
            var text = File.ReadAllText(Path.Combine(logDirectory, FileName));
            return JsonNode.Parse(text) is JsonObject mark && (string?)mark["data"] == dataDirectory
                ? new ImportMark
                {
                    DataDirectory = dataDirectory,
                    Directory = (string?)mark["directory"],
                    Done = (long)mark["done"]!,
                    Recorded = (long)mark["recorded"]!,
                    Problems = (long)mark["problems"]!,
                }
                : none;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException
            or JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return none;
        }
    }

    public void Write(string logDirectory)
    {
        var path = Path.Combine(logDirectory, FileName);
        var mark = new JsonObject
        {
            ["data"] = DataDirectory,
            ["directory"] = Directory,
            ["done"] = Done,
            ["recorded"] = Recorded,
            ["problems"] = Problems,
        };
        File.WriteAllText(path + ".new", PyJson.Text(mark));
        File.Move(path + ".new", path, overwrite: true);
    }

    public static void Remove(string logDirectory) => File.Delete(Path.Combine(logDirectory, FileName));
}
