namespace PxSharp.ObjectStores;

/// <summary>An object that is in a store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Checksum">
/// The MD5 of its bytes, in lower-case hexadecimal; null when the store does not tell it.
/// </param>
/// <param name="ModifiedAt">When it was stored, as far as the store knows.</param>
public sealed record StoredObject(string Name, long Length, string? Checksum, DateTimeOffset? ModifiedAt)
{
    /// <summary>The media type that it was stored with; null when the store does not tell it in passing.</summary>
    public string? ContentType { get; init; }
}
