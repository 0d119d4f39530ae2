using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PxSharp.Json;
using PxSharp.Storage;

namespace PxSharp.Smdb.Export;

/// <summary>Writes tables: each gets its name when it is whole.</summary>
internal sealed class TableFiles
{
    private readonly ConcurrentDictionary<string, bool> _directories = new(StringComparer.Ordinal);

    /// <summary>Writes <c>{KEY: CONTENT}</c>.</summary>
    public void Write(string path, string key, JsonObject content) => Write(path, new JsonObject { [key] = content });

    /// <summary>Writes a table as Python would.</summary>
    public void Write(string path, JsonObject content)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (!_directories.ContainsKey(directory))
        {
            NewDirectory.Make(directory);
            if (_directories.Count > 10_000)
            {
                _directories.Clear();
            }
            _directories[directory] = true;
        }
        // Always the same name: what a killed export leaves is gone after the next one.
        var temporary = path + ".new";
        try
        {
            File.WriteAllText(temporary, PyJson.Text(content));
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
