
namespace PxSharp.Services;

/// <summary>
/// The storages that have a name: <c>BASEMOUNT/services/storage.json</c>, in the shape that pypx gives it, and the
/// older <c>swift.json</c> beside it for names that are not there.
/// </summary>
/// <remarks>
/// <c>{"key": {"storagetype": "swift", "ip": "...", "port": "8080", "login": "chris:chris1234"}}</c>, or
/// <c>{"storagetype": "fs", "storepath": "..."}</c>, or <c>{"storagetype": "s3", "endpoint": "https://...", "bucket":
/// "...", "login": "ACCESS KEY ID"}</c>. What else an entry may have, and where secrets come from, says
/// <see cref="StorageEntry"/>.
/// </remarks>
public sealed class StorageServices
{
    private readonly ServiceFile[] _files;
    private readonly Func<string, string?> _variable;

    private StorageServices(ServiceFile[] files, Func<string, string?>? variable)
    {
        _files = files;
        _variable = variable ?? Environment.GetEnvironmentVariable;
    }

    /// <summary>The named storages of the BASEMOUNT whose log directory (<c>--db</c>) is given.</summary>
    /// <param name="logDirectory">pypx's <c>--db</c>.</param>
    /// <param name="variable">Gives environment variables; those of this process when null.</param>
    public static StorageServices BesideLog(string logDirectory, Func<string, string?>? variable = null)
        => new(
            [ServiceFile.BesideLog(logDirectory, "storage"), ServiceFile.BesideLog(logDirectory, "swift")], variable);

    /// <summary>The storage of that name; the error says which names there are.</summary>
    /// <exception cref="ServiceFileException">There is none, or the file or entry is broken.</exception>
    public StorageService Get(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var known = new List<string>();
        foreach (var file in _files)
        {
            var entries = file.Read();
            if (entries.TryGetPropertyValue(key, out var entry))
                return new StorageEntry(file.FilePath, key, entry, _variable).Parse();
            known.AddRange(entries.Select(other => other.Key));
        }
        throw new ServiceFileException(
            _files[0].FilePath,
            known.Count == 0
                ? $"no storage is named '{key}'; "
                    + $"px smdb --action storage --actionArgs '{{\"{key}\": {{...}}}}' adds one"
                : $"no storage is named '{key}' (there are: {string.Join(", ", known.Distinct())})")
        {
            IsUnknownName = true,
        };
    }
}
