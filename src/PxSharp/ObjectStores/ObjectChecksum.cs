using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace PxSharp.ObjectStores;

/// <summary>MD5, which the protocols of Swift and S3 prescribe; it finds damage, and nothing relies on more.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The protocols of Swift and S3 prescribe MD5.")]
internal static class ObjectChecksum
{
    public static IncrementalHash Create() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    public static string TextOf(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>The checksum in an entity tag; null when the tag is of another kind, as that of segments is.</summary>
    public static string? FromEntityTag(string? tag)
    {
        var text = tag?.Trim('"');
        return text is { Length: 32 } && text.AsSpan().IndexOfAnyExceptInRange('0', 'f') < 0
            && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : null;
    }
}
