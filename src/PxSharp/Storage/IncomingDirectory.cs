using System.Buffers;
using System.Globalization;

namespace PxSharp.Storage;

/// <summary>
/// Where this process keeps files until they are whole: <c>.incoming/PROCESS/</c> in the data root, so on the same
/// file system. A locked file beside it says that the process lives; what dead ones left is removed.
/// </summary>
internal sealed class IncomingDirectory : IDisposable
{
    /// <summary>The extension of an unfinished file.</summary>
    public const string Extension = ".part";

    private const string LockExtension = ".lock";
    private const string JournalName = "placing";
    private const string JournalExtension = ".placing";
    private const char Separator = '-';

    private static readonly SearchValues<char> UIDCharacters = SearchValues.Create("0123456789.");

    private readonly string _parent;
    private readonly Lock _renewal = new();
    private FileStream _lock;
    private long _count;

    public IncomingDirectory(string parent)
    {
        _parent = parent;
        Directory.CreateDirectory(parent);
        Clean(parent);
        _lock = Claim(parent);
        Path = _lock.Name[..^LockExtension.Length];
        Directory.CreateDirectory(Path);
        Journal = new PlacingJournal(System.IO.Path.Combine(Path, JournalName));
    }

    /// <summary>Which instances get their final name just now.</summary>
    public PlacingJournal Journal { get; }

    /// <summary>The journals that dead processes left.</summary>
    public IReadOnlyList<string> LeftJournals() => Directory.GetFiles(_parent, "*" + JournalExtension);

    public string Path { get; private set; }

    /// <summary>
    /// A name in this directory that was never used before. It tells the instance, so that others see that it grows.
    /// </summary>
    public string NewName(string sopInstanceUID = "")
    {
        // A peer may announce anything; what is no UID is not told.
        var isUID = sopInstanceUID.Length is > 0 and <= 64 && !sopInstanceUID.AsSpan().ContainsAnyExcept(UIDCharacters);
        return System.IO.Path.Combine(Path, string.Create(
            CultureInfo.InvariantCulture,
            $"{Interlocked.Increment(ref _count)}{Separator}{(isUID ? sopInstanceUID : "")}{Extension}"));
    }

    /// <summary>The instance that a file of this directory is to become; empty when its name does not tell.</summary>
    public static string InstanceOf(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path.AsSpan());
        return name[(name.IndexOf(Separator) + 1)..].ToString();
    }

    /// <summary>A new name after somebody removed the directory, which is made again.</summary>
    public string Renew(string sopInstanceUID)
    {
        lock (_renewal)
        {
            Directory.CreateDirectory(_parent);
            if (!File.Exists(_lock.Name))
            {
                // Without the claim, another process would take the directory for a dead one's.
                _lock.Dispose();
                _lock = Claim(_parent);
                Path = _lock.Name[..^LockExtension.Length];
            }
            if (!Directory.Exists(Path))
            {
                Directory.CreateDirectory(Path);
                Journal.Renew(System.IO.Path.Combine(Path, JournalName));
            }
            return NewName(sopInstanceUID);
        }
    }

    public void Dispose()
    {
        Journal.Dispose();
        TryDelete(Path);
        _lock.Dispose();
        // With the name goes the claim; the directory itself may have gone before us.
        if (File.Exists(_lock.Name))
            File.Delete(_lock.Name);
    }

    /// <summary>Takes the lock; null when a living process has it, or the file has gone.</summary>
    private static FileStream? TryLock(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream Claim(string parent)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var name = string.Create(
                CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}{LockExtension}");
            // Another process that is cleaning up may hold it for a moment, and then remove it.
            if (TryLock(System.IO.Path.Combine(parent, name), FileMode.CreateNew) is { } file)
            {
                if (File.Exists(file.Name))
                    return file;
                file.Dispose();
            }
        }
        throw new IOException($"cannot make a locked file in {parent}: may this user write there?");
    }

    private static void Clean(string parent)
    {
        foreach (var path in Directory.EnumerateFiles(parent, "*" + LockExtension))
        {
            using var dead = TryLock(path, FileMode.Open);
            if (dead is null)
                continue;
            KeepJournal(path[..^LockExtension.Length]);
            TryDelete(path[..^LockExtension.Length]);
            File.Delete(path);
        }
        foreach (var path in Directory.EnumerateDirectories(parent))
        {
            if (!File.Exists(path + LockExtension))
                TryDelete(path);
        }
    }

    /// <summary>Kept until a receiver has looked whether all that is in it is recorded.</summary>
    private static void KeepJournal(string directory)
    {
        try
        {
            var journal = System.IO.Path.Combine(directory, JournalName);
            if (File.Exists(journal))
                File.Move(journal, directory + JournalExtension, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process is at it.
        }
    }

    private static void TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process is at it, or a file is open on Windows: the next start removes it.
        }
    }
}
