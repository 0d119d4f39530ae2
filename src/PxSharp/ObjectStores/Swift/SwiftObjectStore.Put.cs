using System.Buffers;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Swift;

public sealed partial class SwiftObjectStore
{
    /// <summary>Up to here a body is read once, hashed and sent from memory.</summary>
    private const int SmallLength = 1 << 20;

    /// <inheritdoc/>
    public ValueTask<StoredObject> PutAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => StoreAsync(name, content, replaces: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredObject> PutNewAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => StoreAsync(name, content, replaces: false, cancellationToken);

    private async ValueTask<StoredObject> StoreAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectName.Check(name);
        if (content.Length >= _options.SegmentThreshold)
            return await PutSegmentedAsync(name, content, replaces, cancellationToken);
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await MakingContainerAsync(
                _account.Container,
                () => content.Length <= SmallLength
                    ? PutSmallAsync(name, content, replaces, cancellationToken)
                    : PutStreamedAsync(name, content, replaces, cancellationToken),
                cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<StoredObject> PutSmallAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        var length = (int)content.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            await using (var source = content.OpenRead())
                await source.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
            var checksum = ObjectChecksum.Of(buffer.AsSpan(0, length));
            content.Remember(checksum);
            await PutAsync(
                _account.Container, name, length, checksum, replaces,
                _ => new ReadOnlyMemoryContent(buffer.AsMemory(0, length)), cancellationToken);
            return new StoredObject(name, length, checksum, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<StoredObject> PutStreamedAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        var checksum = await content.ChecksumAsync(cancellationToken);
        await PutAsync(
            _account.Container, name, content.Length, checksum, replaces,
            guard => new PieceContent(content, 0, content.Length, guard), cancellationToken);
        return new StoredObject(name, content.Length, checksum, null);
    }

    private async Task PutAsync(
        string container, string name, long length, string checksum, bool replaces,
        Func<StallGuard, HttpContent> body, CancellationToken cancellationToken)
        => await _requests.SendAsync(
            What("store", name),
            () => new SwiftRequest(HttpMethod.Put, SwiftPath.Object(container, name))
            {
                Headers = [new("ETag", checksum), .. Conditions(replaces)],
                Body = guard =>
                {
                    var content = body(guard);
                    content.Headers.ContentLength = length;
                    content.Headers.TryAddWithoutValidation("Content-Type", ContentType(name));
                    return content;
                },
            },
            (answer, _) => Head.Of(name, answer).EntityTag?.Trim('"') == checksum
                ? Task.FromResult(true)
                : throw new ObjectStoreException(
                    ObjectStoreFailure.Corrupt, $"{What("store", name)}: Swift has other bytes than were sent")
                {
                    IsTransient = true,
                },
            cancellationToken);

    private static IEnumerable<KeyValuePair<string, string>> Conditions(bool replaces)
        => replaces ? [] : [new("If-None-Match", "*")];

    /// <summary>Does something that needs a container, and makes the container if that was what failed.</summary>
    private async Task<T> MakingContainerAsync<T>(
        string container, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (ObjectStoreException missing) when (missing.Failure == ObjectStoreFailure.NotFound)
        {
            await MakeContainerAsync(container, cancellationToken);
            return await work();
        }
    }

    /// <summary>Makes a container once, however many uploads miss it at the same time.</summary>
    private async Task MakeContainerAsync(string container, CancellationToken cancellationToken)
    {
        var missedAt = Environment.TickCount64;
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (_madeAt.TryGetValue(container, out var madeAt) && madeAt >= missedAt)
                return;
            await _requests.SendAsync(
                $"{Location}: cannot make the container '{container}'",
                () => new SwiftRequest(HttpMethod.Put, SwiftPath.Container(container)),
                (_, _) => Task.FromResult(true), cancellationToken);
            _madeAt[container] = Environment.TickCount64;
        }
        finally
        {
            _making.Release();
        }
    }

    private static string ContentType(string name)
        => name.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase) ? "application/dicom" : "application/octet-stream";
}
