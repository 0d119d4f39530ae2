using System.Globalization;
using System.Text.Json;
using PxSharp.Json;

namespace PxSharp.Cube.Requests;

/// <summary>An answer of CUBE, as collection+json or as plain JSON: the same things in two shapes.</summary>
/// <remarks>
/// collection+json: <c>{"collection": {"items": [{"data": [{"name", "value"}]}], "links": [{"rel", "href"}],
/// "queries": [...], "total"}}</c>; plain: <c>{"count", "next", "results": [{...}], "collection_links": {...}}</c> or
/// one object.
/// </remarks>
internal sealed class CubeDocument
{
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly List<CubeItem> _items = [];

    private CubeDocument()
    {
    }

    /// <summary>The items of a list, or the one item of an answer about one.</summary>
    public IReadOnlyList<CubeItem> Items => _items;

    /// <summary>Items in all pages; null when the answer does not say.</summary>
    public long? Total { get; private set; }

    /// <summary>Where a relation such as <c>pacsfiles</c> or <c>next</c> leads; null when nowhere.</summary>
    public string? Link(string relation) => _links.GetValueOrDefault(relation);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static CubeDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(JsonInput.Mend(bytes));
        var answer = new CubeDocument();
        if (Member(json.RootElement, "collection") is { ValueKind: JsonValueKind.Object } collection)
        {
            answer.Total = Number(collection, "total") ?? Number(json.RootElement, "total");
            answer.ReadCollection(collection);
        }
        else
        {
            answer.Total = Number(json.RootElement, "count");
            answer.ReadPlain(json.RootElement);
        }
        return answer;
    }

    private void ReadCollection(JsonElement collection)
    {
        foreach (var item in Elements(collection, "items"))
        {
            var members = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var datum in Elements(item, "data"))
            {
                if (Member(datum, "name") is { ValueKind: JsonValueKind.String } name)
                    members[name.GetString()!] = Text(Member(datum, "value"));
            }
            _items.Add(new CubeItem(members));
        }
        ReadLinks(collection, "queries");
        ReadLinks(collection, "links");
    }

    private void ReadPlain(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return;
        foreach (var relation in (ReadOnlySpan<string>)["next", "previous"])
        {
            if (Member(root, relation) is { ValueKind: JsonValueKind.String } href)
                _links[relation] = href.GetString()!;
        }
        ReadLinks(root, "collection_links");
        ReadLinks(root, "collection_queries");
        if (Member(root, "results") is { ValueKind: JsonValueKind.Array })
        {
            foreach (var item in Elements(root, "results"))
                _items.Add(PlainItem(item));
        }
        else
        {
            _items.Add(PlainItem(root));
        }
    }

    private static CubeItem PlainItem(JsonElement item)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject())
                members[member.Name] = Text(member.Value);
        }
        return new CubeItem(members);
    }

    /// <summary>Links as an array of <c>rel</c> and <c>href</c>, or as an object of relation and address.</summary>
    private void ReadLinks(JsonElement parent, string name)
    {
        foreach (var link in Elements(parent, name))
        {
            if (Member(link, "rel") is { ValueKind: JsonValueKind.String } relation
                && Member(link, "href") is { ValueKind: JsonValueKind.String } href)
            {
                _links[relation.GetString()!] = href.GetString()!;
            }
        }
        if (Member(parent, name) is not { ValueKind: JsonValueKind.Object } links)
            return;
        foreach (var link in links.EnumerateObject().Where(link => link.Value.ValueKind == JsonValueKind.String))
            _links[link.Name] = link.Value.GetString()!;
    }

    private static JsonElement? Member(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static JsonElement.ArrayEnumerator Elements(JsonElement element, string name)
        => Member(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    private static long? Number(JsonElement element, string name)
        => long.TryParse(Text(Member(element, name)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Text(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.Value.GetString()!,
        _ => value.Value.GetRawText(),
    };
}
