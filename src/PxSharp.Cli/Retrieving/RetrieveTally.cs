using PxSharp.Cli.Drawing;
using PxSharp.Retrieve;

namespace PxSharp.Cli.Retrieving;

/// <summary>Counts along while a retrieve runs.</summary>
internal sealed class RetrieveTally
{
    private readonly List<SeriesFinished> _series = [];
    private RetrieveFinished _finished = new(0, 0, 0, 0);
    private int _arrived;
    private int _present;

    /// <summary>What came of it.</summary>
    public RetrieveOutcome Outcome => new(_series, _finished);

    /// <summary>Its last line.</summary>
    public string Summary
    {
        get
        {
            var expected = ShownValue.Count(_finished.Expected, "instance", "instances");
            var line = $"received {_finished.Received} of {expected}, "
                + $"{_finished.CompleteSeries} of {_finished.Series} series whole";
            return !_finished.IsComplete ? $"{line}; the same command again fetches what is missing"
                : _arrived == 0 && _finished.Received > 0 ? $"{line}; all were here already"
                : line;
        }
    }

    /// <summary>What is said when the user has had enough.</summary>
    public string Interrupted =>
        $"interrupted: {ShownValue.Count(_arrived, "instance", "instances")} came and stay"
            + (_present > 0 ? $", {_present} {(_present == 1 ? "was" : "were")} here already" : "")
            + "; the same command again fetches the rest";

    /// <summary>Takes note of an event.</summary>
    public void Note(RetrieveEvent happened)
    {
        switch (happened)
        {
            case SeriesPlanned planned:
                _present += planned.Present;
                break;
            case InstanceArrived:
                _arrived++;
                break;
            case SeriesFinished series:
                _series.Add(series);
                break;
            case RetrieveFinished finished:
                _finished = finished;
                break;
        }
    }
}
