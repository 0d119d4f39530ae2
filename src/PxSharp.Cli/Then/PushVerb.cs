using System.Text.Json.Nodes;
using PxSharp.Cli.Commands;
using PxSharp.Cli.Options;
using PxSharp.Cli.Pushing;
using PxSharp.Cli.Terminals;
using PxSharp.Push;
using PxSharp.Query;
using PxSharp.Sources;

namespace PxSharp.Cli.Then;

/// <summary><c>--then push</c>: brings to a store what has been received of the series that were found.</summary>
internal sealed class PushVerb(PushSession session) : IThenVerb
{
    private const string NothingHere = "nothing of this series has been received; retrieve it first";

    public static async Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken)
    {
        var pushing = new PushingOptions();
        return new PushVerb(await ThenArguments.OpenAsync(
            setup, PushCommand.Define(pushing), pushing.OpenAsync).ConfigureAwait(false));
    }

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        var series = new Dictionary<string, PushJson>(StringComparer.Ordinal);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var source = FileSource.OfFound(session.Index, session.DataDirectory, run.Found);
        var output = new PushOutput(
            run.Invocation, session.Destination, run.WritesText ? PushOutputKind.Text : PushOutputKind.Quiet);
        var exitCode = await output.FollowAsync(Noted(session.PushAsync(source, cancellationToken)))
            .ConfigureAwait(false);
        foreach (var study in run.Found.Studies)
        {
            Note(run.Report, study, series, reasons);
            run.Results.Add(study.StudyInstanceUID, (study.Series ?? []).Select(one => Result(series, one)));
            if (run.WritesText)
            {
                Write(run.Invocation.Terminal, study, series);
            }
        }

        output.WriteSummary();
        var isSomethingMissing = run.Found.Studies.SelectMany(study => study.Series ?? [])
            .Any(one => !series.ContainsKey(one.SeriesInstanceUID));
        return exitCode == ExitCode.Done && isSomethingMissing ? ExitCode.Incomplete : exitCode;

        async IAsyncEnumerable<PushEvent> Noted(IAsyncEnumerable<PushEvent> events)
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                if (SeriesOf(happened) is { } uid)
                {
                    if (!series.TryGetValue(uid, out var json))
                    {
                        series.Add(uid, json = new PushJson(session.Destination.ObjectPath));
                    }

                    json.Add(happened);
                    if (happened is InstanceNotPushed failed)
                    {
                        reasons.TryAdd(uid, failed.Reason);
                    }
                }

                yield return happened;
            }
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static string? SeriesOf(PushEvent happened) => happened switch
    {
        InstancePushed pushed => pushed.Instance.SeriesInstanceUID,
        InstanceNotPushed failed => failed.SeriesInstanceUID,
        _ => null,
    };

    private static void Note(
        ThenReport report,
        FoundStudy study,
        Dictionary<string, PushJson> series,
        Dictionary<string, string> reasons)
    {
        foreach (var uid in (study.Series ?? []).Select(one => one.SeriesInstanceUID))
        {
            report.Note("push", uid, series.TryGetValue(uid, out var pushed)
                ? new ThenOutcome(pushed.Pushed, pushed.Files, reasons.GetValueOrDefault(uid))
                : new ThenOutcome(0, 0, NothingHere));
        }
    }

    private static JsonObject Result(Dictionary<string, PushJson> series, FoundSeries one)
    {
        if (series.TryGetValue(one.SeriesInstanceUID, out var pushed))
        {
            return pushed.ToJson();
        }

        var nothing = new PushJson().ToJson();
        nothing["error"] = NothingHere;
        return nothing;
    }

    private static void Write(Terminal terminal, FoundStudy study, Dictionary<string, PushJson> series)
    {
        ThenText.WriteHead(terminal, "push", study);
        foreach (var one in study.Series ?? [])
        {
            var what = VisibleText.Of($"{one.Tags.Find("SeriesDescription")} ({one.SeriesInstanceUID})");
            var pushed = series.GetValueOrDefault(one.SeriesInstanceUID);
            terminal.WriteLine(pushed is null
                ? $"{"not received",-20}  {what}"
                : $"{$"pushed {pushed.Pushed} of {pushed.Files}",-20}  {what}");
        }

        terminal.WriteLine();
    }
}
