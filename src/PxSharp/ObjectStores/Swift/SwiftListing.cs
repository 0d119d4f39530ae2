using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PxSharp.Json;

namespace PxSharp.ObjectStores.Swift;

/// <summary>A page of a container's listing.</summary>
internal static class SwiftListing
{
    public static async Task<IReadOnlyList<StoredObject>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var entries = JsonSerializer.Deserialize(
            (await JsonInput.ReadAsync(body, cancellationToken)).Span, SwiftListingJson.Default.ListEntryArray) ?? [];
        return [.. entries.Where(entry => entry.Name is not null).Select(Describe)];
    }

    // The hash of a large object is that of its manifest, and slo_etag says that it is one.
    private static StoredObject Describe(ListEntry entry) => new(
        entry.Name!, entry.Bytes, entry.SloEtag is null ? ObjectChecksum.FromEntityTag(entry.Hash) : null,
        DateTimeOffset.TryParse(
            entry.LastModified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null)
    {
        ContentType = entry.ContentType,
    };

    internal sealed class ListEntry
    {
        [JsonPropertyName("name")]
        public string? Name { get; set; }

        [JsonPropertyName("bytes")]
        public long Bytes { get; set; }

        [JsonPropertyName("hash")]
        public string? Hash { get; set; }

        [JsonPropertyName("slo_etag")]
        public string? SloEtag { get; set; }

        [JsonPropertyName("last_modified")]
        public string? LastModified { get; set; }

        [JsonPropertyName("content_type")]
        public string? ContentType { get; set; }
    }
}

/// <summary>Reads listings without reflection.</summary>
[JsonSerializable(typeof(SwiftListing.ListEntry[]))]
internal sealed partial class SwiftListingJson : JsonSerializerContext;
