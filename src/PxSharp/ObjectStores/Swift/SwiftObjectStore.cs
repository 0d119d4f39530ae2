using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PxSharp.ObjectStores.Swift;

/// <summary>Objects in one container of an OpenStack Swift.</summary>
/// <remarks>
/// <para>Every upload carries its MD5, so that Swift itself refuses what arrives damaged. Objects from
/// <see cref="ObjectStoreOptions.SegmentThreshold"/> on become static large objects, their segments in the container
/// <c>NAME_segments</c>; segments that an earlier try left there whole are not sent again.</para>
/// <para>A small object put in the place of a large one leaves the segments of that behind.</para>
/// </remarks>
public sealed partial class SwiftObjectStore : IObjectStore
{
    private const string ChecksumHeader = "X-Object-Meta-Md5";

    private readonly SwiftAccount _account;
    private readonly ObjectStoreOptions _options;
    private readonly SwiftRequests _requests;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _making = new(1);
    private readonly Dictionary<string, long> _madeAt = [];

    /// <summary>Makes a store; nothing is asked of the server yet.</summary>
    public SwiftObjectStore(SwiftAccount account, ObjectStoreOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        _options = (options ?? new ObjectStoreOptions()).Checked();
        _requests = new SwiftRequests(account, _options, time ?? TimeProvider.System);
        _places = new SemaphoreSlim(_options.Parallelism);
    }

    /// <inheritdoc/>
    public string Location
        => $"swift+{_account.AuthUrl.GetLeftPart(UriPartial.Authority)}/{_account.Name}/{_account.Container}";

    private string SegmentContainer => _account.Container + "_segments";

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> FindAsync(string name, CancellationToken cancellationToken = default)
        => (await HeadAsync(name, cancellationToken))?.Object;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ListAsync(_account.Container, prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (await HeadAsync(name, cancellationToken) is not { } found)
            return false;
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (found.IsLarge)
                await DeleteSegmentedAsync(name, cancellationToken);
            else
                await DeleteAsync(_account.Container, name, cancellationToken);
            // That it is gone now may be our doing, by a request whose answer was lost.
            return true;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync()
    {
        _requests.Dispose();
        _places.Dispose();
        _making.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Head?> HeadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await _requests.SendAsync(
                What("look at", name),
                () => new SwiftRequest(HttpMethod.Head, SwiftPath.Object(_account.Container, name)),
                (answer, _) => Task.FromResult<Head?>(Head.Of(name, answer)), cancellationToken);
        }
        catch (ObjectStoreException missing) when (missing.Failure == ObjectStoreFailure.NotFound)
        {
            return null;
        }
        finally
        {
            _places.Release();
        }
    }

    private async IAsyncEnumerable<StoredObject> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var marker = "";
        while (true)
        {
            var page = await ListPageAsync(container, prefix, marker, cancellationToken);
            foreach (var found in page)
                yield return found;
            if (page.Count == 0)
                yield break;
            marker = page[^1].Name;
        }
    }

    private async Task<IReadOnlyList<StoredObject>> ListPageAsync(
        string container, string prefix, string marker, CancellationToken cancellationToken)
    {
        var what = $"{Location}: cannot list '{prefix}'";
        var query = $"?format=json&limit={_options.PageLength}&prefix={Uri.EscapeDataString(prefix)}"
            + $"&marker={Uri.EscapeDataString(marker)}";
        try
        {
            return await _requests.SendAsync(
                what,
                () => new SwiftRequest(HttpMethod.Get, SwiftPath.Container(container) + query),
                async (answer, guard) =>
                {
                    await using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
                    return await SwiftListing.ReadAsync(body, guard.Token);
                },
                cancellationToken);
        }
        catch (ObjectStoreException missing) when (missing.Failure == ObjectStoreFailure.NotFound)
        {
            // A container that nobody has put anything into is not there.
            return [];
        }
        catch (JsonException exception)
        {
            throw new ObjectStoreException(
                ObjectStoreFailure.Other, $"{what}: the answer is no listing: {exception.Message}", exception);
        }
    }

    private async Task DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.SendAsync(
                What("delete", name),
                () => new SwiftRequest(HttpMethod.Delete, SwiftPath.Object(container, name)),
                (_, _) => Task.FromResult(true), cancellationToken);
        }
        catch (ObjectStoreException gone) when (gone.Failure == ObjectStoreFailure.NotFound)
        {
            // That is what was wanted.
        }
    }

    private string What(string verb, string name) => $"{Location}: cannot {verb} '{name}'";

    /// <summary>What the headers of an object say.</summary>
    private sealed record Head(StoredObject Object, long? Length, string? EntityTag, bool IsLarge)
    {
        public static Head Of(string name, HttpResponseMessage answer)
        {
            var tag = answer.Headers.ETag?.Tag
                ?? (answer.Headers.TryGetValues("ETag", out var raw) ? raw.First() : null);
            var isLarge = answer.Headers.TryGetValues("X-Static-Large-Object", out var large)
                && bool.TryParse(large.First(), out var flag) && flag;
            var noted = answer.Headers.TryGetValues(ChecksumHeader, out var notes) ? notes.First() : null;
            // The tag of a dynamic large object, which others make, is one of its segments' tags.
            var isDynamic = answer.Headers.Contains("X-Object-Manifest");
            var checksum = ObjectChecksum.FromEntityTag(isLarge || isDynamic ? noted : tag);
            var range = answer.Content.Headers.ContentRange;
            var length = range?.Length ?? answer.Content.Headers.ContentLength;
            return new Head(
                new StoredObject(name, length ?? 0, checksum, answer.Content.Headers.LastModified),
                length, tag, isLarge);
        }
    }
}
