using System.CommandLine;
using System.Text.Json;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Parsing;
using PxSharp.Query;
using PxSharp.Report;

namespace PxSharp.Cli.Options;

/// <summary>What a report shows, and how.</summary>
internal sealed class ReportOutputOptions
{
    private readonly Option<string?> _kind = Make.Text(
        "--printReport", "KIND", "tabular (the default), rawText, csv or json");

    private readonly Option<string?> _colours = Make.Text(
        "--colorize", "dark|light", "colours for such a background, on a terminal only");

    private readonly Option<bool> _headers = Make.Flag("--csvPrintHeaders", "begin with a line of column names");

    private readonly Option<bool> _pretty = Make.Flag("--csvPrettify", "draw a table instead of CSV");

    private readonly Option<bool> _summary = Make.Flag(
        "--csvSummarize", "a line for each study, not for each series", "--csvSummarise");

    private readonly Option<string?> _separator = Make.Text(
        "--csvSeparator", "TEXT", "what stands between cells (default |)");

    private readonly Option<string?> _studyTags = Make.Text(
        "--reportHeaderStudyTags", "LIST", "keywords of the study, parted by commas");

    private readonly Option<string?> _seriesTags = Make.Text(
        "--reportHeaderSeriesTags", "LIST", "keywords of the series that stand at the head of the study");

    private readonly Option<string?> _bodyTags = Make.Text("--reportBodySeriesTags", "LIST", "keywords of each series");

    private readonly Option<string?> _layout = Make.Text(
        "--reportLayout",
        "JSON",
        "all three: {\"header\": {\"study\": [...], \"series\": [...]}, \"body\": {\"series\": [...]}}",
        "--reportTags");

    private readonly Option<string?> _special = Make.Text(
        "--seriesSpecial",
        "seriesStatus",
        "give each series an attribute seriesStatus: how many instances the PACS, this machine and CUBE have; needs "
            + "the JSON of px find --then status");

    /// <summary>pypx's <c>--json</c>: print the input again.</summary>
    public Option<bool> PassThrough { get; } = Make.Flag("--json", "print the input again, once it has been checked");

    public OptionGroup Group => new("Output", _kind, _colours, PassThrough);

    public OptionGroup CsvGroup => new("CSV", _headers, _pretty, _summary, _separator);

    public OptionGroup LayoutGroup => new("Contents", _studyTags, _seriesTags, _bodyTags, _layout, _special);

    /// <summary>The kind of report.</summary>
    public ReportKind Kind(Invocation invocation) => invocation.Text(_kind)?.ToUpperInvariant() switch
    {
        null or "TABULAR" => ReportKind.Tabular,
        "RAWTEXT" => ReportKind.RawText,
        "CSV" => ReportKind.Csv,
        "JSON" => ReportKind.Json,
        _ => throw new UsageException(
            $"--printReport: \"{invocation.Text(_kind)}\" is none of tabular, rawText, csv and json"),
    };

    public ReportDrawingOptions Drawing(Invocation invocation) => new(
        invocation.Get(_headers),
        invocation.Get(_pretty),
        invocation.Get(_summary),
        invocation.Text(_separator) ?? ReportCsv.DefaultSeparator,
        invocation.Text(_colours)?.ToUpperInvariant() switch
        {
            null or "NONE" => ReportColours.None,
            "DARK" => ReportColours.Dark,
            "LIGHT" => ReportColours.Light,
            _ => throw new UsageException($"--colorize: \"{invocation.Text(_colours)}\" is neither dark nor light"),
        });

    /// <summary>Adds the attribute that <c>--seriesSpecial</c> names, and tells of what is not there.</summary>
    public FindReport Prepare(Invocation invocation, FindReport found)
    {
        found = invocation.Text(_special) switch
        {
            null => found,
            SeriesSpecial.SeriesStatus => SeriesSpecial.AddStatus(found),
            var other => throw new UsageException($"--seriesSpecial: \"{other}\" is not {SeriesSpecial.SeriesStatus}"),
        };
        if (invocation.Verbosity > 0)
        {
            NoteWhatIsNotThere(invocation, found);
        }

        // pypx's tools tell of what is empty in its place, and so do we under their names.
        return invocation.IsCalledAsTool || Kind(invocation) == ReportKind.Json ? found : WithoutFillers(found);
    }

    private void NoteWhatIsNotThere(Invocation invocation, FindReport found)
    {
        if (found.Studies.Count == 0)
        {
            if (!invocation.IsCalledAsTool)
            {
                invocation.WriteError("note: the query found no study, so there is nothing to report");
            }

            return;
        }

        if (invocation.Text(_special) is not null && !SeriesSpecial.HasStatus(found))
        {
            invocation.WriteError(
                "note: --seriesSpecial: the input has no status; px find --json --then status puts it there");
        }

        var asked = new ReportLayout([], [], [])
            .With(invocation.Text(_studyTags), invocation.Text(_seriesTags), invocation.Text(_bodyTags));
        var keywords = asked.HeaderStudyTags.Concat(asked.HeaderSeriesTags).Concat(asked.BodySeriesTags);
        foreach (var missing in StudyReport.FindMissing(found, keywords))
        {
            var near = Suggestion.Nearest(missing, Keywords(found));
            invocation.WriteError($"note: nothing that was found has {missing}"
                + (near is null ? "" : $"; did you mean {near}?"));
        }
    }

    /// <summary>The same with nothing in the place of "no value provided for 0010,1010".</summary>
    private static FindReport WithoutFillers(FindReport found) => found with
    {
        Studies =
        [
            .. found.Studies.Select(study => study with
            {
                Tags = WithoutFillers(study.Tags),
                Series = study.Series?.Select(series => series with { Tags = WithoutFillers(series.Tags) }).ToArray(),
            }),
        ],
    };

    private static ResultTags WithoutFillers(ResultTags tags) =>
        new([.. tags.Select(tag => tag.HasValue ? tag : tag with { Value = "" })]);

    private static IEnumerable<string> Keywords(FindReport found) => found.Studies
        .SelectMany(study => study.Tags.Concat((study.Series ?? []).SelectMany(series => series.Tags)))
        .Select(tag => tag.Keyword)
        .Distinct();

    public ReportLayout Layout(Invocation invocation)
    {
        try
        {
            var layout = invocation.Text(_layout) is { } json ? ReportLayout.Parse(json) : ReportLayout.Default;
            return layout.With(
                invocation.Text(_studyTags), invocation.Text(_seriesTags), invocation.Text(_bodyTags));
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--reportLayout: {Failure.Plain(exception)}");
        }
    }
}
