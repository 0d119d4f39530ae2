using System.Text.Json.Nodes;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Options;
using PxSharp.Index;
using PxSharp.Network.Associations;
using PxSharp.Report;
using PxSharp.Retrieve;
using PxSharp.Status;

namespace PxSharp.Cli.Retrieving;

/// <summary>Does what <c>--then</c> names with what a query found, and tells it as pypx's JSON does.</summary>
internal sealed class ThenActions : IAsyncDisposable
{
    private readonly Invocation _invocation;
    private readonly IReadOnlyList<string> _verbs;
    private readonly AssociationOptions _peer;
    private readonly BaseMount _baseMount;
    private RetrieveSession? _session;

    private ThenActions(
        Invocation invocation, IReadOnlyList<string> verbs, AssociationOptions peer, BaseMount baseMount) =>
        (_invocation, _verbs, _peer, _baseMount) = (invocation, verbs, peer, baseMount);

    /// <summary>
    /// <c>then</c> of the JSON: <c>{do: true, "00-retrieve": {study: [{UID: [...]}]}}</c>; null without verbs.
    /// </summary>
    public JsonObject? Results { get; private set; }

    /// <summary>Gets ready what the verbs need before the PACS is asked anything.</summary>
    public static async Task<ThenActions> OpenAsync(
        Invocation invocation,
        IReadOnlyList<string> verbs,
        AssociationOptions peer,
        BaseMount baseMount,
        RetrievalOptions retrieval,
        string? pacsName,
        CancellationToken cancellationToken)
    {
        var actions = new ThenActions(invocation, verbs, peer, baseMount);
        if (verbs.Contains("retrieve", StringComparer.Ordinal))
        {
            actions._session = await RetrieveSession.OpenAsync(
                peer,
                retrieval.Resolve(invocation, baseMount.DataDirectory, pacsName),
                baseMount,
                retrieval.ListenPort(invocation),
                retrieval.Durability(invocation),
                cancellationToken).ConfigureAwait(false);
        }

        return actions;
    }

    /// <summary>Does it all, and gives the exit code of the first that was not done wholly.</summary>
    public async Task<ExitCode> RunAsync(PacsFinder.Found found, bool writesText, CancellationToken cancellationToken)
    {
        if (_verbs.Count == 0)
        {
            return ExitCode.Done;
        }

        Results = new JsonObject { ["do"] = true };
        var worst = ExitCode.Done;
        for (var place = 0; place < _verbs.Count; place++)
        {
            var verb = _verbs[place];
            var studies = new JsonArray();
            Results[$"{place:00}-{verb}"] = new JsonObject { ["study"] = studies };
            var exitCode = verb switch
            {
                "retrieve" => await RetrieveAsync(found, studies, writesText, cancellationToken).ConfigureAwait(false),
                "status" => await StatusAsync(found, studies, writesText, cancellationToken).ConfigureAwait(false),
                _ => Report(found, studies, writesText),
            };
            worst = worst == ExitCode.Done ? exitCode : worst;
        }

        return worst;
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<ExitCode> RetrieveAsync(
        PacsFinder.Found found, JsonArray studies, bool writesText, CancellationToken cancellationToken)
    {
        var targets = found.Studies.SelectMany(RetrieveTarget.Of).ToList();
        if (targets.Count == 0)
        {
            return ExitCode.Done;
        }

        var events = _session!.RetrieveAsync(targets, cancellationToken);
        var outcome = writesText
            ? await RetrieveDisplay.FollowAsync(events, targets.Count, _invocation.Terminal, _invocation.Verbosity)
                .ConfigureAwait(false)
            : await RetrieveDisplay.FollowAsync(events).ConfigureAwait(false);
        var series = outcome.Series.ToLookup(one => one.Target.Series.StudyInstanceUID);
        foreach (var study in found.Report.Studies)
        {
            studies.Add((JsonNode)new JsonObject
            {
                [study.StudyInstanceUID] = new JsonArray([.. series[study.StudyInstanceUID].Select(Result)]),
            });
        }

        return outcome.ExitCode;
    }

    /// <summary>What pypx has from movescu, and how many instances have come, which pypx does not know.</summary>
    private JsonNode Result(SeriesFinished finished)
    {
        var isWhole = finished.Outcome == SeriesOutcome.Complete;
        JsonNode said = finished.Message is null ? new JsonArray() : JsonValue.Create(finished.Message)!;
        return new JsonObject
        {
            ["status"] = isWhole ? "success" : "error",
            ["data"] = said,
            ["command"] = $"/usr/bin/movescu -S --move {_peer.CallingAETitle} --timeout 5 -k QueryRetrieveLevel=SERIES "
                + $"-k SeriesInstanceUID={finished.Target.Series.SeriesInstanceUID} "
                + $"-k StudyInstanceUID={finished.Target.Series.StudyInstanceUID}  "
                + $"-aec {_peer.CalledAETitle} -aet {_peer.CallingAETitle} {_peer.Host} {_peer.Port}",
            ["returncode"] = isWhole ? 0 : (int)ExitCode.Incomplete,
            ["requested"] = finished.Expected,
            ["received"] = finished.Received,
        };
    }

    private async Task<ExitCode> StatusAsync(
        PacsFinder.Found found, JsonArray studies, bool writesText, CancellationToken cancellationToken)
    {
        await using var opened = _session is null ? SqliteIndex.Open(_baseMount.LogDirectory) : null;
        var index = _session?.Index ?? opened!;
        var all = new List<SeriesStatus>();
        foreach (var study in found.Report.Studies)
        {
            var statuses = new JsonArray();
            foreach (var series in study.Series ?? [])
            {
                var status = await SeriesStatus
                    .OfAsync(index, study.StudyInstanceUID, series.SeriesInstanceUID, cancellationToken)
                    .ConfigureAwait(false);
                statuses.Add((JsonNode)StatusJson.Of(status));
                all.Add(status);
            }

            studies.Add((JsonNode)new JsonObject { [study.StudyInstanceUID] = statuses });
        }

        if (writesText && all.Count > 0)
        {
            StatusTable.WriteSeries(_invocation.Terminal, all);
        }

        return ExitCode.Done;
    }

    private ExitCode Report(PacsFinder.Found found, JsonArray studies, bool writesText)
    {
        foreach (var study in found.Report.Studies)
        {
            studies.Add((JsonNode)new JsonObject
            {
                [study.StudyInstanceUID] = new JsonArray([.. (study.Series ?? []).Select(_ => new JsonObject())]),
            });
        }

        if (writesText)
        {
            ReportDrawing.Write(
                _invocation.Terminal,
                StudyReport.Of(found.Report, ReportLayout.Default),
                ReportLayout.Default,
                ReportKind.Tabular,
                new ReportDrawingOptions(false, false, false, ReportCsv.DefaultSeparator, ReportColours.None));
        }

        return ExitCode.Done;
    }
}
