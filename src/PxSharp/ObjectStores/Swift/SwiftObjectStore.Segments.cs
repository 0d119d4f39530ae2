using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PxSharp.Json;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Swift;

public sealed partial class SwiftObjectStore
{
    // A segment's name is that of the object with this and what follows after it, and must not get too long.
    private const string SegmentMark = "/px-segments/";
    private const int LongestNameInSegments = 900;

    private async Task<StoredObject> PutSegmentedAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        var plan = await SegmentPlan.MakeAsync(
            content, _options.SegmentLengthFor(content.Length), cancellationToken);
        var directory = SegmentDirectory(name);
        var prefix = string.Create(
            CultureInfo.InvariantCulture, $"{directory}{plan.Checksum}/{content.Length}/{plan.SegmentLength}/");
        // Named by what they hold: what an earlier try has sent need not be sent again.
        var present = new Dictionary<string, StoredObject>(StringComparer.Ordinal);
        await foreach (var found in ListAsync(SegmentContainer, prefix, cancellationToken))
            present[found.Name] = found;
        var missing = plan.Segments.Where(segment =>
            !present.TryGetValue(prefix + segment.Name, out var found)
            || found.Length != segment.Length || found.Checksum != segment.Checksum).ToList();
        if (missing.Count > 0)
        {
            await PutSegmentAsync(prefix, missing[0], content, cancellationToken);
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = _options.Parallelism,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForEachAsync(
                missing.Skip(1), parallel,
                async (segment, token) => await PutSegmentAsync(prefix, segment, content, token));
        }
        await PutManifestAsync(name, prefix, plan, replaces, cancellationToken);
        await DeleteOtherSegmentsAsync(directory, prefix, cancellationToken);
        return new StoredObject(name, content.Length, plan.Checksum, null);
    }

    private async Task PutSegmentAsync(
        string prefix, Segment segment, ObjectContent content, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            await MakingContainerAsync(
                SegmentContainer,
                async () =>
                {
                    await PutAsync(
                        SegmentContainer, prefix + segment.Name, segment.Length, segment.Checksum, replaces: true,
                        guard => new PieceContent(content, segment.Offset, segment.Length, guard), cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Makes the object of its segments; Swift looks at each of them first.</summary>
    private async Task PutManifestAsync(
        string name, string prefix, SegmentPlan plan, bool replaces, CancellationToken cancellationToken)
    {
        var manifest = Manifest(prefix, plan);
        await _places.WaitAsync(cancellationToken);
        try
        {
            await MakingContainerAsync(
                _account.Container,
                () => _requests.SendAsync(
                    What("store", name),
                    () => new SwiftRequest(
                        HttpMethod.Put, SwiftPath.Object(_account.Container, name) + "?multipart-manifest=put")
                    {
                        Headers = [new(ChecksumHeader, plan.Checksum), .. Conditions(replaces)],
                        Body = _ =>
                        {
                            var body = new ByteArrayContent(manifest);
                            body.Headers.ContentType = new MediaTypeHeaderValue(ContentType(name));
                            return body;
                        },
                    },
                    (_, _) => Task.FromResult(true), cancellationToken).AsTask(),
                cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private byte[] Manifest(string prefix, SegmentPlan plan)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var segment in plan.Segments)
            {
                json.WriteStartObject();
                json.WriteString("path", $"{SegmentContainer}/{prefix}{segment.Name}");
                json.WriteString("etag", segment.Checksum);
                json.WriteNumber("size_bytes", segment.Length);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return text.ToArray();
    }

    /// <summary>What an earlier object of this name, or an earlier try with another file, has left.</summary>
    private async Task DeleteOtherSegmentsAsync(string directory, string prefix, CancellationToken cancellationToken)
    {
        await foreach (var found in ListAsync(SegmentContainer, directory, cancellationToken))
        {
            if (!found.Name.StartsWith(prefix, StringComparison.Ordinal))
                await DeleteAsync(SegmentContainer, found.Name, cancellationToken);
        }
    }

    /// <summary>Removes an object with its segments, whoever made them.</summary>
    private async Task DeleteSegmentedAsync(string name, CancellationToken cancellationToken)
    {
        var what = What("delete", name);
        await _requests.SendAsync(
            what,
            () => new SwiftRequest(
                HttpMethod.Delete, SwiftPath.Object(_account.Container, name) + "?multipart-manifest=delete")
            {
                Headers = [new("Accept", "application/json")],
            },
            async (answer, guard) =>
            {
                // Swift says 200 whatever happened; what did is in the body.
                await using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
                var status = StatusIn(await JsonInput.ReadAsync(body, guard.Token)) ?? throw new ObjectStoreException(
                    ObjectStoreFailure.Other,
                    $"{what}: the answer does not say what was deleted; does a proxy answer in Swift's place? All of "
                        + "it, or some of its segments, may still be there: delete it again");
                return status.StartsWith("200", StringComparison.Ordinal)
                    || status.StartsWith("404", StringComparison.Ordinal)
                    ? true
                    : throw new ObjectStoreException(ObjectStoreFailure.Other, $"{what}: {status}");
            },
            cancellationToken);
    }

    /// <summary>The status in a report of what was deleted; null when it is no such report.</summary>
    private static string? StatusIn(ReadOnlyMemory<byte> report)
    {
        try
        {
            using var json = JsonDocument.Parse(report);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("Response Status", out var status)
                && status.ValueKind == JsonValueKind.String
                    ? status.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string SegmentDirectory(string name)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        return (bytes <= LongestNameInSegments ? name : ObjectChecksum.Of(Encoding.UTF8.GetBytes(name))) + SegmentMark;
    }
}
