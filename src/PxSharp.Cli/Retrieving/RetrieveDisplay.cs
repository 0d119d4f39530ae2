using PxSharp.Cli.Failures;
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
    /// <param name="invocation">
    /// Where to show it, and how much: results on standard output, trouble on standard error.
    /// </param>
    /// <param name="headings">Lines that stand before the first series of a study, by its UID; null for none.</param>
    /// <exception cref="CommandFailedException">It was interrupted; says how much came.</exception>
    public static async Task<RetrieveOutcome> FollowAsync(
        IAsyncEnumerable<RetrieveEvent> events,
        int seriesCount,
        Invocation invocation,
        Dictionary<string, IEnumerable<string>>? headings = null)
    {
        var terminal = invocation.Terminal;
        var tally = new RetrieveTally();
        try
        {
            if (!terminal.IsInteractive)
            {
                await FollowAsync(events, invocation, WriteNow, invocation.WriteError, tally.Note, headings)
                    .ConfigureAwait(false);
            }
            else
            {
                await Progress(terminal).StartAsync(async context =>
                {
                    var bars = new RetrieveBars(context, seriesCount);
                    await FollowAsync(events, invocation, Draw, line => Draw(VisibleText.Of(line)), Note, headings)
                        .ConfigureAwait(false);

                    void Note(RetrieveEvent happened)
                    {
                        tally.Note(happened);
                        bars.Show(happened);
                    }
                }).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailedException(ExitCode.Interrupted, tally.Interrupted);
        }

        terminal.WriteLine(tally.Summary);
        return tally.Outcome;

        // Above the bars, which whatever went past them would break.
        // A pipe gets each line when it happens, before what standard error says next.
        void WriteNow(string line)
        {
            terminal.WriteLine(line);
            terminal.Out.Flush();
        }

        void Draw(string line) => terminal.Drawing.WriteLine(line);
    }

    /// <summary>Follows a retrieve that nobody watches.</summary>
    public static async Task<RetrieveOutcome> FollowAsync(IAsyncEnumerable<RetrieveEvent> events)
    {
        var tally = new RetrieveTally();
        await foreach (var happened in events.ConfigureAwait(false))
        {
            tally.Note(happened);
        }

        return tally.Outcome;
    }

    private static async Task FollowAsync(
        IAsyncEnumerable<RetrieveEvent> events,
        Invocation invocation,
        Action<string> write,
        Action<string> complain,
        Action<RetrieveEvent> note,
        Dictionary<string, IEnumerable<string>>? headings)
    {
        var lines = new RetrieveLines(write, complain, invocation.Verbosity);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            note(happened);
            WriteHeading(write, happened, headings);
            lines.Write(happened);
        }
    }

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
}
