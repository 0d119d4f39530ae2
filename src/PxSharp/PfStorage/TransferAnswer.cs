using System.Text.Json;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.PfStorage;

/// <summary>
/// What came of <c>objPut</c> and <c>objPull</c>: <c>{status, localFileList, objectFileList, localpath}</c>, with
/// <c>error</c> where something failed and what each file failed with in <c>failed</c>.
/// </summary>
internal sealed class TransferAnswer(IReadOnlyList<ObjectTransfer> plan, Func<string, string> tell)
{
    private readonly Dictionary<ObjectTransfer, TransferEvent> _events = new(ReferenceEqualityComparer.Instance);
    private TransferTotals _totals = new();

    /// <summary>Whether each file has an answer of its own, as pypx gives it where each is packed.</summary>
    public bool Each { get; init; }

    /// <summary>Whether the current directory is told.</summary>
    public bool HasWorkingDirectory { get; init; }

    /// <summary>The directory that is told.</summary>
    public string LocalPath { get; set; } = "";

    public PfStorageResult Result => _totals.IsComplete ? default : new PfStorageResult(
        _totals.IsNothing && _totals.Objects == 1 ? FirstFault()!.Reason
            : $"{_totals.Failed} of {_totals.Objects} failed, the first one: {FirstFault()!.Reason}",
        _totals.IsNothing ? _totals.Failures.MaxBy(pair => pair.Value).Key : null);

    public async Task FollowAsync(IAsyncEnumerable<TransferEvent> events, IProgress<TransferEvent>? progress)
    {
        await foreach (var happened in events)
        {
            progress?.Report(happened);
            switch (happened)
            {
                case ObjectTransferred done:
                    _events[done.Transfer] = done;
                    break;
                case ObjectNotTransferred failed:
                    _events[failed.Transfer] = failed;
                    break;
                case TransferFinished finished:
                    _totals = finished.Totals;
                    break;
            }
        }
    }

    /// <summary>Writes the members that follow <c>status</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var done = plan.Where(transfer => _events[transfer] is ObjectTransferred).ToList();
        WriteLists(json, done);
        if (Each)
        {
            WriteEach(json);
            return;
        }
        json.WriteString("localpath", LocalPath);
        if (HasWorkingDirectory)
            json.WriteString("currentWorkingDir", Environment.CurrentDirectory);
        if (FirstFault() is not { } fault)
            return;
        json.WriteString("error", fault.Reason);
        json.WriteStartObject("failed");
        foreach (var failed in Failed())
        {
            // The one of the two that the caller named.
            var what = HasWorkingDirectory ? tell(failed.Transfer.Name) : failed.Transfer.FilePath;
            json.WriteString(what, failed.Fault.Reason);
        }
        json.WriteEndObject();
    }

    private void WriteEach(Utf8JsonWriter json)
    {
        foreach (var transfer in plan)
        {
            var failed = _events[transfer] as ObjectNotTransferred;
            json.WriteStartObject(transfer.FilePath);
            json.WriteBoolean("status", failed is null);
            WriteLists(json, [transfer]);
            json.WriteString("localpath", Path.GetDirectoryName(transfer.FilePath));
            if (failed is not null)
                json.WriteString("error", failed.Fault.Reason);
            json.WriteEndObject();
        }
    }

    private void WriteLists(Utf8JsonWriter json, IReadOnlyList<ObjectTransfer> transfers)
    {
        json.WriteStartArray("localFileList");
        foreach (var transfer in transfers)
            json.WriteStringValue(transfer.FilePath);
        json.WriteEndArray();
        json.WriteStartArray("objectFileList");
        foreach (var transfer in transfers.Where(transfer => transfer.Name.Length > 0))
            json.WriteStringValue(tell(transfer.Name));
        json.WriteEndArray();
    }

    private TransferFault? FirstFault() => Failed().FirstOrDefault()?.Fault;

    private IEnumerable<ObjectNotTransferred> Failed()
        => plan.Select(transfer => _events[transfer]).OfType<ObjectNotTransferred>();
}
