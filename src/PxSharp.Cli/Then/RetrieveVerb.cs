using System.Text.Json.Nodes;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Retrieving;
using PxSharp.Network.Associations;
using PxSharp.Query;
using PxSharp.Retrieve;

namespace PxSharp.Cli.Then;

/// <summary><c>--then retrieve</c>: has the PACS send what was found, and waits until it is here.</summary>
internal sealed class RetrieveVerb : IThenVerb
{
    private const string DelayName = "intraSeriesRetrieveDelay";

    private readonly RetrieveSession _session;
    private readonly AssociationOptions _peer;

    private RetrieveVerb(RetrieveSession session, AssociationOptions peer) => (_session, _peer) = (session, peer);

    public static async Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken)
    {
        var (invocation, retrieval) = (setup.Invocation, setup.Retrieval);
        if (retrieval.Group.Options.FirstOrDefault(
            option => setup.Step.Arguments?.ContainsKey(option.Name[2..]) is true
                && option.Name != "--" + DelayName) is { } misplaced)
        {
            throw new UsageException($"--thenArgs of retrieve: give {misplaced.Name} to the command itself");
        }

        var (name, peer) = setup.ResolvePacs();
        var options = retrieval.Resolve(invocation, setup.BaseMount.DataDirectory, name);
        if (setup.Step.Text(DelayName) is { } delay)
        {
            options = options with { DelayBetweenSeries = Delay(delay) };
        }

        return new RetrieveVerb(
            await RetrieveSession.OpenAsync(
                peer,
                options,
                setup.BaseMount,
                new SessionOptions(retrieval.ListenPort(invocation), retrieval.Durability(invocation)),
                cancellationToken).ConfigureAwait(false),
            peer);
    }

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        var targets = run.Found.Studies.SelectMany(RetrieveTarget.Of).ToList();
        if (targets.Count == 0)
        {
            return ExitCode.Done;
        }

        var events = _session.RetrieveAsync(targets, cancellationToken);
        var outcome = run.WritesText
            ? await RetrieveDisplay.FollowAsync(
                events, targets.Count, run.Invocation, Headings(run.Found))
                .ConfigureAwait(false)
            : await RetrieveDisplay.FollowAsync(events).ConfigureAwait(false);
        var ended = outcome.Series.ToLookup(one => one.Target.Series.SeriesInstanceUID);
        foreach (var study in run.Found.Studies)
        {
            run.Results.Add(
                study.StudyInstanceUID,
                (study.Series ?? []).Select(series => Result(ended[series.SeriesInstanceUID].First())));
        }

        foreach (var finished in outcome.Series)
        {
            run.Report.Note("retrieve", finished.Target.Series.SeriesInstanceUID, Outcome(finished));
        }

        return outcome.ExitCode;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static SeriesDelay Delay(string text)
    {
        try
        {
            return SeriesDelay.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--thenArgs: intraSeriesRetrieveDelay: {exception.Message}");
        }
    }

    private static Dictionary<string, IEnumerable<string>> Headings(FindReport found)
    {
        var headings = new Dictionary<string, IEnumerable<string>>(StringComparer.Ordinal);
        foreach (var study in found.Studies)
        {
            headings.TryAdd(study.StudyInstanceUID, ThenText.Head("retrieve", study));
        }

        return headings;
    }

    private static ThenOutcome Outcome(SeriesFinished finished) => new(
        finished.Received,
        finished.Expected,
        finished.Outcome == SeriesOutcome.Complete
            ? null
            : finished.Message ?? $"received {finished.Received} of {finished.Expected}");

    /// <summary>What pypx has from movescu, and how many instances have come, which pypx does not know.</summary>
    private JsonObject Result(SeriesFinished finished)
    {
        var isWhole = finished.Outcome == SeriesOutcome.Complete;
        JsonNode said = finished.Message is null ? new JsonArray() : JsonValue.Create(finished.Message)!;
        return new JsonObject
        {
            ["status"] = isWhole ? "success" : "error",
            ["data"] = said,
            ["command"] = DcmtkCommand.Movescu(
                _peer,
                _peer.CallingAETitle,
                "QueryRetrieveLevel=SERIES",
                $"SeriesInstanceUID={finished.Target.Series.SeriesInstanceUID}",
                $"StudyInstanceUID={finished.Target.Series.StudyInstanceUID}"),
            ["returncode"] = isWhole ? 0 : (int)ExitCode.Incomplete,
            ["requested"] = finished.Expected,
            ["received"] = finished.Received,
        };
    }
}
