using PxSharp.Storage;

namespace PxSharp.ObjectStores;

/// <summary>What every store can do by what it has: whole trees, and files on disk.</summary>
public static class ObjectStoreExtensions
{
    private const int DeletesAtOnce = 8;

    /// <summary>Removes every object whose name begins so, and tells of each, in no order.</summary>
    /// <param name="store">Where.</param>
    /// <param name="prefix">With a '/' at its end it means a directory; not empty.</param>
    /// <param name="deleted">Told of each name that has gone; never twice at once.</param>
    /// <param name="cancellationToken">Stops; what has gone stays gone.</param>
    /// <returns>How many there were.</returns>
    public static async Task<long> DeleteTreeAsync(
        this IObjectStore store, string prefix, Action<string>? deleted = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var count = 0L;
        var alone = new Lock();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = DeletesAtOnce,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            store.ListAsync(prefix, cancellationToken), parallel,
            async (found, token) =>
            {
                // Gone meanwhile is as good.
                await store.DeleteAsync(found.Name, token);
                lock (alone)
                {
                    count++;
                    deleted?.Invoke(found.Name);
                }
            });
        return count;
    }

    /// <summary>Writes an object to a file, which is there as a whole and durable, or not at all.</summary>
    /// <param name="store">Where the object is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="path">The file; one that is there is replaced. Its directory is made when it is not there.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <exception cref="ObjectStoreException">The store failed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<StoredObject> GetFileAsync(
        this IObjectStore store, string name, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var full = Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, "." + Path.GetRandomFileName() + ".part");
        try
        {
            StoredObject got;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            {
                got = await store.GetAsync(name, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
            Native.SyncDirectory(directory);
            return got;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
