using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Json;

namespace PxSharp.Cli.Options;

/// <summary>
/// The JSON of a tool that ran before: its <c>args</c> hold options that the command line does not give.
/// </summary>
internal sealed class UpstreamOptions
{
    private readonly Option<string?> _file = Make.Text(
        "--upstreamFile", "FILE", "the JSON of px find or another tool, whose args hold what is not given here");

    private readonly Option<string?> _json = Make.Text("--upstream", "JSON", "the JSON itself");

    public OptionGroup Group => new("What another tool was told", _file, _json);

    /// <summary>Gives what was told there to an option, such as <c>--swiftIP</c>; null when there is nothing.</summary>
    public Func<string, string?>? Read(Invocation invocation)
    {
        var text = invocation.Text(_json)
            ?? (invocation.Text(_file) is { } path ? InputFile.Read(path, File.ReadAllText) : null);
        if (text is null)
        {
            return null;
        }

        try
        {
            var arguments = (JsonNode.Parse(JsonInput.Mend(text), documentOptions: JsonInput.Strict) as JsonObject)?["args"] as JsonObject
                ?? throw new CommandFailedException(ExitCode.BadData, "the upstream JSON has no object 'args'");
            return option => Value(arguments[option[2..]]) ?? Value(arguments["str_" + option[2..]]);
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException(
                ExitCode.BadData, $"the upstream JSON is broken: {Failure.Plain(exception)}");
        }
    }

    private static string? Value(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };
}
