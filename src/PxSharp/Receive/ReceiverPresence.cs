using System.Text.Json;

namespace PxSharp.Receive;

/// <summary>
/// <c>listen.json</c> in the database directory says who listens; it counts only while <c>listen.lock</c> beside it is
/// locked, which ends with the process however that dies.
/// </summary>
internal sealed class ReceiverPresence : IDisposable
{
    private const string FileName = "listen.json";
    private const string LockName = "listen.lock";
    private const int MostTries = 20;

    private readonly FileStream _lock;
    private readonly string _path;

    private ReceiverPresence(FileStream locked, string path) => (_lock, _path) = (locked, path);

    /// <summary>Announces a receiver; null when another one is there.</summary>
    public static ReceiverPresence? TryAnnounce(string directory, RunningReceiver receiver)
    {
        Directory.CreateDirectory(directory);
        if (TryLockPatiently(directory) is not { } locked)
            return null;
        var path = Path.Combine(directory, FileName);
        var part = path + ".part";
        using (var file = File.Create(part))
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", receiver.ProcessId);
            json.WriteString("aet", receiver.AETitle);
            json.WriteNumber("port", receiver.Port);
            json.WriteString("datadir", receiver.DataDirectory);
            json.WriteEndObject();
        }
        File.Move(part, path, overwrite: true);
        return new ReceiverPresence(locked, path);
    }

    public static RunningReceiver? Find(string directory)
    {
        if (!File.Exists(Path.Combine(directory, LockName)))
            return null;
        using (var free = TryLock(directory, FileMode.Open))
        {
            if (free is not null)
                return null;
        }
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, FileName)));
            var root = json.RootElement;
            return new RunningReceiver(
                root.GetProperty("pid").GetInt32(), root.GetProperty("aet").GetString()!,
                root.GetProperty("port").GetInt32(), root.GetProperty("datadir").GetString()!);
        }
        catch (Exception exception) when (
            exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // It is just starting or stopping.
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_path);
        _lock.Dispose();
    }

    /// <summary>Who only asks whether a receiver is there holds the lock for a moment.</summary>
    private static FileStream? TryLockPatiently(string directory)
    {
        for (var tries = 1; ; tries++)
        {
            if (TryLock(directory, FileMode.OpenOrCreate) is { } locked)
                return locked;
            if (tries == MostTries)
                return null;
            Thread.Sleep(10);
        }
    }

    private static FileStream? TryLock(string directory, FileMode mode)
    {
        try
        {
            return new FileStream(
                Path.Combine(directory, LockName), mode, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
