using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.ObjectStores;
using PxSharp.Paths;

namespace PxSharp.Push;

/// <summary>A place in an object store: <c>SERVICES/PACS/NAME/</c>, and below it a path by pypx's templates.</summary>
public sealed class StoreTarget : IPushTarget
{
    private const int DefaultParallelism = 8;

    private readonly IObjectStore _store;
    private readonly string _pacsName;
    private readonly PathLayout _layout;
    private readonly string _above;
    private readonly StoredNames _names;
    private readonly SemaphoreSlim _places;
    private readonly TargetHealth _health = new();

    /// <summary>Makes a target; nothing is asked of the store yet.</summary>
    /// <param name="store">The store; stays the caller's.</param>
    /// <param name="pacsName">The PACS' name in the storage: see <see cref="FaultOfPacsName"/>.</param>
    /// <param name="layout">The path below it; px-push's own when null (<see cref="ServicesPath"/>).</param>
    /// <param name="above">What stands before <c>SERVICES/PACS/</c>, parts between '/'; nothing by default.</param>
    /// <param name="parallelism">Files under way at once, from 1.</param>
    public StoreTarget(
        IObjectStore store, string pacsName, PathLayout? layout = null, string above = "",
        int parallelism = DefaultParallelism)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(above);
        if (FaultOfPacsName(pacsName) is { } fault)
            throw new ArgumentException($"the name of the PACS, '{pacsName}', {fault}", nameof(pacsName));
        _store = store;
        _pacsName = pacsName;
        _layout = layout ?? ServicesPath.DefaultLayout;
        _above = ObjectName.Of(above) is { Length: > 0 } parts ? ObjectName.Check(parts) + "/" : "";
        _names = new StoredNames(store);
        _places = new SemaphoreSlim(parallelism);
    }

    /// <inheritdoc/>
    public string Location => _store.Location;

    /// <inheritdoc/>
    public IReadOnlyList<DicomTag> RequiredTags => _layout.RequiredTags;

    /// <summary>Why a PACS cannot have this name in a store; null when it can.</summary>
    public static string? FaultOfPacsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Contains('/', StringComparison.Ordinal) ? "has a '/' in it" : ObjectName.FaultOf(name);
    }

    /// <inheritdoc/>
    public string NameOf(DicomDataset head) => _above + ServicesPath.Of(_pacsName, _layout, head);

    /// <inheritdoc/>
    public Task SendAsync(
        IReadOnlyList<PushInstance> instances,
        Func<PushResult, ValueTask> done,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(done);
        var few = instances.Count < StoredNames.Few;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, instances.Count),
            CancellationToken = cancellationToken,
        };
        return Parallel.ForEachAsync(
            instances, parallel, async (instance, token) => await done(await SendInTurnAsync(instance, few, token)));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _places.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends when there is a place, of those that all groups share.</summary>
    private async ValueTask<PushResult> SendInTurnAsync(
        PushInstance instance, bool few, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await SendAsync(instance, few, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async ValueTask<PushResult> SendAsync(
        PushInstance instance, bool few, CancellationToken cancellationToken)
    {
        if (_health.End is { } end)
            return end.ResultOf(instance);
        try
        {
            var name = instance.ObjectName!;
            // A listing may lack what is there: that is good enough where only the same instance can have the name.
            var mayBeThere = few || !name.Contains(instance.SOPInstanceUID, StringComparison.Ordinal)
                || await _names.MayHaveAsync(name, cancellationToken);
            var found = mayBeThere ? await _store.FindAsync(name, cancellationToken) : null;
            if (found is null)
            {
                (var isStored, found) = await _store.PutOrFindAsync(name, instance.Content, cancellationToken);
                if (isStored)
                {
                    _health.Succeeded();
                    return new PushResult(instance);
                }
            }
            if (await _store.IsSameAsync(found, instance.Content, cancellationToken))
                return new PushResult(instance, WasThere: true);
            var there = await StoredInstance.ReadUIDAsync(_store, name, cancellationToken);
            if (there != instance.SOPInstanceUID)
                return new PushResult(instance, PushFailure.Conflict, ConflictOf(name, there));
            await _store.PutAsync(name, instance.Content, cancellationToken);
            _health.Succeeded();
            return new PushResult(instance);
        }
        catch (ObjectStoreException failure)
        {
            return new PushResult(instance, _health.Failed(failure), failure.Message);
        }
    }

    private static string ConflictOf(string name, string? there) => there is null
        ? $"under its name, {name}, the store has what cannot be read as an instance; remove that"
        : $"under its name, {name}, the store has another instance, {there}; "
            + "%SOPInstanceUID in the image template tells them apart";
}
