using System.Runtime.CompilerServices;
using PxSharp.ObjectStores;

namespace PxSharp.PfStorage;

/// <summary>
/// The names of objects as pypx tells and takes them: in a directory the whole path, elsewhere just the name.
/// </summary>
internal sealed class StorageNames(IObjectStore store)
{
    private readonly string? _root = (store as FileObjectStore)?.Root;

    /// <summary>An object's name as pypx tells it.</summary>
    public string Tell(string name) => _root is null ? name : Path.Combine(_root, name);

    /// <summary>
    /// What names begin with that are meant by a path: as it stands, and without a '/' at its beginning, which pypx
    /// leaves in a name and we do not.
    /// </summary>
    public IEnumerable<string> Take(string path)
    {
        // pypx takes away what a path such as ./data begins with.
        if (path == "." || path.StartsWith("./", StringComparison.Ordinal))
            path = path[1..];
        if (_root is not null && (path + "/").StartsWith(_root + "/", StringComparison.Ordinal))
            path = path[_root.Length..];
        var name = path.TrimStart('/');
        return _root is null && name.Length > 0 && name.Length < path.Length ? [path, name] : [name];
    }

    /// <summary>The objects whose names begin so, each with what of its path it begins with.</summary>
    public async IAsyncEnumerable<(StoredObject Object, string Prefix)> ListAsync(
        string path, string substring, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var prefix in Take(path))
        {
            await foreach (var found in store.ListAsync(prefix, cancellationToken))
            {
                if (found.Name.Contains(substring, StringComparison.Ordinal))
                    yield return (found, prefix);
            }
        }
    }
}
