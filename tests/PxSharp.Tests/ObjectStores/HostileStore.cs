using PxSharp.ObjectStores;

namespace PxSharp.Tests.ObjectStores;

/// <summary>A store that lists objects with names of any kind, and gives half of one before it fails.</summary>
internal sealed class HostileStore(params string[] names) : IObjectStore
{
    public string Location => "test:hostile";

    public ValueTask<StoredObject> PutAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public ValueTask<StoredObject> PutNewAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public ValueTask<StoredObject?> FindAsync(string name, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(names.Contains(name) ? new StoredObject(name, 4, null, null) : null);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
        => names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => new StoredObject(name, 4, null, null)).ToAsyncEnumerable();

    public async ValueTask<StoredObject> GetAsync(
        string name, Stream destination, CancellationToken cancellationToken = default)
    {
        await destination.WriteAsync("ha"u8.ToArray(), cancellationToken);
        throw new ObjectStoreException(ObjectStoreFailure.Corrupt, $"'{name}' is damaged");
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
