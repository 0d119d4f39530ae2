using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Cube.Registration;
using PxSharp.Json;

namespace PxSharp.Cli.Registering;

/// <summary>
/// What a push printed as JSON: pypx's <c>{"localFileList": [...], "objectFileList": [...]}</c>, or px push's lines.
/// </summary>
internal static class PushedInput
{
    /// <summary>The files that the push brought to the store.</summary>
    /// <exception cref="CommandFailedException">It is none.</exception>
    public static IReadOnlyList<RegistrationFile> Read(byte[] bytes)
    {
        try
        {
            var text = JsonInput.Mend(Encoding.UTF8.GetString(bytes)).Trim('\uFEFF', ' ', '\t', '\r', '\n');
            return text.Length == 0
                ? throw Broken("it is empty")
                : IsLines(text) ? [.. Lines(text)] : Lists(Parse(text));
        }
        catch (JsonException exception)
        {
            throw Broken($"it is broken JSON: {Failure.Plain(exception)}");
        }
    }

    /// <summary>Two lists, as pypx's tools hand them on.</summary>
    /// <exception cref="CommandFailedException">They are none, or are not of one length.</exception>
    public static IReadOnlyList<RegistrationFile> Lists(string files, string objects)
    {
        try
        {
            return Pairs(Parse(JsonInput.Mend(files)), Parse(JsonInput.Mend(objects)));
        }
        catch (JsonException)
        {
            throw new CommandFailedException(
                ExitCode.BadData, "--localFileList and --objectFileList must be JSON arrays of texts");
        }
    }

    private static bool IsLines(string text) =>
        text.StartsWith("{\"event\"", StringComparison.Ordinal);

    private static IEnumerable<RegistrationFile> Lines(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(line) is JsonObject happened && Text(happened["event"]) == "pushed")
            {
                if (Text(happened["file"]) is not { } file || Text(happened["object"]) is not { } place)
                {
                    throw Broken("a line in it has no file or no object");
                }

                yield return new RegistrationFile(file, ServicesPath.Within(place) ?? place);
            }
        }
    }

    private static RegistrationFile[] Lists(JsonNode? json) =>
        json is JsonObject pushed && pushed["localFileList"] is { } files && pushed["objectFileList"] is { } objects
            ? Pairs(files, objects)
            : throw Broken("it has no localFileList and objectFileList");

    private static RegistrationFile[] Pairs(JsonNode? files, JsonNode? objects)
    {
        try
        {
            return [.. RegistrationSource.OfPairs(Texts(files), Texts(objects))];
        }
        catch (ArgumentException exception)
        {
            throw Broken(exception.Message);
        }
    }

    private static IReadOnlyList<string> Texts(JsonNode? list) => list is JsonArray array
        ? [.. array.Select(item => Text(item) ?? throw Broken("a list in it has what is no text"))]
        : throw Broken("a list in it is none");

    private static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: JsonInput.Strict);

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static CommandFailedException Broken(string why) =>
        new(ExitCode.BadData, $"the input must be what px push --json prints: {why}");
}
