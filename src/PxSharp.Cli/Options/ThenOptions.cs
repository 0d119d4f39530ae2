using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Then;
using PxSharp.Then;

namespace PxSharp.Cli.Options;

/// <summary>What to do with what a query found.</summary>
internal sealed class ThenOptions
{
    private readonly Option<string?> _then = Make.Text(
        "--then", "LIST", $"go on with {string.Join(", ", ThenVerbs.Names)}: one or several, parted by commas");

    private readonly Option<string?> _arguments = Make.Text(
        "--thenArgs", "JSON", "arguments of these: one JSON object for each verb, parted by ;");

    private readonly Option<bool> _feedback = Make.Flag("--withFeedBack", "print what happens as it happens, not JSON");

    public OptionGroup Group => new("Then", _then, _arguments, _feedback);

    public bool HasFeedback(Invocation invocation) => invocation.Get(_feedback);

    /// <summary>The verbs in their order, each with its arguments.</summary>
    /// <exception cref="UsageException">A verb is none, or the arguments are no JSON objects.</exception>
    public IReadOnlyList<ThenStep> Steps(Invocation invocation)
    {
        try
        {
            var steps = ThenStep.Parse(invocation.Text(_then), invocation.Text(_arguments));
            foreach (var step in steps)
            {
                ThenVerbs.Check(step);
            }

            return steps;
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--thenArgs: {exception.Message}");
        }
    }
}
