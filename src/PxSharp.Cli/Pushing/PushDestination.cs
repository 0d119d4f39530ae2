using PxSharp.ObjectStores;
using PxSharp.Paths;
using PxSharp.Push;
using PxSharp.Services;

namespace PxSharp.Cli.Pushing;

/// <summary>A target that is open, with what is closed together with it.</summary>
internal sealed class PushDestination : IAsyncDisposable
{
    private readonly IObjectStore? _store;

    /// <summary>A target that needs nothing else.</summary>
    public PushDestination(IPushTarget target) => Target = target;

    private PushDestination(IPushTarget target, IObjectStore store)
        : this(target) => _store = store;

    public IPushTarget Target { get; }

    /// <summary>An object's path as pypx tells it; null where it is just its name.</summary>
    public Func<string, string>? ObjectPath { get; private init; }

    /// <summary>A place in a store, with so many requests under way at once.</summary>
    public static PushDestination InStore(
        StorageService service, string pacsName, PathLayout layout, string above, int parallelism, TimeProvider time)
    {
        var store = service.Open(new ObjectStoreOptions { Parallelism = parallelism }, time);
        return new PushDestination(new StoreTarget(store, pacsName, layout, above, parallelism), store)
        {
            ObjectPath = (store as FileObjectStore) is { } files ? name => Path.Combine(files.Root, name) : null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync().ConfigureAwait(false);
        if (_store is not null)
        {
            await _store.DisposeAsync().ConfigureAwait(false);
        }
    }
}
