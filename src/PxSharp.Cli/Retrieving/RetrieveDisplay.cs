using System.Globalization;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Retrieve;
using Spectre.Console;

namespace PxSharp.Cli.Retrieving;

/// <summary>
/// Shows a retrieve while it runs: bars on a terminal, otherwise a line for each series when it is over.
/// </summary>
internal static class RetrieveDisplay
{
    /// <summary>Follows the retrieve to its end, and gives what came of it.</summary>
    /// <param name="events">The retrieve.</param>
    /// <param name="seriesCount">How many series it is about.</param>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="verbosity">How much.</param>
    /// <param name="headings">Lines that stand before the first series of a study, by its UID; null for none.</param>
    public static async Task<RetrieveOutcome> FollowAsync(
        IAsyncEnumerable<RetrieveEvent> events,
        int seriesCount,
        Terminal terminal,
        int verbosity,
        Dictionary<string, IEnumerable<string>>? headings = null)
    {
        var collector = new Collector();
        if (!terminal.IsInteractive)
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                collector.Note(happened);
                WriteHeading(terminal.WriteLine, happened, headings);
                WriteLines(terminal.WriteLine, happened, verbosity);
            }
        }
        else
        {
            await Progress(terminal).StartAsync(async context =>
            {
                var bars = new RetrieveBars(context, seriesCount);
                await foreach (var happened in events.ConfigureAwait(false))
                {
                    collector.Note(happened);
                    bars.Show(happened);
                    WriteHeading(line => terminal.Drawing.WriteLine(line), happened, headings);
                    WriteLines(line => terminal.Drawing.WriteLine(line), happened, verbosity);
                }
            }).ConfigureAwait(false);
        }

        var outcome = collector.Outcome;
        terminal.WriteLine(Summary(outcome));
        return outcome;
    }

    /// <summary>Follows a retrieve that nobody watches.</summary>
    public static async Task<RetrieveOutcome> FollowAsync(IAsyncEnumerable<RetrieveEvent> events)
    {
        var collector = new Collector();
        await foreach (var happened in events.ConfigureAwait(false))
        {
            collector.Note(happened);
        }

        return collector.Outcome;
    }

    /// <summary>"received 24 of 24", "received 3 (the PACS does not say of how many)".</summary>
    private static string Received(SeriesFinished finished) => finished.Expected is { } expected
        ? string.Create(CultureInfo.InvariantCulture, $"received {finished.Received} of {expected}").PadRight(20)
        : $"received {finished.Received} (the PACS does not say of how many)";

    private static Progress Progress(Terminal terminal) => terminal.Drawing.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { Width = 24 },
            new CountColumn());

    private static void WriteHeading(
        Action<string> write, RetrieveEvent happened, Dictionary<string, IEnumerable<string>>? headings)
    {
        if (headings is not null && happened is SeriesPlanned planned
            && headings.Remove(planned.Target.Study.StudyInstanceUID, out var lines))
        {
            foreach (var line in lines)
            {
                write(line);
            }
        }
    }

    private static void WriteLines(Action<string> write, RetrieveEvent happened, int verbosity)
    {
        switch (happened)
        {
            case SeriesPlanned { Note: { } note } planned:
                write($"  {SeriesName(planned.Target)}: {VisibleText.Of(note)}");
                break;
            case SeriesAskedAgain again:
                write($"  {SeriesName(again.Target)}: {VisibleText.Of(again.Reason)}; "
                    + $"asking again{Of(again.Missing)}{In(again.Delay)}");
                break;
            case ConnectionLost lost:
                write($"  {VisibleText.Of(lost.Reason)}; connecting again{In(lost.Delay)}");
                break;
            case SeriesFinished finished:
                WriteFinished(write, finished, verbosity);
                break;
        }
    }

    private static void WriteFinished(Action<string> write, SeriesFinished finished, int verbosity)
    {
        const int shownMissing = 5;
        // What is whole needs no UID; what is not will be looked for.
        var isWhole = finished.Outcome == SeriesOutcome.Complete;
        var name = SeriesName(finished.Target, withUID: !isWhole || verbosity > 1);
        if (finished.Outcome == SeriesOutcome.NotAsked)
        {
            write($"not asked for  {name}");
            return;
        }

        write($"{Received(finished)}  {name}");
        if (finished.Message is not null)
        {
            write($"  {VisibleText.Of(finished.Message)}");
        }

        var shown = verbosity > 1 ? finished.Missing.Count : Math.Min(shownMissing, finished.Missing.Count);
        foreach (var missing in finished.Missing.Take(shown))
        {
            write($"  missing {VisibleText.Of(missing)}");
        }

        if (finished.Missing.Count > shown)
        {
            write($"  and {finished.Missing.Count - shown} more (-v 2 lists them)");
        }
    }

    /// <summary>"MR Localizer (1.2.3)".</summary>
    private static string SeriesName(RetrieveTarget target, bool withUID = true) => VisibleText.Of(
        $"{target.Series.Modality} {target.Series.SeriesDescription ?? "(no description)"}"
        + (withUID ? $" ({target.Series.SeriesInstanceUID})" : ""));

    private static string Summary(RetrieveOutcome outcome)
    {
        var finished = outcome.Finished;
        var expected = ShownValue.Count(finished.Expected, "instance", "instances");
        var instances = $"received {finished.Received} of {expected}";
        var series = $"{finished.CompleteSeries} of {finished.Series} series whole";
        return finished.IsComplete
            ? $"{instances}, {series}"
            : $"{instances}, {series}; the same command again fetches what is missing";
    }

    private static string Of(int? missing) => missing is { } count ? $" for {count}" : "";

    private static string In(TimeSpan delay) => delay > TimeSpan.Zero ? $" in {delay.TotalSeconds:0.#} s" : "";

    private sealed class Collector
    {
        private readonly List<SeriesFinished> _series = [];
        private RetrieveFinished _finished = new(0, 0, 0, 0);

        public RetrieveOutcome Outcome => new(_series, _finished);

        public void Note(RetrieveEvent happened)
        {
            if (happened is SeriesFinished series)
            {
                _series.Add(series);
            }
            else if (happened is RetrieveFinished finished)
            {
                _finished = finished;
            }
        }
    }
}
