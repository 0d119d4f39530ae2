using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Terminals;
using PxSharp.Json;
using PxSharp.Push;

namespace PxSharp.Cli.Pushing;

/// <summary>Tells of a push while it runs: progress and a summary, JSON events, or pypx's JSON at its end.</summary>
internal sealed class PushOutput(Invocation invocation, PushDestination destination, PushOutputKind kind)
{
    private readonly PushJson _json = new(destination.ObjectPath);
    private readonly PushRate _rate = new(invocation.Surroundings.Clock);
    private readonly ProgressLine _progress = new(invocation.Terminal, invocation.WriteError);
    private readonly PushComplaints _complaints = new(invocation);
    private PushTotals _totals = new();

    /// <summary>Follows the push to its end.</summary>
    /// <returns>0 only when the target has everything.</returns>
    /// <exception cref="CommandFailedException">It was interrupted; says how much is there.</exception>
    public async Task<ExitCode> FollowAsync(IAsyncEnumerable<PushEvent> events)
    {
        try
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                Show(happened);
            }
        }
        catch (OperationCanceledException)
        {
            _progress.Clear();
            throw new CommandFailedException(
                ExitCode.Interrupted,
                $"interrupted: {ShownValue.Count(_rate.Sent, "instance was", "instances were")} sent; "
                    + "the same command again sends the rest");
        }
        finally
        {
            _progress.Clear();
        }

        _complaints.Finish(_totals.Failed);
        return PushExitCode.Of(_totals);
    }

    /// <summary>Writes what there is to say at the end.</summary>
    public void WriteSummary()
    {
        switch (kind)
        {
            case PushOutputKind.Pypx:
                invocation.Terminal.WriteLine(PyJson.Text(_json.ToJson()));
                break;
            case PushOutputKind.Text:
                invocation.Terminal.WriteLine(PushSummary.Of(_totals, destination.Target.Location));
                break;
        }
    }

    private void Show(PushEvent happened)
    {
        _rate.Add(happened);
        switch (kind)
        {
            case PushOutputKind.Events:
                JsonLine.Write(invocation.Terminal, PushEventJson.Of(happened, destination.Target.Location));
                break;
            case PushOutputKind.Pypx:
                _json.Add(happened);
                break;
        }

        switch (happened)
        {
            case InstanceNotPushed failed:
                Write(() => _complaints.Add(failed));
                break;
            case InstancePushed { Warning: { } warning } pushed:
                Write(() => invocation.WriteError($"note: {pushed.Instance.SOPInstanceUID}: {warning}"));
                break;
            case InstancePushed { Outcome: PushOutcome.Sent } pushed
                when kind == PushOutputKind.Text && invocation.Verbosity > 1:
                Write(() => invocation.Terminal.WriteLine(VisibleText.Of(
                    $"{pushed.Instance.FilePath} -> {pushed.Instance.ObjectName ?? pushed.Instance.SOPInstanceUID}")));
                break;
            case PushFinished finished:
                _totals = finished.Totals;
                break;
        }

        if (kind == PushOutputKind.Text && invocation.Verbosity > 0)
        {
            _progress.Show(_rate.Describe());
        }
    }

    private void Write(Action write)
    {
        _progress.Clear();
        write();
    }
}
