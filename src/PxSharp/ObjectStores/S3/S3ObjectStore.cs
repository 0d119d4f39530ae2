using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Amazon.S3;
using Amazon.S3.Model;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.S3;

/// <summary>Objects in one bucket of an S3: Amazon's, or another server that speaks it.</summary>
/// <remarks>
/// Every upload carries its MD5, so that the server itself refuses what arrives damaged. Objects from
/// <see cref="ObjectStoreOptions.SegmentThreshold"/> on are sent in parts; the parts of an upload that was killed stay
/// with the server until it clears them away.
/// </remarks>
public sealed partial class S3ObjectStore : IObjectStore
{
    private const string ChecksumHeader = "x-amz-meta-md5";
    private const int LongestPage = 1000;

    private readonly S3Account _account;
    private readonly ObjectStoreOptions _options;
    private readonly S3Requests _requests;
    private readonly SemaphoreSlim _places;

    /// <summary>Makes a store; nothing is asked of the server yet.</summary>
    public S3ObjectStore(S3Account account, ObjectStoreOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        _options = (options ?? new ObjectStoreOptions()).Checked();
        _requests = new S3Requests(account, _options, time ?? TimeProvider.System);
        _places = new SemaphoreSlim(_options.Parallelism);
    }

    /// <inheritdoc/>
    public string Location
        => $"s3+{_account.Endpoint?.GetLeftPart(UriPartial.Authority) ?? _account.Region}/{_account.Bucket}";

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await _requests.SendAsync(
                What("look at", name),
                async (client, guard) =>
                {
                    var head = await client.GetObjectMetadataAsync(
                        new GetObjectMetadataRequest { BucketName = _account.Bucket, Key = name }, guard.Token);
                    return Describe(
                        name, head.ContentLength, head.Metadata, head.ETag, head.ServerSideEncryptionMethod,
                        head.LastModified);
                },
                cancellationToken);
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

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string? next = null;
        do
        {
            var page = await ListPageAsync(prefix, next, cancellationToken);
            foreach (var found in page?.S3Objects ?? [])
            {
                yield return new StoredObject(
                    found.Key, found.Size ?? 0, ObjectChecksum.FromEntityTag(found.ETag), found.LastModified);
            }
            next = page is { IsTruncated: true } ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject> GetAsync(
        string name, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(destination);
        await _places.WaitAsync(cancellationToken);
        using var download = new Download(What("get", name), destination);
        try
        {
            await _requests.SendAsync(
                What("get", name), (client, guard) => GetAsync(name, client, download, guard), cancellationToken);
            return download.Finish();
        }
        catch (DestinationException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        // S3 does not say whether there was one.
        if (await FindAsync(name, cancellationToken) is null)
            return false;
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await _requests.SendAsync(
                What("delete", name),
                async (client, guard) =>
                {
                    await client.DeleteObjectAsync(
                        new DeleteObjectRequest { BucketName = _account.Bucket, Key = name }, guard.Token);
                    return true;
                },
                cancellationToken);
        }
        catch (ObjectStoreException gone) when (gone.Failure == ObjectStoreFailure.NotFound)
        {
            // It may be our doing, by a request whose answer was lost.
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
        return ValueTask.CompletedTask;
    }

    private async Task<bool> GetAsync(string name, IAmazonS3 client, Download download, StallGuard guard)
    {
        var request = new GetObjectRequest { BucketName = _account.Bucket, Key = name };
        if (download is { Position: > 0, EntityTag: { } tag })
        {
            request.ByteRange = new ByteRange($"bytes={download.Position}-");
            request.EtagToMatch = tag;
        }
        using var answer = await client.GetObjectAsync(request, guard.Token);
        guard.Touch();
        // "bytes 5-9/10": what follows the slash is the whole.
        var range = answer.ContentRange;
        var length = range is { Length: > 0 } && long.TryParse(range[(range.LastIndexOf('/') + 1)..], out var whole)
            ? whole
            : answer.ContentLength;
        return await download.ReadAsync(
            Describe(
                name, length, answer.Metadata, answer.ETag, answer.ServerSideEncryptionMethod, answer.LastModified),
            length, answer.ETag, range is { Length: > 0 }, answer.ResponseStream, guard);
    }

    private async Task<ListObjectsV2Response?> ListPageAsync(
        string prefix, string? next, CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.SendAsync<ListObjectsV2Response?>(
                $"{Location}: cannot list '{prefix}'",
                async (client, guard) => await client.ListObjectsV2Async(
                    new ListObjectsV2Request
                    {
                        BucketName = _account.Bucket,
                        Prefix = prefix,
                        MaxKeys = Math.Min(_options.PageLength, LongestPage),
                        ContinuationToken = next,
                    },
                    guard.Token),
                cancellationToken);
        }
        catch (ObjectStoreException missing) when (missing.Failure == ObjectStoreFailure.NotFound)
        {
            // A bucket that nobody has put anything into is not there.
            return null;
        }
    }

    /// <remarks>With a key of AWS KMS the tag is no MD5, though it looks like one.</remarks>
    private static StoredObject Describe(
        string name, long length, MetadataCollection metadata, string? entityTag,
        ServerSideEncryptionMethod? encryption, DateTime? modified)
    {
        var tag = encryption is null || encryption == ServerSideEncryptionMethod.None
            || encryption == ServerSideEncryptionMethod.AES256 ? entityTag : null;
        return new(name, length, ObjectChecksum.FromEntityTag(metadata[ChecksumHeader] ?? tag), modified);
    }

    private string What(string verb, string name) => $"{Location}: cannot {verb} '{name}'";
}
