using System.Text.Json;
using PxSharp.Cli.Failures;

namespace PxSharp.Cli.Parsing;

/// <summary>pypx's <c>--JSONargs '{"aet":"ME","json":true}'</c>: the same options as one JSON object.</summary>
internal static class JsonArguments
{
    /// <summary>The words with the object replaced by its options, before all others so that those win.</summary>
    /// <exception cref="UsageException">The value is missing or is no JSON object of plain values.</exception>
    public static IReadOnlyList<string> Expand(List<string> words, string optionName)
    {
        var at = words.IndexOf(optionName);
        if (at < 0)
        {
            return words;
        }

        if (at + 1 == words.Count)
        {
            throw new UsageException($"{optionName} needs a JSON object");
        }

        var json = words[at + 1];
        words.RemoveRange(at, 2);
        return json.Length == 0 ? words : [.. OptionsOf(json, optionName), .. words];
    }

    private static List<string> OptionsOf(string json, string optionName)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new UsageException($"{optionName}: a JSON object is needed, such as {{\"PatientID\": \"123\"}}");
            }

            var options = new List<string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                AddOption(options, property, optionName);
            }

            return options;
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{optionName} is broken JSON: {Failure.Plain(exception)}");
        }
    }

    private static void AddOption(List<string> options, JsonProperty property, string optionName)
    {
        var name = "--" + property.Name;
        switch (property.Value.ValueKind)
        {
            case JsonValueKind.True:
                options.Add(name);
                break;
            case JsonValueKind.False or JsonValueKind.Null:
                break;
            case JsonValueKind.String when property.Value.GetString() is { Length: > 0 } text:
                options.Add(name);
                options.Add(text);
                break;
            case JsonValueKind.String:
                break;
            case JsonValueKind.Number:
                options.Add(name);
                options.Add(property.Value.GetRawText());
                break;
            default:
                throw new UsageException($"{optionName}: \"{property.Name}\" must be a text, a number, true or false");
        }
    }
}
