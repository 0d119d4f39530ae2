using System.Runtime.CompilerServices;

namespace PxSharp.ObjectStores;

/// <summary>Takes the names of a store for paths, as people do.</summary>
public static class StoreTree
{
    /// <summary>The object of that name, and all objects below it as a directory.</summary>
    /// <param name="store">Where.</param>
    /// <param name="path">
    /// The name; a '/' at its end leaves an object of that very name out. Everything when empty.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ObjectStoreException">The store failed.</exception>
    public static async IAsyncEnumerable<StoredObject> ListAsync(
        IObjectStore store, string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(path);
        var name = ObjectName.Of(path);
        if (name.Length > 0 && !path.EndsWith('/')
            && await store.FindAsync(ObjectName.Check(name), cancellationToken) is { } found)
        {
            yield return found;
        }
        await foreach (var below in store.ListAsync(name.Length == 0 ? "" : name + "/", cancellationToken))
            yield return below;
    }

    /// <summary>
    /// The same, level by level: what lies deeper than just below the path is told as the directory that it is in.
    /// </summary>
    /// <param name="store">Where.</param>
    /// <param name="path">The name, as for <see cref="ListAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ObjectStoreException">The store failed.</exception>
    public static async IAsyncEnumerable<StoreEntry> ListLevelAsync(
        IObjectStore store, string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var level = ObjectName.Of(path) is { Length: > 0 and var length } ? length + 1 : 0;
        StoreEntry? directory = null;
        await foreach (var found in ListAsync(store, path, cancellationToken))
        {
            var slash = found.Name.Length > level ? found.Name.IndexOf('/', level) : -1;
            var name = slash < 0 ? null : found.Name[..(slash + 1)];
            if (directory is not null && directory.Name != name)
            {
                yield return directory;
                directory = null;
            }
            // The order of the listing keeps together what is in one directory.
            if (name is not null)
            {
                directory = new StoreEntry(
                    name, (directory?.Objects ?? 0) + 1, (directory?.Length ?? 0) + found.Length);
            }
            else
            {
                yield return new StoreEntry(found.Name, 1, found.Length) { Object = found };
            }
        }
        if (directory is not null)
            yield return directory;
    }
}
