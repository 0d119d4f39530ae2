using PxSharp.ObjectStores;
using PxSharp.Storage;

namespace PxSharp.Tests.Push;

/// <summary>A store in a directory that counts what it is asked, and fails where a test wants it to.</summary>
internal sealed class FaultyStore(string root) : IObjectStore
{
    private readonly FileObjectStore _store = new(root, durability: Durability.Process);
    private int _puts;
    private int _finds;
    private int _lists;

    public string Location => "test:store";

    public int Puts => _puts;

    public int Finds => _finds;

    public int Lists => _lists;

    /// <summary>Called with the number of the request, from 1, and the name, before an object is put.</summary>
    public Action<int, string> BeforePut { get; set; } = static (_, _) => { };

    public string[] Names() => [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(root, path)).Where(name => !name.StartsWith('.'))
        .Order(StringComparer.Ordinal)];

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public string PathOf(string name) => Path.Combine(root, name);

    public ValueTask<StoredObject> PutAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
    {
        BeforePut(Interlocked.Increment(ref _puts), name);
        return _store.PutAsync(name, content, cancellationToken);
    }

    public ValueTask<StoredObject> PutNewAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
    {
        BeforePut(Interlocked.Increment(ref _puts), name);
        return _store.PutNewAsync(name, content, cancellationToken);
    }

    public ValueTask<StoredObject?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _finds);
        return _store.FindAsync(name, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _lists);
        return _store.ListAsync(prefix, cancellationToken);
    }

    public ValueTask<StoredObject> GetAsync(
        string name, Stream destination, CancellationToken cancellationToken = default)
        => _store.GetAsync(name, destination, cancellationToken);

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
        => _store.DeleteAsync(name, cancellationToken);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
