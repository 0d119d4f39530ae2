using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Terminals;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.Cli.Storing;

/// <summary>Tells of copies while they are made: progress and a line at the end, or JSON events.</summary>
internal sealed class TransferOutput(Invocation invocation, TransferWords words, string store, bool isJson)
{
    /// <summary>So many lines are enough to see what is wrong.</summary>
    private const int MostLines = 20;

    private readonly TransferRate _rate = new(invocation.Surroundings.Clock);
    private readonly ProgressLine _progress = new(invocation.Terminal, invocation.WriteError);
    private long _complaints;
    private TransferTotals _totals = new();

    /// <summary>Follows the copies to their end.</summary>
    /// <returns>0 only when all of them are there.</returns>
    /// <exception cref="CommandFailedException">It was interrupted; says how much is there.</exception>
    public async Task<ExitCode> FollowAsync(IAsyncEnumerable<TransferEvent> events)
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
                $"interrupted: {ShownValue.Count(_rate.Copied, "object was", "objects were")} {words.Done}; "
                    + $"the same command again {(words == TransferWords.Put ? "stores" : "fetches")} the rest");
        }
        finally
        {
            _progress.Clear();
        }

        if (_totals.Failed > _complaints)
        {
            invocation.WriteError(
                $"not {words.Done}: {_totals.Failed - _complaints} more (-v 2 lists them)");
        }

        if (!isJson && invocation.Verbosity > 0)
        {
            invocation.Terminal.WriteLine(VisibleText.Of(Summary()));
        }

        return TransferExitCode.Of(_totals);
    }

    private void Show(TransferEvent happened)
    {
        _rate.Add(happened);
        if (isJson && TransferEventJson.Of(happened, store) is { } json)
        {
            JsonLine.Write(invocation.Terminal, json);
        }

        switch (happened)
        {
            case ObjectNotTransferred failed:
                Complain(failed);
                break;
            case ObjectTransferred { WasThere: false } done when !isJson && invocation.Verbosity > 1:
                _progress.Clear();
                invocation.Terminal.WriteLine(VisibleText.Of(words == TransferWords.Put
                    ? $"{done.Transfer.FilePath} -> {done.Transfer.Name}"
                    : $"{done.Transfer.Name} -> {done.Transfer.FilePath}"));
                break;
            case TransferFinished finished:
                _totals = finished.Totals;
                break;
        }

        if (!isJson && invocation.Verbosity > 0)
        {
            _progress.Show(_rate.Describe());
        }
    }

    private void Complain(ObjectNotTransferred failed)
    {
        if (invocation.Verbosity <= 1 && (!failed.IsTried || _complaints >= MostLines))
        {
            return;
        }

        _complaints++;
        _progress.Clear();
        invocation.WriteError($"not {words.Done}: {failed.Fault.Reason}"
            + (failed.Fault.Failure == TransferFailure.Exists ? "; --force replaces it" : ""));
    }

    private string Summary() => (_totals.Transferred == 0
        ? $"{words.Done} nothing {words.Where} {store}"
        : $"{words.Done} {ShownValue.Count(_totals.Transferred, "object", "objects")} "
            + $"({ShownValue.Size(_totals.BytesTransferred)}) {words.Where} {store}")
        + (_totals.AlreadyThere > 0
            ? $", {_totals.AlreadyThere} {(_totals.AlreadyThere == 1 ? "was" : "were")} there already"
            : "")
        + (_totals.Failed > 0 ? $", {_totals.Failed} failed" : "");
}
