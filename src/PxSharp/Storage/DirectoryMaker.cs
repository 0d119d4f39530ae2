using System.Collections.Concurrent;

namespace PxSharp.Storage;

/// <summary>Makes the directories under a root, once each, and makes them last.</summary>
internal sealed class DirectoryMaker(string root, Durability durability)
{
    private const int LargestCache = 100_000;

    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    /// <summary>Makes a directory and those above it, up to the root, when they are not there.</summary>
    /// <param name="directory">Relative to the root, with '/' between its parts; none of them is "..".</param>
    public void Ensure(string directory)
    {
        if (_made.ContainsKey(directory))
            return;
        var path = Path.Combine(root, directory);
        if (directory.Length == 0)
        {
            NewDirectory.Make(path);
        }
        else
        {
            var slash = directory.LastIndexOf('/');
            Ensure(slash < 0 ? "" : directory[..slash]);
            Directory.CreateDirectory(path);
            // Also when somebody else has just made it: who did may not have synced it yet.
            if (durability == Durability.Disk)
                Native.SyncDirectory(Path.GetDirectoryName(path)!);
        }
        if (_made.Count >= LargestCache)
            _made.Clear();
        _made[directory] = true;
    }

    /// <summary>Takes nothing for granted any more: somebody removed a directory.</summary>
    public void Forget() => _made.Clear();
}
