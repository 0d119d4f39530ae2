using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Json;

namespace PxSharp.Then;

/// <summary>One thing to do with what a query found: a verb of pypx' <c>--then</c>, with its arguments.</summary>
/// <param name="Verb">retrieve, status, report, push, register.</param>
/// <param name="Arguments">Its object of <c>--thenArgs</c>; null when it has none.</param>
public sealed record ThenStep(string Verb, JsonObject? Arguments = null)
{
    /// <summary>The steps that a user writes.</summary>
    /// <param name="verbs">The verbs, parted by commas: <c>retrieve,status</c>. Null or empty: none.</param>
    /// <param name="arguments">
    /// A JSON object for each verb in turn, parted by semicolons; a place may be empty. Null or empty: none.
    /// </param>
    /// <exception cref="FormatException">
    /// The arguments are no such objects, or are not as many as the verbs.
    /// </exception>
    public static IReadOnlyList<ThenStep> Parse(string? verbs, string? arguments)
    {
        var names = (verbs ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (string.IsNullOrWhiteSpace(arguments))
        {
            return [.. names.Select(name => new ThenStep(name))];
        }
        var objects = Objects(arguments);
        if (objects.Count != names.Length)
        {
            throw new FormatException($"give one JSON object for each verb, parted by ; (there are {objects.Count} for "
                + $"{names.Length})");
        }
        return [.. names.Zip(objects, (name, one) => new ThenStep(name, one))];
    }

    /// <summary>A text among the arguments, a number or a truth value as text; null when it is not there.</summary>
    /// <param name="name">The argument.</param>
    public string? Text(string name) => Arguments?[name] is JsonValue value
        ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()
        : null;

    // A semicolon may stand within a text of the JSON, so that only a JSON reader can tell where an object ends.
    private static List<JsonObject?> Objects(string text)
    {
        var objects = new List<JsonObject?>();
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(JsonInput.Mend(text));
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty || rest[0] == ';')
            {
                objects.Add(null);
            }
            else
            {
                rest = ReadObject(rest, objects);
            }
            if (rest.IsEmpty)
            {
                return objects;
            }
            rest = rest[1..];
        }
    }

    private static ReadOnlySpan<byte> ReadObject(ReadOnlySpan<byte> utf8, List<JsonObject?> objects)
    {
        if (utf8[0] != '{')
        {
            throw new FormatException("each must be a JSON object such as {\"db\": \"/data/log\"}");
        }
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true });
            reader.Read();
            reader.Skip();
            var length = (int)reader.BytesConsumed;
            objects.Add((JsonObject)JsonNode.Parse(utf8[..length], documentOptions: JsonInput.Strict)!);
            var rest = utf8[length..].TrimStart(" \t\r\n"u8);
            return rest.IsEmpty || rest[0] == ';'
                ? rest
                : throw new FormatException($"'{(char)rest[0]}' stands after a JSON object; part them by ;");
        }
        catch (JsonException e) when (e.LineNumber is null)
        {
            throw new FormatException($"broken JSON: {e.Message.TrimEnd('.')}", e);
        }
        catch (JsonException e)
        {
            throw new FormatException(
                $"broken JSON: see line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}, or just before", e);
        }
    }
}
