using System.CommandLine;
using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Then;
using PxSharp.Json;
using PxSharp.Query;

namespace PxSharp.Cli.Commands;

/// <summary><c>px do</c>: goes on with what an earlier query found.</summary>
internal sealed class DoCommand
{
    private readonly ReportInputOptions _input = new();
    private readonly ConnectionOptions _connection = new();
    private readonly RetrievalOptions _retrieval = new();
    private readonly BaseMountOptions _storage = new(hasDataDirectory: true);
    private readonly ThenOptions _then = new();
    private readonly Option<bool> _json = Make.Flag("--json", "print what was done as pypx's JSON");

    private DoCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var command = new DoCommand();
        return new CommandDefinition
        {
            Name = "do",
            Summary = "retrieve, status, report, ... of what was found",
            Usage = "[options] --then LIST",
            Description = "Reads the JSON of px find --json (or of pypx's px-find) from a pipe, a file or an option, "
                + "and does with its series what --then names, as px find --then does. The PACS and the log directory "
                + "are those of the query unless options say otherwise.",
            Options =
            [
                command._input.Group,
                command._then.Group,
                new OptionGroup("Output", command._json),
                command._connection.Group,
                command._retrieval.Group,
                command._storage.Group,
            ],
            Ignored =
            [
                Make.IgnoredFlag("--move"), Make.IgnoredFlag("--waitForUserTerminate"), Make.Ignored("--debugToDir"),
            ],
            Examples =
            [
                new("px find --pacs orthanc --PatientID 1234567 --json > found.json",
                    "the query, which may be looked at first"),
                new("px do --reportDataFile found.json --then retrieve,status --listen 11113",
                    "fetches what it found, and says what came"),
            ],
            RunAsync = command.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var steps = _then.Steps(invocation);
        if (steps.Count == 0)
        {
            throw new UsageException($"--then is missing: say what to do ({string.Join(", ", ThenVerbs.Names)})");
        }

        var found = _input.ReadFound(invocation);
        var log = found.Args?["dblogbasepath"] is JsonValue value && value.ToString() is { Length: > 0 } text
            ? text
            : null;
        var baseMount = _storage.Resolve(invocation, log);
        await using var then = await ThenActions.OpenAsync(
            invocation,
            steps,
            baseMount,
            () => _connection.Resolve(invocation, baseMount, found.Args),
            _retrieval,
            cancellationToken).ConfigureAwait(false);
        var isJson = invocation.Get(_json) && !_then.HasFeedback(invocation);
        NoteStudiesOnly(invocation, found);
        var (exitCode, results) = await then.RunAsync(
            invocation, found, writesText: !isJson, cancellationToken).ConfigureAwait(false);
        if (isJson)
        {
            invocation.Terminal.WriteLine(PyJson.Text(results!));
        }

        return exitCode;
    }

    /// <summary>All verbs work on series, so that what has none would be passed over in silence.</summary>
    private static void NoteStudiesOnly(Invocation invocation, FindReport found)
    {
        if (found.Studies.Any(study => study.Series is null))
        {
            invocation.WriteError(
                "note: the query was for studies only (--StudyOnly), so there are no series to work on");
        }
    }
}
