using System.CommandLine;
using System.Text.Json;
using PxSharp.Cli.Failures;
using PxSharp.Json;

namespace PxSharp.Cli.Parsing;

/// <summary>pypx's <c>--JSONargs '{"aet":"ME","json":true}'</c>: the same options as one JSON object.</summary>
internal static class JsonArguments
{
    /// <summary>Members of pypx's <c>args</c> that are no options: what was printed there goes in here again.</summary>
    private static readonly string[] NoOptions = ["QueryRetrieveLevel", "JSONargString"];

    /// <summary>pypx's internal names that differ from their option by more than a prefix or upper case.</summary>
    private static readonly (string Internal, string[] Options)[] Synonyms =
    [
        ("dblogbasepath", ["--db", "--logdir"]),
        ("logdir", ["--db"]),
        ("filesubstr", ["--parseAllFilesWithSubStr"]),
        ("reportdata", ["--upstream"]),
        ("reporttags", ["--reportLayout"]),
    ];

    /// <summary>The words with the object replaced by its options, before all others so that those win.</summary>
    /// <remarks>
    /// A member is named as the option is, or as pypx names it inside: "dblogbasepath", "str_xcrDir", "b_cleanup".
    /// </remarks>
    /// <exception cref="UsageException">
    /// The value is missing or is no JSON object of plain values, or a member is no option.
    /// </exception>
    public static IReadOnlyList<string> Expand(
        List<string> words, string optionName, Command command, bool takesQueryKeys)
    {
        var at = words.IndexOf(optionName);
        var end = words.IndexOf(OptionWords.End);
        if (at < 0 || (end >= 0 && at > end))
        {
            return words;
        }

        if (at + 1 == words.Count)
        {
            throw new UsageException($"{optionName} needs a JSON object");
        }

        var json = words[at + 1];
        words.RemoveRange(at, 2);
        return json.Length == 0 ? words : [.. OptionsOf(json, optionName, command, takesQueryKeys), .. words];
    }

    private static List<string> OptionsOf(string json, string optionName, Command command, bool takesQueryKeys)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonInput.Mend(json));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new UsageException($"{optionName}: a JSON object is needed, such as {{\"PatientID\": \"123\"}}");
            }

            var options = new List<string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (ValueOf(property, optionName) is { } value && !NoOptions.Contains(property.Name))
                {
                    options.Add(OptionNamed(property.Name, command, takesQueryKeys) ?? throw Unknown(
                        property.Name, optionName, command));
                    options.AddRange(value);
                }
            }

            return options;
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{optionName} is broken JSON: {Failure.Plain(exception)}");
        }
    }

    /// <summary>
    /// The words after the option: none for a flag, one for a value; null when the member says nothing.
    /// </summary>
    private static string[]? ValueOf(JsonProperty property, string optionName) => property.Value.ValueKind switch
    {
        JsonValueKind.True => [],
        JsonValueKind.False or JsonValueKind.Null => null,
        JsonValueKind.String => property.Value.GetString() is { Length: > 0 } text ? [text] : null,
        JsonValueKind.Number => [property.Value.GetRawText()],
        _ => throw new UsageException($"{optionName}: \"{property.Name}\" must be a text, a number, true or false"),
    };

    private static string? OptionNamed(string name, Command command, bool takesQueryKeys)
    {
        var whole = "--" + name;
        if (OptionWords.Find(command, whole) is not null
            || (takesQueryKeys && QueryKeyOptions.KeywordOf(whole) is not null))
        {
            return whole;
        }

        var bare = name.StartsWith("str_", StringComparison.Ordinal) ? name[4..]
            : name.StartsWith("b_", StringComparison.Ordinal) ? name[2..]
            : name;
        return NameIgnoringCase(command, "--" + bare)
            ?? Array.Find(Synonyms, pair => pair.Internal.Equals(bare, StringComparison.OrdinalIgnoreCase)).Options
                ?.FirstOrDefault(option => OptionWords.Find(command, option) is not null);
    }

    private static string? NameIgnoringCase(Command command, string name) => command.Options
        .FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || option.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
        ?.Name;

    private static UsageException Unknown(string name, string optionName, Command command) =>
        new(Suggestion.Nearest("--" + name, command.Options.Select(option => option.Name)) is { } near
            ? $"{optionName}: \"{name}\" is no option; did you mean \"{near[2..]}\"?"
            : $"{optionName}: \"{name}\" is no option");
}
