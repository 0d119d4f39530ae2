using System.Text.Json.Nodes;

namespace PxSharp.Tests.Cube.StandIn;

/// <summary>An answer before it is put into collection+json or plain JSON.</summary>
public sealed record StandInAnswer(int StatusCode)
{
    public JsonNode? Error { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<JsonObject>? Items { get; init; }

    /// <summary>Items in all pages; null when the answer is one item.</summary>
    public int? Total { get; init; }

    public string? Next { get; init; }

    public string? Previous { get; init; }

    public IReadOnlyList<(string Relation, string Address)> Links { get; init; } = [];

    public string? Search { get; init; }

    public string? Location { get; init; }

    public static StandInAnswer Refusal(int statusCode, JsonNode error) => new(statusCode) { Error = error };

    public static StandInAnswer Detail(int statusCode, string text)
        => Refusal(statusCode, new JsonObject { ["detail"] = text });

    public static StandInAnswer NotFound { get; } = new(404) { Html = "<html><h1>Not Found</h1></html>" };

    public static StandInAnswer Broken { get; } = new(500)
    {
        Error = new JsonObject { ["error"] = "Internal server error" },
    };

    /// <summary>The body.</summary>
    public JsonNode Render(bool isCollection, string address)
    {
        if (!isCollection)
            return Error?.DeepClone() ?? Plain();
        var collection = new JsonObject { ["version"] = "1.0", ["href"] = address, ["items"] = CollectionItems() };
        collection["links"] = new JsonArray([.. AllLinks().Select(link => new JsonObject
        {
            ["rel"] = link.Relation, ["href"] = link.Address,
        })]);
        if (Error is not null)
            collection["error"] = new JsonObject { ["message"] = Error.ToJsonString() };
        if (Total is not null)
            collection["total"] = Total;
        if (Search is not null)
            collection["queries"] = new JsonArray(new JsonObject { ["rel"] = "search", ["href"] = Search });
        return new JsonObject { ["collection"] = collection };
    }

    private IEnumerable<(string Relation, string Address)> AllLinks()
    {
        foreach (var link in Links)
            yield return link;
        if (Next is not null)
            yield return ("next", Next);
        if (Previous is not null)
            yield return ("previous", Previous);
    }

    private JsonArray CollectionItems() => new([.. (Items ?? []).Select(item => new JsonObject
    {
        ["data"] = new JsonArray([.. item.Select(member => new JsonObject
        {
            ["name"] = member.Key, ["value"] = member.Value?.DeepClone(),
        })]),
        ["links"] = new JsonArray(),
    })]);

    private JsonObject Plain()
    {
        if (Total is null)
            return (JsonObject?)(Items is [var only] ? only.DeepClone() : null) ?? [];
        var links = new JsonObject();
        foreach (var (relation, address) in Links)
            links[relation] = address;
        return new JsonObject
        {
            ["count"] = Total,
            ["next"] = Next,
            ["previous"] = Previous,
            ["results"] = new JsonArray([.. (Items ?? []).Select(item => item.DeepClone())]),
            ["collection_links"] = links,
        };
    }
}
