using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Terminals;
using PxSharp.Cube.Registration;
using PxSharp.Json;

namespace PxSharp.Cli.Registering;

/// <summary>
/// Tells of a registration while it runs: progress and a summary, JSON events, or pypx's JSON at its end.
/// </summary>
internal sealed class RegisterOutput(Invocation invocation, RegisterSession session, RegisterOutputKind kind)
{
    private readonly RegisterJson _json = new();
    private readonly RegisterTotals _totals = new();
    private readonly ProgressLine _progress = new(invocation.Terminal, invocation.WriteError);
    private readonly RegisterComplaints _complaints = new(invocation);

    /// <summary>Follows the registration to its end.</summary>
    /// <returns>0 only when CUBE has everything.</returns>
    /// <exception cref="CommandFailedException">It was interrupted; says how much is there.</exception>
    public async Task<ExitCode> FollowAsync(IAsyncEnumerable<RegisterEvent> events)
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
                $"interrupted: {ShownValue.Count(_totals.Added, "file was", "files were")} registered; "
                    + "the same command again registers the rest");
        }
        finally
        {
            _progress.Clear();
        }

        _complaints.Finish(_totals.Failed);
        return RegisterExitCode.Of(_totals);
    }

    /// <summary>Writes what there is to say at the end.</summary>
    public void WriteSummary()
    {
        switch (kind)
        {
            case RegisterOutputKind.Pypx:
                invocation.Terminal.WriteLine(PyJson.Text(_json.ToJson()));
                break;
            case RegisterOutputKind.Events:
                JsonLine.Write(invocation.Terminal, RegisterEventJson.Of(_totals, session.Address));
                break;
            case RegisterOutputKind.Text:
                invocation.Terminal.WriteLine(RegisterSummary.Of(_totals, session));
                break;
        }
    }

    private void Show(RegisterEvent happened)
    {
        _totals.Add(happened);
        switch (kind)
        {
            case RegisterOutputKind.Events:
                JsonLine.Write(invocation.Terminal, RegisterEventJson.Of(happened));
                break;
            case RegisterOutputKind.Pypx:
                _json.Add(happened);
                break;
        }

        switch (happened)
        {
            case FileNotRegistered failed:
                Write(() => _complaints.Add(failed));
                break;
            case FileRegistered { WasThere: false } registered:
                Write(registered);
                break;
        }

        if (kind == RegisterOutputKind.Text && invocation.Verbosity > 0)
        {
            _progress.Show($"{ShownValue.Count(_totals.Added, "file", "files")} registered, "
                + $"{_totals.AlreadyThere} there already, {_totals.Failed} failed");
        }
    }

    private void Write(FileRegistered registered)
    {
        if (registered.Fields.Remarks.Count > 0 && invocation.Verbosity > 0)
        {
            Write(() => _complaints.Note(registered));
        }

        if (kind == RegisterOutputKind.Text && invocation.Verbosity > 1)
        {
            Write(() => invocation.Terminal.WriteLine(
                VisibleText.Of($"{registered.File.FilePath} -> {registered.Fields.Path}")));
        }
    }

    private void Write(Action write)
    {
        _progress.Clear();
        write();
    }
}
