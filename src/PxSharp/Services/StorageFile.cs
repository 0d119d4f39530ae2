using System.Text.Json.Nodes;

namespace PxSharp.Services;

/// <summary>
/// The storage keys of a BASEMOUNT: <c>services/storage.json</c>, and <c>swift.json</c>, which older pypx wrote.
/// </summary>
public static class StorageFile
{
    private const string Kind = "storagetype";

    /// <summary>The file that new keys go to.</summary>
    public static ServiceFile BesideLog(string logDirectory) => ServiceFile.BesideLog(logDirectory, "storage");

    /// <summary>
    /// All keys; one of <c>swift.json</c> counts where <c>storage.json</c> has none of that name, and is a Swift.
    /// </summary>
    /// <exception cref="ServiceFileException">One of the files is broken or cannot be read.</exception>
    public static JsonObject Read(string logDirectory)
    {
        var keys = BesideLog(logDirectory).Read();
        foreach (var (name, entry) in ServiceFile.BesideLog(logDirectory, "swift").Read())
        {
            if (!keys.ContainsKey(name) && entry is JsonObject swift)
            {
                keys[name] = AsSwift(swift);
            }
        }
        return keys;
    }

    /// <summary>A copy that says that it is a Swift, if it does not say what it is.</summary>
    public static JsonObject AsSwift(JsonObject entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var copy = (JsonObject)entry.DeepClone();
        if (!copy.ContainsKey(Kind))
        {
            copy.Insert(0, Kind, "swift");
        }
        return copy;
    }
}
