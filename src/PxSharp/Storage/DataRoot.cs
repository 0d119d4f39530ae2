using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using PxSharp.Paths;

namespace PxSharp.Storage;

/// <summary>
/// The directory that instances lie in: takes files under temporary names and gives them their final ones when they
/// are whole. Any number of threads and processes may work on one root.
/// </summary>
/// <remarks>
/// A final name is only ever given to a whole file, and never taken from a file of another instance. Nothing is
/// overwritten: an instance that comes again with another data set leaves the older file beside the newer.
/// </remarks>
public sealed class DataRoot : IDisposable
{
    private const int MostNames = 16;

    private static readonly TimeSpan SupersedeTimeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryMaker _directories;
    private readonly IncomingDirectory _incoming;
    private readonly string _supersedeLock;

    /// <summary>
    /// Opens a data root; makes it when it is not there, and removes what dead processes left unfinished.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <param name="durability">What a file survives whose placing has returned.</param>
    /// <exception cref="IOException">The directory cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public DataRoot(string path, Durability durability = Durability.Disk)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        Durability = durability;
        _directories = new DirectoryMaker(Path, durability);
        _directories.Ensure("");
        var incoming = System.IO.Path.Combine(Path, PathComponent.Incoming);
        _incoming = new IncomingDirectory(incoming);
        _supersedeLock = System.IO.Path.Combine(incoming, "supersede");
        MaxPathLength = LongestRelativePath(Path);
    }

    /// <summary>The directory, as a full path.</summary>
    public string Path { get; }

    /// <summary>What a file survives whose placing has returned.</summary>
    public Durability Durability { get; }

    /// <summary>The bytes that a relative path may have here: for <see cref="PathLayout.Resolve"/>.</summary>
    public int MaxPathLength { get; }

    /// <summary>Opens a file for a test's sake; else null.</summary>
    internal Func<string, SafeFileHandle>? OpenTemporary { get; set; }

    /// <summary>Gives the full path of a relative one.</summary>
    public string FullPath(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Opens a new file under a temporary name on the file system of the data root.</summary>
    internal SafeFileHandle CreateTemporary(string sopInstanceUID, out string path)
    {
        path = _incoming.NewName(sopInstanceUID);
        try
        {
            return OpenTemporary?.Invoke(path) ?? Open(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidied up while we run.
            _directories.Forget();
            _directories.Ensure("");
            path = _incoming.Renew(sopInstanceUID);
            return Open(path);
        }
    }

    /// <summary>Gives a whole, closed, and (for <see cref="Durability.Disk"/>) synced file its final name.</summary>
    /// <param name="temporary">The file; gone when this returns.</param>
    /// <param name="relativePath">Where it should lie; another name in the same directory if that is taken.</param>
    /// <param name="sopInstanceUID">Which instance it is.</param>
    /// <param name="size">The bytes of the file.</param>
    internal PlacedFile Place(string temporary, string relativePath, string sopInstanceUID, long size)
    {
        var slash = relativePath.LastIndexOf('/');
        var (directory, name) = slash < 0 ? ("", relativePath) : (relativePath[..slash], relativePath[(slash + 1)..]);
        for (var i = 0; i < MostNames; i++)
        {
            var path = PathFor(directory, name, sopInstanceUID, i);
            if (TryTakeName(temporary, directory, FullPath(path)))
                return new PlacedFile(path, size, PlacedOutcome.New);
            if (FileIdentity.Of(FullPath(path)) is { } present && present.SOPInstanceUID == sopInstanceUID)
                return PlaceAgain(temporary, path, present, size);
            if (TryTakeEmptyName(temporary, FullPath(path)))
                return new PlacedFile(path, size, PlacedOutcome.New);
        }
        throw new IOException($"no free name for {relativePath}: {MostNames} of them are taken by other files");
    }

    /// <summary>Notes that an instance is about to get its name; the slot is for <see cref="EndPlacing"/>.</summary>
    internal int BeginPlacing(string sopInstanceUID, string relativePath)
        => _incoming.Journal.Note(sopInstanceUID, relativePath);

    /// <summary>Says that the instance is recorded, or was not placed.</summary>
    internal void EndPlacing(int slot) => _incoming.Journal.Release(slot);

    /// <summary>The journals of processes that were killed; whoever has dealt with one deletes it.</summary>
    internal IReadOnlyList<string> LeftJournals() => _incoming.LeftJournals();

    /// <summary>The path that an instance got when it was placed; null when it was not.</summary>
    internal string? FindPlaced(string relativePath, string sopInstanceUID)
    {
        var slash = relativePath.LastIndexOf('/');
        var (directory, name) = slash < 0 ? ("", relativePath) : (relativePath[..slash], relativePath[(slash + 1)..]);
        for (var i = 0; i < MostNames; i++)
        {
            var path = PathFor(directory, name, sopInstanceUID, i);
            if (!File.Exists(FullPath(path)))
                return null;
            if (FileIdentity.Of(FullPath(path))?.SOPInstanceUID == sopInstanceUID)
                return path;
        }
        return null;
    }

    /// <summary>Removes what this process left unfinished.</summary>
    public void Dispose() => _incoming.Dispose();

    /// <summary>Sharing everything spares a lock that nobody looks at; no buffer is ours to choose.</summary>
    private static SafeFileHandle Open(string path) => File.OpenHandle(
        path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>The names that an instance may get, the best first.</summary>
    private static string PathFor(string directory, string name, string sopInstanceUID, int attempt)
    {
        var candidate = attempt switch
        {
            0 => name,
            1 => PathComponent.AddToStem(name, "-" + PathComponent.HashOf(sopInstanceUID)),
            _ => PathComponent.AddToStem(
                name,
                string.Create(CultureInfo.InvariantCulture, $"-{PathComponent.HashOf(sopInstanceUID)}-{attempt}")),
        };
        return directory.Length == 0 ? candidate : $"{directory}/{candidate}";
    }

    private bool TryTakeName(string temporary, string directory, string path)
    {
        for (var isSecondTry = false; ; isSecondTry = true)
        {
            try
            {
                _directories.Ensure(directory);
                if (!Native.TryRename(temporary, path))
                    return false;
                Sync(path);
                return true;
            }
            catch (IOException) when (!isSecondTry && !Directory.Exists(FullPath(directory)))
            {
                // Somebody tidied up while we run.
                _directories.Forget();
            }
        }
    }

    // A file that has lost all its bytes is nobody's: its instance comes again and gets its own name back.
    private bool TryTakeEmptyName(string temporary, string path)
    {
        if (!IsEmptyFile(path))
            return false;
        using var alone = LockSupersede();
        if (!IsEmptyFile(path))
            return false;
        File.Move(temporary, path, overwrite: true);
        Sync(path);
        return true;

        static bool IsEmptyFile(string path) => new FileInfo(path) is { Exists: true, Length: 0, LinkTarget: null };
    }

    private PlacedFile PlaceAgain(string temporary, string path, FileIdentity present, long size)
    {
        var fullPath = FullPath(path);
        var mine = FileIdentity.Of(temporary)
            ?? throw new IOException($"the temporary file {temporary} has gone or was changed");
        if (FileIdentity.HaveSameDataset(fullPath, present, temporary, mine))
            return KeepPresent(temporary, path, present);
        using var alone = LockSupersede();
        // Whoever had the lock before may have put a third one there.
        present = FileIdentity.Of(fullPath) ?? present;
        if (FileIdentity.HaveSameDataset(fullPath, present, temporary, mine))
            return KeepPresent(temporary, path, present);
        var olderName = KeepOlder(fullPath);
        // Else a power failure could undo the link and keep the move.
        Sync(fullPath);
        File.Move(temporary, fullPath, overwrite: true);
        Sync(fullPath);
        return new PlacedFile(
            path, size, PlacedOutcome.Superseded, path[..(path.LastIndexOf('/') + 1)] + olderName);
    }

    private PlacedFile KeepPresent(string temporary, string path, FileIdentity present)
    {
        var fullPath = FullPath(path);
        if (Durability == Durability.Disk)
        {
            // Whoever put it there may not have got so far yet, or never meant to.
            using var file = File.OpenHandle(
                fullPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
            Sync(fullPath);
        }
        File.Delete(temporary);
        return new PlacedFile(path, present.Length, PlacedOutcome.AlreadyThere);
    }

    /// <summary>Gives the file a second name, that of its content.</summary>
    private static string KeepOlder(string path)
    {
        var directory = System.IO.Path.GetDirectoryName(path)!;
        var name = PathComponent.AddToEnd(System.IO.Path.GetFileName(path), ".superseded-" + HashOfFile(path));
        // Taken means: by the very same content, from another time.
        Native.TryLink(path, System.IO.Path.Combine(directory, name));
        return name;
    }

    private static string HashOfFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 8));
    }

    private void Sync(string path)
    {
        if (Durability == Durability.Disk)
            Native.SyncDirectory(System.IO.Path.GetDirectoryName(path)!);
    }

    /// <summary>To supersede takes two steps, between which nobody may put a third file there.</summary>
    private FileStream LockSupersede()
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_supersedeLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(start) < SupersedeTimeout)
            {
                Thread.Sleep(5);
            }
        }
    }

    private static int LongestRelativePath(string root)
    {
        // PATH_MAX with its NUL; .NET passes the old 260 of Windows by. Some room for what collisions add.
        var longest = OperatingSystem.IsWindows() ? 32_000 : OperatingSystem.IsMacOS() ? 1023 : 4095;
        var left = longest - Encoding.UTF8.GetByteCount(root) - 80;
        return left >= PathComponent.MaxLength
            ? Math.Min(left, PathLayout.DefaultMaxLength)
            : throw new IOException($"the path of the data root is too long: {root}");
    }
}
