using System.Threading.Channels;
using PxSharp.Dicom;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Transfers;

/// <summary>One run of <see cref="ObjectTransfers"/>, in either direction.</summary>
/// <param name="options">How.</param>
/// <param name="targetOf">The place that a copy takes.</param>
/// <param name="places">Tells which places are one.</param>
/// <param name="transfer">Makes one copy; told whether to replace what is there, tells how many bytes it moved.</param>
internal sealed class TransferRun(
    TransferOptions options,
    Func<ObjectTransfer, string> targetOf,
    StringComparer places,
    Func<ObjectTransfer, bool, Action<long>, CancellationToken, ValueTask<TransferEvent>> transfer)
{
    /// <summary>After so many bytes of one copy something is said of it.</summary>
    private const long Step = 4 << 20;

    private readonly Lock _lock = new();
    private readonly ServerFaults _faults = new();
    private TransferTotals _totals = new();
    private volatile TransferFault? _end;

    public async Task RunAsync(
        IReadOnlyList<ObjectTransfer> transfers,
        ChannelWriter<TransferEvent> events,
        CancellationToken cancellationToken)
    {
        await TellAsync(new TransferPlanned(transfers.Count, transfers.Sum(one => one.Length)), events);
        var firsts = transfers.DistinctBy(targetOf, places).ToList();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Parallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            firsts, parallel, (one, token) => TellAsync(one, options.Overwrite, events, token));
        foreach (var second in transfers.Except(firsts, ReferenceEqualityComparer.Instance).Cast<ObjectTransfer>())
            await TellAsync(second, overwrite: false, events, cancellationToken);
        await TellAsync(new TransferFinished(_totals), events);
    }

    private async ValueTask TellAsync(
        ObjectTransfer one, bool overwrite, ChannelWriter<TransferEvent> events, CancellationToken cancellationToken)
    {
        var happened = await TryAsync(one, overwrite, events, cancellationToken);
        lock (_lock)
            _totals = _totals.With(happened);
        await TellAsync(happened, events);
    }

    /// <summary>Waits for who listens; not cancelled, so that what was done is told.</summary>
    private static ValueTask TellAsync(TransferEvent happened, ChannelWriter<TransferEvent> events)
        => events.WriteAsync(happened, CancellationToken.None);

    private async ValueTask<TransferEvent> TryAsync(
        ObjectTransfer one, bool overwrite, ChannelWriter<TransferEvent> events, CancellationToken cancellationToken)
    {
        if (one.Fault is not null)
            return new ObjectNotTransferred(one, one.Fault);
        if (_end is { } end)
        {
            return new ObjectNotTransferred(one, end with { Reason = $"not tried, as before it: {end.Reason}" })
            {
                IsTried = false,
            };
        }
        try
        {
            var happened = await transfer(one, overwrite, Counter(one, events), cancellationToken);
            _faults.Succeeded();
            return happened;
        }
        catch (ObjectStoreException failure)
        {
            var fault = TransferFault.Of(failure);
            return Failed(one, failure.IsServerFault && _faults.IsOneTooMany()
                ? fault with { ConcernsAll = true }
                : fault);
        }
        // ArgumentException: what is no path at all.
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or DicomException or ArgumentException)
        {
            var isAbout = exception.Message.Contains(one.FilePath, StringComparison.Ordinal);
            return Failed(one, new TransferFault(
                TransferFailure.LocalFile, isAbout ? exception.Message : $"{one.FilePath}: {exception.Message}")
            {
                ConcernsAll = exception is IOException io && FileObjectStore.IsFull(io),
            });
        }
    }

    private ObjectNotTransferred Failed(ObjectTransfer one, TransferFault fault)
    {
        if (fault.ConcernsAll)
            _end ??= fault;
        return new ObjectNotTransferred(one, fault);
    }

    private static Action<long> Counter(ObjectTransfer one, ChannelWriter<TransferEvent> events)
    {
        var untold = 0L;
        return bytes =>
        {
            // Where nobody listens just now it is told with what comes next.
            if (Interlocked.Add(ref untold, bytes) >= Step && Interlocked.Exchange(ref untold, 0) is > 0 and var count
                && !events.TryWrite(new TransferProgressed(one, count)))
            {
                Interlocked.Add(ref untold, count);
            }
        };
    }
}
