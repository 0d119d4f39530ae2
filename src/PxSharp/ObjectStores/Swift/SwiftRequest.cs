using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Swift;

/// <summary>One request to an account.</summary>
/// <param name="Method">What to do.</param>
/// <param name="Path">After the account's URL, from '/' on, escaped, with the query.</param>
internal sealed record SwiftRequest(HttpMethod Method, string Path)
{
    /// <summary>Headers besides the token.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Makes the body.</summary>
    public Func<StallGuard, HttpContent>? Body { get; init; }
}
