using PxSharp.Sources;

namespace PxSharp.ObjectStores.Transfers;

/// <summary>Finds out which files become which objects, and the other way round.</summary>
public static class TransferPlan
{
    /// <summary>A file, or all files of a directory and below it, as objects.</summary>
    /// <param name="path">The file or directory.</param>
    /// <param name="name">
    /// What a file is to be called, or the directory that it goes to when it ends in '/'; of a directory, what stands
    /// before the paths in it. Its own name when null.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<ObjectTransfer>> ToPutAsync(
        string path, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var own = Path.GetFileName(full);
        var isDirectory = Directory.Exists(full);
        var target = ObjectName.Of(!isDirectory && name?.EndsWith('/') == true ? name + own : name ?? own);
        var transfers = new List<ObjectTransfer>();
        await foreach (var file in FileSource.AtPath(full).ListAsync(cancellationToken))
        {
            transfers.Add(new ObjectTransfer(
                file.FilePath, isDirectory ? Join(target, RelativeName(full, file.FilePath)) : target, file.Length)
            {
                Fault = file.Fault is { } fault ? new TransferFault(TransferFailure.LocalFile, fault) : null,
            });
        }
        return transfers;
    }

    /// <summary>An object, or all objects below a name, as files.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="name">The object; a directory when it ends in '/', or where there is no such object.</param>
    /// <param name="path">
    /// The file that an object becomes, or the directory that it goes to; of a directory, the directory that takes its
    /// place. Its own name, in the current directory, when null.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Nothing when there is nothing of that name.</returns>
    /// <exception cref="ObjectStoreException">The store failed.</exception>
    public static async Task<IReadOnlyList<ObjectTransfer>> ToGetAsync(
        IObjectStore store, string name, string? path = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(name);
        var target = ObjectName.Of(name);
        var own = target[(target.LastIndexOf('/') + 1)..];
        if (target.Length > 0 && !name.EndsWith('/')
            && await store.FindAsync(ObjectName.Check(target), cancellationToken) is { } found)
        {
            var isDirectory = path is not null && (Path.EndsInDirectorySeparator(path) || Directory.Exists(path));
            return [ToFile(found, own, isDirectory ? path! : ".", path is null || isDirectory ? own : path)];
        }
        var prefix = target.Length == 0 ? "" : target + "/";
        var directory = path ?? (own.Length == 0 ? "." : own);
        return await store.ListAsync(prefix, cancellationToken)
            .Where(stored => !IsDirectoryMarker(stored))
            .Select(stored => ToFile(stored, stored.Name[prefix.Length..], directory, stored.Name[prefix.Length..]))
            .ToListAsync(cancellationToken);
    }

    /// <summary>An object as a file.</summary>
    /// <param name="stored">The object.</param>
    /// <param name="rest">That of its name which becomes part of the path: it must not lead astray.</param>
    /// <param name="directory">What the path is relative to.</param>
    /// <param name="path">The path.</param>
    internal static ObjectTransfer ToFile(StoredObject stored, string rest, string directory, string path)
    {
        var fault = ObjectName.FaultOf(rest)
            ?? (FileObjectStore.CanBePath(rest) ? null : "it has a character that no file can have here");
        return new ObjectTransfer(
            fault is null ? Path.GetFullPath(path, Path.GetFullPath(directory)) : directory, stored.Name, stored.Length)
        {
            Fault = fault is null ? null : new TransferFault(
                TransferFailure.BadName, $"'{stored.Name}' cannot be the name of a file in {directory}: {fault}"),
        };
    }

    /// <summary>Whether it only says that there is a directory, as some tools leave it.</summary>
    internal static bool IsDirectoryMarker(StoredObject stored) => stored.Length == 0 && stored.Name.EndsWith('/');

    /// <summary>A path in a directory, with '/' between its parts.</summary>
    internal static string RelativeName(string directory, string path)
        => Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Two parts of a name.</summary>
    internal static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";
}
