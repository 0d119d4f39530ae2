namespace PxSharp.ObjectStores.Swift;

/// <summary>What the authentication gave: where the account is, and the token to be let in with.</summary>
internal sealed class SwiftToken(string storageUrl, string value)
{
    /// <summary>Without '/' at its end.</summary>
    public string StorageUrl { get; } = storageUrl.TrimEnd('/');

    public string Value { get; } = value;
}
