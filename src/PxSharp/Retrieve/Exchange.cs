using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Pacs;
using PxSharp.Storage;

namespace PxSharp.Retrieve;

/// <summary>Runs C-MOVE or C-GET requests, and gives them up when the PACS neither says nor sends anything.</summary>
/// <param name="connection">The association to use.</param>
/// <param name="destination">The AE title to send to; null for C-GET.</param>
/// <param name="handler">Takes the instances of a C-GET.</param>
/// <param name="options">How long silence may last.</param>
internal sealed class Exchange(
    PacsConnection connection, string? destination, IStoreHandler? handler, RetrieveOptions options)
{
    // So often it is looked whether bytes have come, in one time-out.
    private const int LooksPerTimeout = 4;

    private readonly TimeSpan _look = options.SilenceTimeout / LooksPerTimeout;
    private readonly Lock _guard = new();
    private CancellationTokenSource? _silence;
    private int _pauses;

    /// <summary>Something came: the PACS is alive.</summary>
    internal void NoteActivity()
    {
        connection.Succeeded();
        NoteBytes();
    }

    /// <summary>
    /// Those of some SOP classes whose instances a C-GET cannot bring, as the PACS accepted no context for them in
    /// which we receive; none for C-MOVE.
    /// </summary>
    internal async Task<IReadOnlyList<string>> FindUnreceivableAsync(
        IEnumerable<string> sopClasses, CancellationToken cancellationToken)
    {
        if (destination is not null)
        {
            return [];
        }
        var association = await connection.OpenAsync(cancellationToken);
        return [.. sopClasses.Where(one => !association.CanReceive(one))];
    }

    /// <summary>Silence does not count until <see cref="Resume"/>.</summary>
    internal void Pause()
    {
        lock (_guard)
        {
            _pauses++;
            _silence?.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Silence counts again, from now on.</summary>
    internal void Resume()
    {
        lock (_guard)
        {
            _pauses--;
        }
        NoteBytes();
    }

    /// <summary>Runs one request to its last response.</summary>
    /// <param name="identifier">What is asked for.</param>
    /// <param name="growth">Sees the bytes of a C-MOVE, which come to a receiver somewhere.</param>
    /// <param name="onProgress">Told of each response.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DicomNetworkException">The association was lost for good.</exception>
    internal async Task<MoveOutcome> RunAsync(
        DicomDataset identifier,
        IncomingGrowth growth,
        Func<MoveResponse, CancellationToken, ValueTask> onProgress,
        CancellationToken cancellationToken)
    {
        var association = await connection.OpenAsync(cancellationToken);
        using var alive = new CancellationTokenSource(Limit, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(alive.Token, cancellationToken);
        SetSilence(alive);
        await using var looking = destination is null ? null : StartLooking(growth);
        try
        {
            return await ReadAsync(association, identifier, onProgress, linked.Token);
        }
        catch (Exception e) when (alive.IsCancellationRequested && !cancellationToken.IsCancellationRequested
            && e is OperationCanceledException or DicomNetworkException)
        {
            await connection.DropAsync();
            return new MoveOutcome
            {
                Loss = $"the PACS neither said nor sent anything for {options.SilenceTimeout.TotalSeconds:0.###} s; "
                    + "look into its log",
            };
        }
        catch (DicomNetworkException e) when (e is not ContextNotAcceptedException)
        {
            await connection.LostAsync(e, cancellationToken);
            return new MoveOutcome { Loss = e.Message };
        }
        finally
        {
            SetSilence(null);
        }
    }

    private async Task<MoveOutcome> ReadAsync(
        IPacsAssociation association,
        DicomDataset identifier,
        Func<MoveResponse, CancellationToken, ValueTask> onProgress,
        CancellationToken cancellationToken)
    {
        var responses = destination is null
            ? association.GetAsync(identifier, new WatchedStore(handler!, NoteBytes), cancellationToken)
            : association.MoveAsync(destination, identifier, cancellationToken);
        await foreach (var response in responses.WithCancellation(cancellationToken))
        {
            NoteActivity();
            await onProgress(response, cancellationToken);
            if (!response.Status.IsPending)
            {
                return MoveOutcome.Of(response);
            }
        }
        return new MoveOutcome { Loss = "the PACS ended the request without a last response" };
    }

    // Bytes are seen up to one look late.
    private TimeSpan Limit => destination is null ? options.SilenceTimeout : options.SilenceTimeout + _look;

    private ITimer StartLooking(IncomingGrowth growth)
    {
        growth.HasGrown();
        return options.TimeProvider.CreateTimer(
            _ =>
            {
                if (growth.HasGrown())
                {
                    NoteBytes();
                }
            },
            null, _look, _look);
    }

    private void NoteBytes()
    {
        lock (_guard)
        {
            if (_pauses == 0)
            {
                _silence?.CancelAfter(Limit);
            }
        }
    }

    private void SetSilence(CancellationTokenSource? source)
    {
        lock (_guard)
        {
            _silence = source;
            if (_pauses > 0)
            {
                _silence?.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }
}
