using System.Net.Http.Headers;
using System.Text.Json;

namespace PxSharp.Cube.Requests;

/// <summary>The fields of a registration as the body of a request.</summary>
internal static class CubeContent
{
    public const string CollectionJson = "application/vnd.collection+json";
    public const string PlainJson = "application/json";

    /// <summary>
    /// <c>{"template": {"data": [{"name", "value"}]}}</c> as collection+json, or one plain JSON object.
    /// </summary>
    public static HttpContent Of(IReadOnlyList<KeyValuePair<string, string>> fields, string mediaType)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (mediaType == CollectionJson)
                WriteTemplate(writer, fields);
            else
                WritePlain(writer, fields);
        }
        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private static void WriteTemplate(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("template");
        writer.WriteStartArray("data");
        foreach (var (name, value) in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("value", value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WritePlain(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}
