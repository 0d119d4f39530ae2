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
        return await store.DeleteAllAsync(store.ListAsync(prefix, cancellationToken), deleted, cancellationToken);
    }

    /// <summary>Removes objects that a listing gives.</summary>
    internal static async Task<long> DeleteAllAsync(
        this IObjectStore store, IAsyncEnumerable<StoredObject> objects, Action<string>? deleted,
        CancellationToken cancellationToken)
    {
        var count = 0L;
        var alone = new Lock();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = DeletesAtOnce,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            objects, parallel,
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

    /// <summary>
    /// Stores an object where there seemed to be none of that name; gives what is there instead when somebody else was
    /// quicker.
    /// </summary>
    internal static async ValueTask<(bool IsStored, StoredObject Object)> PutOrFindAsync(
        this IObjectStore store, string name, ObjectContent content, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await store.PutNewAsync(name, content, cancellationToken));
        }
        catch (ObjectStoreException taken) when (taken.Failure == ObjectStoreFailure.Exists)
        {
            if (await store.FindAsync(name, cancellationToken) is not { } found)
                throw;
            // The same content is our own, from a try whose answer was lost, or as good as that. Where the server died in
            // that try, its listing may lack the object for ever: to store it once more heals that.
            return await store.IsSameAsync(found, content, cancellationToken)
                ? (true, await store.PutAsync(name, content, cancellationToken))
                : (false, found);
        }
    }

    /// <summary>Writes an object to a file, which is there as a whole and durable, or not at all.</summary>
    /// <param name="store">Where the object is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="path">The file; one that is there is replaced. Its directory is made when it is not there.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <exception cref="ObjectStoreException">The store failed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static Task<StoredObject> GetFileAsync(
        this IObjectStore store, string name, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.GetFileAsync(name, path, overwrite: true, received: null, cancellationToken);
    }

    /// <summary>The same, perhaps not in the place of a file that is there; tells how many bytes came.</summary>
    internal static async Task<StoredObject> GetFileAsync(
        this IObjectStore store, string name, string path, bool overwrite, Action<long>? received,
        CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, "." + Path.GetRandomFileName() + ".part");
        try
        {
            StoredObject got;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            {
                Stream destination = received is null ? file : new CountingStream(file, received);
                got = await store.GetAsync(name, destination, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite);
            Native.SyncDirectory(directory);
            return got;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Whether an object is there that has the very bytes; where the store cannot tell, they are read.
    /// </summary>
    internal static async ValueTask<bool> HasAsync(
        this IObjectStore store, string name, ObjectContent content, CancellationToken cancellationToken)
        => await store.FindAsync(name, cancellationToken) is { } found
            && await store.IsSameAsync(found, content, cancellationToken);

    /// <summary>Whether an object that was found has the very bytes.</summary>
    internal static async ValueTask<bool> IsSameAsync(
        this IObjectStore store, StoredObject found, ObjectContent content, CancellationToken cancellationToken)
    {
        if (found.Length != content.Length)
            return false;
        try
        {
            var there = found.Checksum ?? (await store.GetAsync(found.Name, Stream.Null, cancellationToken)).Checksum;
            return there == await content.ChecksumAsync(cancellationToken);
        }
        catch (ObjectStoreException failure)
            when (failure.Failure is ObjectStoreFailure.NotFound or ObjectStoreFailure.Corrupt)
        {
            return false;
        }
    }
}
