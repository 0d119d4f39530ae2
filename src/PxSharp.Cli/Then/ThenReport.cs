using System.Text.Json.Nodes;
using PxSharp.Cli.Terminals;
using PxSharp.Query;

namespace PxSharp.Cli.Then;

/// <summary>
/// What became of each series in all steps together: one report at the end of <c>--then retrieve,push,register</c>.
/// </summary>
internal sealed class ThenReport(FindReport found)
{
    private readonly List<string> _verbs = [];
    private readonly Dictionary<(string Verb, string SeriesUID), ThenOutcome> _outcomes = [];

    /// <summary>Whether there is more than one step to put together.</summary>
    public bool IsWorthIt => _verbs.Count > 1;

    /// <summary>Notes what a step did with a series.</summary>
    public void Note(string verb, string seriesInstanceUID, ThenOutcome outcome)
    {
        if (!_verbs.Contains(verb))
        {
            _verbs.Add(verb);
        }

        _outcomes[(verb, seriesInstanceUID)] = outcome;
    }

    /// <summary>Notes that a step failed as a whole.</summary>
    public void Fail(string verb, string reason)
    {
        foreach (var one in Series())
        {
            Note(verb, one.SeriesInstanceUID, new ThenOutcome(0, null, reason));
        }
    }

    /// <summary>A line for each series, the reasons of those that are not done, and what to do.</summary>
    public void Write(Terminal terminal)
    {
        var table = new TextTable(
        [
            .. _verbs.Select(verb => new Column(verb.ToUpperInvariant(), IsNumber: true)),
            new Column("DESCRIPTION", MayShrink: true),
            new Column("SERIES", MayShrink: true, Keeps: 1),
        ]);
        var (all, failed) = (0, 0);
        foreach (var one in Series())
        {
            all++;
            failed += IsDone(one.SeriesInstanceUID) ? 0 : 1;
            table.Add(
            [
                .. _verbs.Select(verb => Find(verb, one.SeriesInstanceUID)?.ToString() ?? "-"),
                one.Tags.Find("SeriesDescription") ?? "(no description)",
                one.SeriesInstanceUID,
            ]);
            foreach (var (verb, reason) in Reasons(one.SeriesInstanceUID))
            {
                table.AddLine(VisibleText.Of($"    not {Past(verb)}: {reason}"));
            }
        }

        terminal.WriteLine("[ REPORT ]");
        table.Write(terminal);
        terminal.WriteLine($"{all - failed} of {all} series {Done()}"
            + (failed > 0 ? ": once the rest is mended, the same command does it" : ""));
    }

    /// <summary>The same as JSON: an object a series.</summary>
    public JsonArray ToJson() => new([.. Series().Select(one =>
    {
        var row = new JsonObject { ["SeriesInstanceUID"] = one.SeriesInstanceUID };
        foreach (var verb in _verbs)
        {
            row[verb] = Find(verb, one.SeriesInstanceUID)?.ToJson();
        }

        row["status"] = IsDone(one.SeriesInstanceUID);
        return (JsonNode)row;
    })]);

    private IEnumerable<FoundSeries> Series() => found.Studies.SelectMany(study => study.Series ?? [])
        .DistinctBy(series => series.SeriesInstanceUID);

    private ThenOutcome? Find(string verb, string uid) => _outcomes.GetValueOrDefault((verb, uid));

    private bool IsDone(string uid) => _verbs.TrueForAll(verb => Find(verb, uid) is { IsDone: true });

    /// <summary>What stands in the way; that nothing came of a step because of the one before says nothing.</summary>
    private IEnumerable<(string Verb, string Reason)> Reasons(string uid)
    {
        var hasFailed = false;
        foreach (var verb in _verbs)
        {
            if (Find(verb, uid) is { IsDone: false } outcome)
            {
                if (!hasFailed || outcome.Total is > 0)
                {
                    yield return (verb, outcome.Reason ?? $"{outcome}");
                }

                hasFailed = true;
            }
        }
    }

    private string Done() => string.Join(", ", _verbs.Select(Past));

    private static string Past(string verb) => verb switch
    {
        "retrieve" => "retrieved",
        "push" => "pushed",
        "register" => "registered",
        _ => verb,
    };
}
