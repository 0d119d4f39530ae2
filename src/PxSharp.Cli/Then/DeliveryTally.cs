using System.Text.Json.Nodes;
using PxSharp.Cli.Terminals;
using PxSharp.Query;

namespace PxSharp.Cli.Then;

/// <summary>What a verb that delivers, push or register, did with each series that was found.</summary>
/// <param name="verb">The verb, such as "push".</param>
/// <param name="participle">What its files are then, such as "pushed".</param>
/// <param name="nothing">pypx's JSON of no file at all.</param>
internal sealed class DeliveryTally(string verb, string participle, Func<JsonObject> nothing)
{
    private const string NothingHere = "nothing of this series has been received; retrieve it first";

    private readonly Dictionary<string, (ThenOutcome Outcome, bool IsNew, JsonObject Json)> _series =
        new(StringComparer.Ordinal);

    /// <summary>Notes a series of which files are here.</summary>
    /// <param name="seriesInstanceUID">The series.</param>
    /// <param name="done">Files that the target has.</param>
    /// <param name="files">Files that there are.</param>
    /// <param name="isNew">Whether it has got one of them now.</param>
    /// <param name="reason">What was in the way; null when nothing was.</param>
    /// <param name="json">pypx's JSON of it.</param>
    public void Add(string seriesInstanceUID, int done, int files, bool isNew, string? reason, JsonObject json) =>
        _series.Add(seriesInstanceUID, (new ThenOutcome(done, files, reason), isNew, json));

    /// <summary>Tells of every series that was found: in the report, in the results, and as text.</summary>
    /// <returns>Whether nothing is here of one of them.</returns>
    public bool Tell(ThenRun run)
    {
        foreach (var study in run.Found.Studies)
        {
            var series = study.Series ?? [];
            foreach (var one in series)
            {
                run.Report.Note(verb, one.SeriesInstanceUID, _series.TryGetValue(one.SeriesInstanceUID, out var known)
                    ? known.Outcome
                    : new ThenOutcome(0, 0, NothingHere));
            }

            run.Results.Add(study.StudyInstanceUID, series.Select(Result));
            if (run.WritesText)
            {
                Write(run, study, series);
            }
        }

        return run.Found.Studies.SelectMany(study => study.Series ?? [])
            .Any(one => !_series.ContainsKey(one.SeriesInstanceUID));
    }

    private JsonObject Result(FoundSeries one)
    {
        if (_series.TryGetValue(one.SeriesInstanceUID, out var known))
        {
            return known.Json;
        }

        var json = nothing();
        json["error"] = NothingHere;
        return json;
    }

    private void Write(ThenRun run, FoundStudy study, IReadOnlyList<FoundSeries> series)
    {
        var terminal = run.Invocation.Terminal;
        ThenText.WriteHead(terminal, verb, study);
        foreach (var one in series)
        {
            var what = VisibleText.Of($"{one.Tags.Find("SeriesDescription")} ({one.SeriesInstanceUID})");
            var state = !_series.TryGetValue(one.SeriesInstanceUID, out var known) ? "not received"
                : known.IsNew || known.Outcome.Count == 0 ? $"{participle} {known.Outcome}"
                : $"{known.Outcome} {(known.Outcome.Count == 1 ? "was" : "were")} there already";
            terminal.WriteLine($"{state,-20}  {what}");
        }

        terminal.WriteLine();
    }
}
