using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Json;
using PxSharp.Storage;

namespace PxSharp.Services;

/// <summary>One file of <c>BASEMOUNT/services</c>: a JSON object whose members are named service entries.</summary>
/// <remarks>
/// What this file holds and this program does not know is kept as it is. A change is written to a new file that takes
/// the old one's place, so that a reader sees the old or the new content, never half; the file is readable by
/// its owner only, because such files hold secrets.
/// </remarks>
public sealed class ServiceFile
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>How many characters the name of a new entry may have.</summary>
    public const int LongestName = 64;

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Names the file; it need not exist yet.</summary>
    public ServiceFile(string path) => FilePath = Path.GetFullPath(path);

    /// <summary>The full path of the file.</summary>
    public string FilePath { get; }

    /// <summary>The file <c>services/NAME.json</c> beside the log directory that pypx calls <c>--db</c>.</summary>
    public static ServiceFile BesideLog(string logDirectory, string name)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(logDirectory));
        return new ServiceFile(Path.Combine(Path.GetDirectoryName(full) ?? full, "services", name + ".json"));
    }

    /// <summary>
    /// Whether an entry can be named so: it must stand in a command line, a list and a path as it is. Entries that are
    /// in a file already may have other names.
    /// </summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= LongestName
            && char.IsLetterOrDigit(text[0])
            && text.All(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '-');
    }

    /// <summary>All entries; an empty object when there is no such file.</summary>
    /// <exception cref="ServiceFileException">The file is not one JSON object.</exception>
    public JsonObject Read()
    {
        string text;
        try
        {
            text = File.ReadAllText(FilePath);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceFileException(FilePath, "cannot be read: " + e.Message, inner: e);
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }
        try
        {
            return JsonNode.Parse(JsonInput.Mend(text), documentOptions: Lenient) as JsonObject
                ?? throw new ServiceFileException(FilePath, "must hold one JSON object of named entries");
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } zeroBased ? (int)zeroBased + 1 : (int?)null;
            throw new ServiceFileException(FilePath, Problem(e), line, e);
        }
    }

    /// <summary>Changes the entries under a lock that other processes respect, and writes them if asked to.</summary>
    /// <param name="change">Changes the entries in place and says whether they are to be written.</param>
    /// <exception cref="ServiceFileException">The file is not one JSON object, or cannot be written.</exception>
    public bool Update(Func<JsonObject, bool> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            NewDirectory.Make(Path.GetDirectoryName(FilePath)!);
            using var held = Lock();
            var entries = Read();
            if (!change(entries))
            {
                return false;
            }
            Write(entries);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceFileException(FilePath, "cannot be written: " + e.Message, inner: e);
        }
    }

    private void Write(JsonObject entries)
    {
        var temporary = FilePath + "." + Path.GetRandomFileName();
        try
        {
            using (var stream = new FileStream(temporary, OwnerOnly(FileMode.CreateNew)))
            {
                PyJson.Write(stream, entries);
                stream.Write("\n"u8);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, FilePath, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // The lock goes with the process that holds it: a stale lock file blocks nobody.
    private FileStream Lock()
    {
        var options = OwnerOnly(FileMode.OpenOrCreate);
        options.Share = FileShare.None;
        for (var waited = TimeSpan.Zero; ; waited += LockPoll)
        {
            try
            {
                return new FileStream(FilePath + ".lock", options);
            }
            catch (IOException) when (waited < LockTimeout && File.Exists(FilePath + ".lock"))
            {
                Thread.Sleep(LockPoll);
            }
        }
    }

    private static FileStreamOptions OwnerOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }

    // What the JSON library says of it helps nobody who is not a programmer.
    private static string Problem(JsonException exception) => exception.LineNumber is null
        ? "a name stands in it twice; remove one of the two"
        : "not valid JSON there or just before; correct the file, or move it away and name its entries anew";
}
