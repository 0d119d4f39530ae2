using System.Threading.Channels;
using PxSharp.Index;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.Cube.Registration;

/// <summary>
/// What the series of one run share: how much goes on at once, what has happened, and whether it is of use to go on.
/// </summary>
internal sealed class RegisterRun(
    CubeClient cube, IIndex? index, RegisterOptions options, TimeProvider time, ChannelWriter<RegisterEvent> events)
    : IDisposable
{
    private const int MostWaits = 3;

    private readonly SemaphoreSlim _requests = new(options.Parallelism);
    private readonly ServerFaults _faults = new();
    private volatile CubeException? _end;
    private volatile bool _isStorageShort;

    public CubeClient Cube => cube;

    public RegisterOptions Options => options;

    /// <summary>Does something with CUBE, with no more at once than was asked for.</summary>
    /// <exception cref="CubeException">It failed; or it is not tried, as everything fails.</exception>
    public async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> request, CancellationToken cancellationToken)
    {
        await _requests.WaitAsync(cancellationToken);
        try
        {
            if (_end is { } end)
                throw new CubeException(end.Failure, $"not tried, as before it: {end.Message}", end);
            var result = await request();
            _faults.Succeeded();
            return result;
        }
        catch (CubeException failure) when (_end is null)
        {
            if (failure.ConcernsWholeServer || (failure.IsServerFault && _faults.IsOneTooMany()))
                _end = failure;
            throw;
        }
        finally
        {
            _requests.Release();
        }
    }

    /// <summary>
    /// Whether to wait once more for a file that CUBE does not see in its storage. One that has not come in the end is
    /// enough: then CUBE looks elsewhere.
    /// </summary>
    public bool MayWaitForStorage(int waits)
    {
        if (waits >= MostWaits)
            _isStorageShort = true;
        return !_isStorageShort;
    }

    /// <summary>Waits twice as long each time.</summary>
    public Task WaitForStorageAsync(int waits, CancellationToken cancellationToken)
        => Task.Delay(options.StorageDelay * (1 << waits), time, cancellationToken);

    /// <summary>The instances of a series, with their paths, that this CUBE has by our record.</summary>
    public async ValueTask<IReadOnlySet<(string UID, string? Path)>> RecordedAsync(
        string seriesInstanceUID, CancellationToken cancellationToken)
    {
        var recorded = new HashSet<(string, string?)>();
        if (index is null)
            return recorded;
        await foreach (var delivery in index.ListDeliveriesOfSeriesAsync(seriesInstanceUID, cancellationToken))
        {
            if (delivery.Kind == DeliveryKind.Register && delivery.IsDelivered && delivery.Target == Target)
                recorded.Add((delivery.SOPInstanceUID, delivery.ObjectName));
        }
        return recorded;
    }

    /// <summary>CUBE has the file: records it, then tells it.</summary>
    public async ValueTask SucceedAsync(
        Candidate candidate, bool wasThere, bool isRecorded, CancellationToken cancellationToken)
    {
        if (!isRecorded)
            await RecordAsync(candidate, null, cancellationToken);
        foreach (var file in candidate.Files)
            await events.WriteAsync(new FileRegistered(file, candidate.Fields, wasThere), cancellationToken);
    }

    /// <summary>CUBE does not take the file: records it, then tells it.</summary>
    public async ValueTask FailAsync(
        Candidate candidate, CubeException failure, bool isRecorded, CancellationToken cancellationToken)
    {
        IReadOnlyList<CubeRefusal> reasons =
            failure.Refusals.Count > 0 ? failure.Refusals : [new CubeRefusal(null, failure.Message)];
        // What was registered once and cannot be asked for now is not unregistered by that.
        if (!isRecorded || failure.Failure == CubeFailure.Refused)
            await RecordAsync(candidate, string.Join("; ", reasons), cancellationToken);
        foreach (var file in candidate.Files)
        {
            await events.WriteAsync(
                new FileNotRegistered(file, candidate.Fields, reasons, failure), cancellationToken);
        }
    }

    public ValueTask TellAsync(RegisterEvent happened, CancellationToken cancellationToken)
        => events.WriteAsync(happened, cancellationToken);

    public void Dispose() => _requests.Dispose();

    private string Target => cube.Address.AbsoluteUri;

    private ValueTask RecordAsync(Candidate candidate, string? error, CancellationToken cancellationToken)
        => index is null || candidate.Fields.SOPInstanceUID.Length == 0
            ? ValueTask.CompletedTask
            : index.RecordDeliveryAsync(
                new DeliveryRecord
                {
                    SOPInstanceUID = candidate.Fields.SOPInstanceUID,
                    Kind = DeliveryKind.Register,
                    Target = Target,
                    ObjectName = candidate.Fields.Path,
                    At = time.GetUtcNow(),
                    Error = error,
                },
                cancellationToken);
}
