using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace PxSharp.ObjectStores.S3;

public sealed partial class S3ObjectStore
{
    private const string AnyTag = "*";

    private volatile bool _knowsNoConditions;

    /// <inheritdoc/>
    public ValueTask<StoredObject> PutAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => StoreAsync(name, content, replaces: true, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StoredObject> PutNewAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
    {
        try
        {
            return await StoreAsync(name, content, _knowsNoConditions, cancellationToken);
        }
        catch (ObjectStoreException unknown) when (
            unknown.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotImplemented })
        {
            // Swift's S3 and others say so; there are those that pass over the condition, too.
            _knowsNoConditions = true;
            return await StoreAsync(name, content, replaces: true, cancellationToken);
        }
    }

    private async ValueTask<StoredObject> StoreAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectName.Check(name);
        if (content.Length >= _options.SegmentThreshold)
        {
            return await MakingBucketAsync(
                () => PutPartsAsync(name, content, replaces, cancellationToken), cancellationToken);
        }
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await MakingBucketAsync(
                () => PutWholeAsync(name, content, replaces, cancellationToken), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<StoredObject> PutWholeAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        var checksum = await content.ChecksumAsync(cancellationToken);
        return await _requests.SendAsync(
            What("store", name),
            async (client, guard) =>
            {
                await using var body = content.Open(0, content.Length, guard.Touch);
                var request = new PutObjectRequest
                {
                    BucketName = _account.Bucket,
                    Key = name,
                    IfNoneMatch = replaces ? null : AnyTag,
                    InputStream = body,
                    AutoCloseStream = false,
                    MD5Digest = Base64(checksum),
                    ContentType = "application/octet-stream",
                    // Not every server understands a body in signed chunks.
                    UseChunkEncoding = false,
                };
                request.Metadata[ChecksumHeader] = checksum;
                await client.PutObjectAsync(request, guard.Token);
                return new StoredObject(name, content.Length, checksum, null);
            },
            cancellationToken);
    }

    private async Task<StoredObject> PutPartsAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        var plan = await SegmentPlan.MakeAsync(
            content, _options.SegmentLengthFor(content.Length), cancellationToken);
        var what = What("store", name);
        var upload = await _requests.SendAsync(
            what,
            async (client, guard) =>
            {
                var request = new InitiateMultipartUploadRequest
                {
                    BucketName = _account.Bucket,
                    Key = name,
                    ContentType = "application/octet-stream",
                };
                request.Metadata[ChecksumHeader] = plan.Checksum;
                return (await client.InitiateMultipartUploadAsync(request, guard.Token)).UploadId;
            },
            cancellationToken);
        try
        {
            var tags = new PartETag[plan.Segments.Count];
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = _options.Parallelism,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForEachAsync(
                plan.Segments, parallel,
                async (segment, token) =>
                    tags[segment.Number] = await PutPartAsync(what, name, upload, segment, content, token));
            await CompleteAsync(what, name, upload, plan, tags, replaces, cancellationToken);
        }
        catch
        {
            await AbortAsync(name, upload);
            throw;
        }
        return new StoredObject(name, content.Length, plan.Checksum, null);
    }

    private async Task<PartETag> PutPartAsync(
        string what, string name, string upload, Segment segment, ObjectContent content,
        CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await _requests.SendAsync(
                what,
                async (client, guard) =>
                {
                    await using var body = content.Open(segment.Offset, segment.Length, guard.Touch);
                    var request = new UploadPartRequest
                    {
                        BucketName = _account.Bucket,
                        Key = name,
                        UploadId = upload,
                        PartNumber = segment.Number + 1,
                        PartSize = segment.Length,
                        InputStream = body,
                        MD5Digest = Base64(segment.Checksum),
                        UseChunkEncoding = false,
                    };
                    var answer = await client.UploadPartAsync(request, guard.Token);
                    return new PartETag(segment.Number + 1, answer.ETag);
                },
                cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task CompleteAsync(
        string what, string name, string upload, SegmentPlan plan, PartETag[] tags, bool replaces,
        CancellationToken cancellationToken)
    {
        try
        {
            await _requests.SendAsync(
                what,
                (client, guard) => client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = _account.Bucket,
                        Key = name,
                        UploadId = upload,
                        PartETags = [.. tags],
                        IfNoneMatch = replaces ? null : AnyTag,
                    },
                    guard.Token),
                cancellationToken);
        }
        catch (ObjectStoreException failure) when (failure.Failure == ObjectStoreFailure.NotFound)
        {
            // The answer to an earlier try was lost: then the object is there, and the upload has ended.
            if ((await FindAsync(name, cancellationToken))?.Checksum != plan.Checksum)
                throw;
        }
    }

    /// <summary>Frees what an upload that failed holds; that this may fail as well is no further news.</summary>
    private async Task AbortAsync(string name, string upload)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _requests.SendAsync(
                What("give up", name),
                (client, guard) => client.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest { BucketName = _account.Bucket, Key = name, UploadId = upload },
                    guard.Token),
                limit.Token);
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            // The failure that led here is the one to tell.
        }
    }

    /// <summary>Does something that needs the bucket, and makes the bucket if that was what failed.</summary>
    private async Task<T> MakingBucketAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (ObjectStoreException missing) when (
            missing.InnerException is AmazonS3Exception { ErrorCode: "NoSuchBucket" })
        {
            await _requests.SendAsync(
                $"{Location}: cannot make the bucket",
                async (client, guard) =>
                {
                    try
                    {
                        await client.PutBucketAsync(
                            new PutBucketRequest { BucketName = _account.Bucket }, guard.Token);
                    }
                    catch (AmazonS3Exception exception) when (exception.ErrorCode == "BucketAlreadyOwnedByYou")
                    {
                        // Another worker was quicker.
                    }
                    return true;
                },
                cancellationToken);
            return await work();
        }
    }

    private static string Base64(string checksum) => Convert.ToBase64String(Convert.FromHexString(checksum));
}
