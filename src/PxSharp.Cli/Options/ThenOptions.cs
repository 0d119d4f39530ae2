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

    private readonly Option<string?> _storage = Make.Text(
        "--swift", "KEY", "the store to push to, where --thenArgs does not say: an entry of services/storage.json");

    private readonly Option<string?> _cube = Make.Text(
        "--CUBE", "KEY", "the CUBE to register with, where --thenArgs does not say: an entry of services/cube.json");

    private readonly Option<string?> _service = Make.Text(
        "--swiftServicesPACS", "NAME", "the name of the PACS in storage and CUBE, where --thenArgs does not say");

    public OptionGroup Group => new("Then", _then, _arguments, _feedback, _storage, _cube, _service);

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
