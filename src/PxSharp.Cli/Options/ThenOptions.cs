using System.CommandLine;
using System.Text.Json;
using PxSharp.Cli.Failures;

namespace PxSharp.Cli.Options;

/// <summary>What to do with what a query finds.</summary>
internal sealed class ThenOptions
{
    private static readonly string[] Known = ["retrieve", "status", "report"];

    private readonly Option<string?> _then = Make.Text(
        "--then", "LIST", "go on with retrieve, status, report: one or several, parted by commas");

    private readonly Option<string?> _arguments = Make.Text(
        "--thenArgs", "JSON", "arguments of these, one JSON object each, parted by ;");

    private readonly Option<bool> _feedback = Make.Flag("--withFeedBack", "print what happens as it happens, not JSON");

    public OptionGroup Group => new("Then", _then, _arguments, _feedback);

    public bool HasFeedback(Invocation invocation) => invocation.Get(_feedback);

    /// <summary>The verbs in their order.</summary>
    public IReadOnlyList<string> Verbs(Invocation invocation)
    {
        const StringSplitOptions split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var verbs = (invocation.Text(_then) ?? "").Split(',', split);
        if (Array.Find(verbs, verb => !Known.Contains(verb, StringComparer.Ordinal)) is { } unknown)
        {
            throw new UsageException($"--then: \"{unknown}\" is none of {string.Join(", ", Known)}");
        }

        CheckArguments(invocation);
        return verbs;
    }

    /// <summary>None of the verbs here takes arguments of its own, yet what is given must be JSON.</summary>
    private void CheckArguments(Invocation invocation)
    {
        foreach (var json in (invocation.Text(_arguments) ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            try
            {
                using var document = json.Length == 0 ? null : JsonDocument.Parse(json);
            }
            catch (JsonException exception)
            {
                throw new UsageException($"--thenArgs is broken JSON: {Failure.Plain(exception)}");
            }
        }
    }
}
