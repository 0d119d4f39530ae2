using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Retrieve;
using Spectre.Console;

namespace PxSharp.Cli.Retrieving;

/// <summary>A bar for all series, and one for each series that is on its way.</summary>
internal sealed class RetrieveBars(ProgressContext context, int seriesCount)
{
    private const int NameWidth = 34;

    private readonly Dictionary<RetrieveTarget, ProgressTask> _running = [];
    private readonly ProgressTask _all = context.AddTask(
        ShownValue.Count(seriesCount, "series", "series"), maxValue: Math.Max(1, seriesCount));

    /// <summary>Moves the bars.</summary>
    public void Show(RetrieveEvent happened)
    {
        switch (happened)
        {
            case SeriesPlanned planned:
                var series = planned.Target.Series;
                var name = VisibleText.Of($"{series.Modality} {series.SeriesDescription ?? "(no description)"}");
                var bar = context.AddTask(
                    Markup.Escape(TextWidth.Cut(name, NameWidth)), maxValue: Math.Max(1, planned.Expected ?? 1));
                bar.IsIndeterminate = planned.Expected is null;
                bar.Value = planned.Present;
                _running[planned.Target] = bar;
                break;
            case InstanceArrived arrived when _running.TryGetValue(arrived.Target, out var running):
                running.Value = arrived.Received;
                break;
            case SeriesFinished finished:
                _all.Increment(1);
                if (_running.Remove(finished.Target, out var done))
                {
                    done.IsIndeterminate = false;
                    done.Value = done.MaxValue;
                    done.StopTask();
                }

                break;
        }
    }
}
