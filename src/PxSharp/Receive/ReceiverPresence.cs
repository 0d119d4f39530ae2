using System.Text.Json;

namespace PxSharp.Receive;

/// <summary>
/// <c>listen.json</c> in the database directory says who listens; it counts only while <c>listen.lock</c> beside it is
/// locked, which ends with the process however that dies. <c>listen-on-demand.json</c> says who is started whenever a
/// peer calls; it counts as long as it is there, after a receiver that runs.
/// </summary>
internal sealed class ReceiverPresence : IDisposable
{
    private const string FileName = "listen.json";
    private const string LockName = "listen.lock";
    private const string OnDemandName = "listen-on-demand.json";
    private const int MostTries = 20;

    private readonly FileStream _lock;
    private readonly string _path;

    private ReceiverPresence(FileStream locked, string path) => (_lock, _path) = (locked, path);

    /// <summary>Announces a receiver; null when another one is there, or this user may not write there.</summary>
    public static ReceiverPresence? TryAnnounce(string directory, RunningReceiver receiver)
    {
        FileStream? locked = null;
        try
        {
            Directory.CreateDirectory(directory);
            locked = TryLockPatiently(directory);
            if (locked is null)
                return null;
            var path = Path.Combine(directory, FileName);
            Write(path, receiver);
            return new ReceiverPresence(locked, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            locked?.Dispose();
            return null;
        }
    }

    /// <summary>Remembers a receiver that xinetd or systemd starts whenever a peer calls.</summary>
    public static void RecordOnDemand(string directory, RunningReceiver receiver)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, OnDemandName);
        if (Read(path) != receiver)
            Write(path, receiver);
    }

    public static RunningReceiver? Find(string directory) =>
        FindRunning(directory) ?? Read(Path.Combine(directory, OnDemandName));

    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It no longer counts, as the lock goes.
        }
        _lock.Dispose();
    }

    /// <summary>Who only asks whether a receiver is there holds the lock for a moment.</summary>
    private static FileStream? TryLockPatiently(string directory)
    {
        for (var tries = 1; ; tries++)
        {
            if (TryLock(directory, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } locked)
                return locked;
            if (tries == MostTries)
                return null;
            Thread.Sleep(10);
        }
    }

    private static RunningReceiver? FindRunning(string directory)
    {
        if (!File.Exists(Path.Combine(directory, LockName)))
            return null;
        try
        {
            // Shared, so that one who asks does not look like a receiver to another.
            using var free = TryLock(directory, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (free is not null)
                return null;
        }
        catch (UnauthorizedAccessException)
        {
            // The receiver of another user, whose lock is not for us to try: what it announced has to do.
        }
        return Read(Path.Combine(directory, FileName));
    }

    private static void Write(string path, RunningReceiver receiver)
    {
        // Several processes that are started on demand may write at once.
        var part = $"{path}.{Path.GetRandomFileName()}.part";
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
    }

    private static RunningReceiver? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            return new RunningReceiver(
                root.GetProperty("pid").GetInt32(), root.GetProperty("aet").GetString()!,
                root.GetProperty("port").GetInt32(), root.GetProperty("datadir").GetString()!);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
                or InvalidOperationException or FormatException)
        {
            // It is just starting or stopping, or the file is none of ours.
            return null;
        }
    }

    private static FileStream? TryLock(string directory, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path.Combine(directory, LockName), mode, access, share, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
