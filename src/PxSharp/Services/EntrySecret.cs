using System.Text.Json;
using System.Text.Json.Nodes;

namespace PxSharp.Services;

/// <summary>A secret that an entry of a service file has in itself, in a file that it names, or not at all.</summary>
public static class EntrySecret
{
    private const int LongestSecret = 64 << 10;

    /// <summary>
    /// The text in <paramref name="member"/>; else the content of the file that the member of that name and
    /// <c>File</c> names; null when there is neither.
    /// </summary>
    /// <param name="file">The service file, for messages; a relative name of a file is beside it.</param>
    /// <param name="key">The entry's name, for messages.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="member">The member, such as <c>password</c>.</param>
    /// <exception cref="ServiceFileException">The member is no text, or the file cannot be read.</exception>
    public static Secret? Find(ServiceFile file, string key, JsonObject entry, string member)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(entry);
        if (Text(file, key, entry, member) is { } text)
            return new Secret(text);
        return Text(file, key, entry, member + "File") is { } path ? Read(file, key, member, path) : null;
    }

    /// <summary>The content of a file without the line end at its end.</summary>
    /// <exception cref="IOException">It cannot be read, is empty or far too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Secret ReadFile(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > LongestSecret)
            throw new IOException($"{path} is too long for a secret");
        var text = File.ReadAllText(path).TrimEnd('\r', '\n');
        return text.Length > 0 ? new Secret(text) : throw new IOException($"{path} is empty");
    }

    private static Secret Read(ServiceFile file, string key, string member, string path)
    {
        try
        {
            return ReadFile(Path.Combine(Path.GetDirectoryName(file.FilePath)!, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServiceFileException(
                file.FilePath, $"entry '{key}': {member}File cannot be read: {exception.Message}", inner: exception);
        }
    }

    private static string? Text(ServiceFile file, string key, JsonObject entry, string member) => entry[member] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            value.GetValue<string>() is { Length: > 0 } text ? text : null,
        _ => throw new ServiceFileException(file.FilePath, $"entry '{key}': '{member}' must be a text"),
    };
}
