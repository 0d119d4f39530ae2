using PxSharp.ObjectStores;

namespace PxSharp.Push;

/// <summary>
/// Knows of many names at once that they are not in a store: one listing of their directory takes the place of a
/// question for each.
/// </summary>
/// <remarks>
/// A listing may lag behind the store, so only what it lacks is believed: such a name is written, which does no harm
/// when it is there after all, as long as only one instance can have it. What it has is asked for by its name.
/// </remarks>
internal sealed class StoredNames(IObjectStore store)
{
    /// <summary>So few names of a directory are asked for one by one.</summary>
    public const int Few = 8;

    private const int MostDirectories = 64;
    private const int MostNames = 50_000;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, Task<HashSet<string>?>> _listings = new(StringComparer.Ordinal);

    /// <summary>Whether there may be an object of that name.</summary>
    public async ValueTask<bool> MayHaveAsync(string name, CancellationToken cancellationToken)
    {
        var directory = name[..(name.LastIndexOf('/') + 1)];
        if (directory.Length == 0)
            return true;
        Task<HashSet<string>?>? listing;
        lock (_lock)
        {
            if (!_listings.TryGetValue(directory, out listing))
            {
                if (_listings.Count == MostDirectories)
                    _listings.RemoveAt(0);
                _listings.Add(directory, listing = ListAsync(directory, cancellationToken));
            }
        }
        try
        {
            return (await listing)?.Contains(name) ?? true;
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            lock (_lock)
            {
                if (_listings.TryGetValue(directory, out var held) && held == listing)
                    _listings.Remove(directory);
            }
            throw;
        }
    }

    /// <summary>The names below a directory; null when they are too many to hold.</summary>
    private async Task<HashSet<string>?> ListAsync(string directory, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var found in store.ListAsync(directory, cancellationToken))
        {
            if (!names.Add(found.Name) || names.Count > MostNames)
                return null;
        }
        return names;
    }
}
