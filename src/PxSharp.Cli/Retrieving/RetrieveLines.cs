using System.Globalization;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Retrieve;

namespace PxSharp.Cli.Retrieving;

/// <summary>Writes a line for each series that is over, and one for each trouble on the way.</summary>
/// <param name="write">Takes results.</param>
/// <param name="complain">Takes trouble.</param>
/// <param name="verbosity">How much is shown.</param>
internal sealed class RetrieveLines(Action<string> write, Action<string> complain, int verbosity)
{
    private const int ShownMissing = 5;

    private string? _lastTrouble;

    /// <summary>Writes what there is to say of an event.</summary>
    public void Write(RetrieveEvent happened)
    {
        switch (happened)
        {
            case SeriesPlanned { Note: { } note } planned:
                complain($"{SeriesName(planned.Target)}: {note}");
                break;
            case SeriesAskedAgain again:
                Complain(again.Reason, $"{SeriesName(again.Target)}: {again.Reason}; "
                    + $"asking again{Of(again.Missing)}{In(again.Delay)}");
                break;
            case ConnectionLost lost:
                complain($"{lost.Reason}; connecting again{In(lost.Delay)}");
                break;
            case SeriesFinished finished:
                WriteFinished(finished);
                break;
        }
    }

    private void WriteFinished(SeriesFinished finished)
    {
        // What is whole needs no UID; what is not will be looked for.
        var isWhole = finished.Outcome == SeriesOutcome.Complete;
        var name = SeriesName(finished.Target, withUID: !isWhole || verbosity > 1);
        if (finished.Message is { } message)
        {
            Complain(message, $"{name}: {message}");
        }

        if (finished.Outcome == SeriesOutcome.NotAsked)
        {
            write($"{"not retrieved",-20}  {name}");
            return;
        }

        write($"{Received(finished)}  {name}");
        var shown = verbosity > 1 ? finished.Missing.Count : Math.Min(ShownMissing, finished.Missing.Count);
        foreach (var missing in finished.Missing.Take(shown))
        {
            write($"  missing {VisibleText.Of(missing)}");
        }

        if (finished.Missing.Count > shown)
        {
            write($"  and {finished.Missing.Count - shown} more (-v 2 lists them)");
        }
    }

    /// <summary>What hinders one series often hinders all: the same words again tell nothing new.</summary>
    private void Complain(string trouble, string line)
    {
        if (trouble != _lastTrouble || verbosity > 1)
        {
            complain(line);
        }

        _lastTrouble = trouble;
    }

    /// <summary>"received 24 of 24", "received 3 (the PACS does not say of how many)".</summary>
    private static string Received(SeriesFinished finished) => finished.Expected is { } expected
        ? string.Create(CultureInfo.InvariantCulture, $"received {finished.Received} of {expected}").PadRight(20)
        : $"received {finished.Received} (the PACS does not say of how many)";

    /// <summary>"MR Localizer (1.2.3)".</summary>
    private static string SeriesName(RetrieveTarget target, bool withUID = true) => VisibleText.Of(
        $"{target.Series.Modality} {target.Series.SeriesDescription ?? "(no description)"}"
        + (withUID ? $" ({target.Series.SeriesInstanceUID})" : ""));

    private static string Of(int? missing) => missing is { } count
        ? $" for {ShownValue.Count(count, "instance", "instances")}"
        : "";

    private static string In(TimeSpan delay) => delay > TimeSpan.Zero ? $" in {delay.TotalSeconds:0.#} s" : "";
}
