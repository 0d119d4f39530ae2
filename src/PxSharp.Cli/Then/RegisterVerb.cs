using System.Text.Json.Nodes;
using PxSharp.Cli.Commands;
using PxSharp.Cli.Options;
using PxSharp.Cli.Registering;
using PxSharp.Cli.Terminals;
using PxSharp.Cube.Registration;
using PxSharp.Query;
using PxSharp.Sources;

namespace PxSharp.Cli.Then;

/// <summary><c>--then register</c>: makes known to CUBE what was pushed of the series that were found.</summary>
internal sealed class RegisterVerb(RegisterSession session) : IThenVerb
{
    private const string NothingHere = "nothing of this series has been received; retrieve it first";

    public static async Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken)
    {
        var registering = new RegisteringOptions();
        return new RegisterVerb(await ThenArguments.OpenAsync(
            setup, RegisterCommand.Define(registering), registering.OpenAsync).ConfigureAwait(false));
    }

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        var series = new Dictionary<string, RegisterJson>(StringComparer.Ordinal);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var source = FileSource.OfFound(session.Index, session.DataDirectory, run.Found);
        var owners = await OwnersAsync(source, cancellationToken).ConfigureAwait(false);
        var output = new RegisterOutput(
            run.Invocation, session, run.WritesText ? RegisterOutputKind.Text : RegisterOutputKind.Quiet);
        var exitCode = await output.FollowAsync(Noted(session.RegisterAsync(source, cancellationToken)))
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

        async IAsyncEnumerable<RegisterEvent> Noted(IAsyncEnumerable<RegisterEvent> events)
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                var file = (happened as FileRegistered)?.File ?? (happened as FileNotRegistered)?.File;
                if (file is not null && owners.TryGetValue(file.FilePath, out var uid))
                {
                    if (!series.TryGetValue(uid, out var json))
                    {
                        series.Add(uid, json = new RegisterJson());
                    }

                    json.Add(happened);
                    if (happened is FileNotRegistered failed)
                    {
                        reasons.TryAdd(uid, failed.Reason);
                    }
                }

                yield return happened;
            }
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>The series of each file: one that cannot be read does not say.</summary>
    private static async Task<Dictionary<string, string>> OwnersAsync(
        FileSource source, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var file in source.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            owners.TryAdd(file.FilePath, file.Instance!.SeriesInstanceUID);
        }

        return owners;
    }

    private static void Note(
        ThenReport report,
        FoundStudy study,
        Dictionary<string, RegisterJson> series,
        Dictionary<string, string> reasons)
    {
        foreach (var uid in (study.Series ?? []).Select(one => one.SeriesInstanceUID))
        {
            report.Note("register", uid, series.TryGetValue(uid, out var registered)
                ? new ThenOutcome(registered.Registered, registered.Files, reasons.GetValueOrDefault(uid))
                : new ThenOutcome(0, 0, NothingHere));
        }
    }

    private static JsonObject Result(Dictionary<string, RegisterJson> series, FoundSeries one)
    {
        if (series.TryGetValue(one.SeriesInstanceUID, out var registered))
        {
            return registered.ToJson();
        }

        var nothing = new RegisterJson().ToJson();
        nothing["error"] = NothingHere;
        return nothing;
    }

    private static void Write(Terminal terminal, FoundStudy study, Dictionary<string, RegisterJson> series)
    {
        ThenText.WriteHead(terminal, "register", study);
        foreach (var one in study.Series ?? [])
        {
            var what = VisibleText.Of($"{one.Tags.Find("SeriesDescription")} ({one.SeriesInstanceUID})");
            var registered = series.GetValueOrDefault(one.SeriesInstanceUID);
            terminal.WriteLine(registered is null
                ? $"{"not received",-20}  {what}"
                : $"{$"registered {registered.Registered} of {registered.Files}",-20}  {what}");
        }

        terminal.WriteLine();
    }
}
