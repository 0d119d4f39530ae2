using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Pacs;

namespace PxSharp.Retrieve;

/// <summary>Runs C-MOVE or C-GET requests, and gives them up when the PACS neither says nor sends anything.</summary>
/// <param name="connection">The association to use.</param>
/// <param name="destination">The AE title to send to; null for C-GET.</param>
/// <param name="handler">Takes the instances of a C-GET.</param>
/// <param name="options">How long silence may last.</param>
internal sealed class Exchange(
    PacsConnection connection, string? destination, IStoreHandler? handler, RetrieveOptions options)
{
    private readonly Lock _guard = new();
    private CancellationTokenSource? _silence;

    /// <summary>Something came: the PACS is alive.</summary>
    internal void NoteActivity()
    {
        connection.Succeeded();
        NoteBytes();
    }

    /// <summary>Runs one request to its last response.</summary>
    /// <exception cref="DicomNetworkException">The association was lost for good.</exception>
    internal async Task<MoveOutcome> RunAsync(
        DicomDataset identifier, Action<MoveResponse> onProgress, CancellationToken cancellationToken)
    {
        var association = await connection.OpenAsync(cancellationToken);
        using var alive = new CancellationTokenSource(options.SilenceTimeout, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(alive.Token, cancellationToken);
        SetSilence(alive);
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
                Loss = $"the PACS neither said nor sent anything for {options.SilenceTimeout.TotalSeconds:0.###} s; look into its log",
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
        Action<MoveResponse> onProgress,
        CancellationToken cancellationToken)
    {
        var responses = destination is null
            ? association.GetAsync(identifier, new WatchedStore(handler!, NoteBytes), cancellationToken)
            : association.MoveAsync(destination, identifier, cancellationToken);
        await foreach (var response in responses.WithCancellation(cancellationToken))
        {
            NoteActivity();
            onProgress(response);
            if (!response.Status.IsPending)
            {
                return MoveOutcome.Of(response);
            }
        }
        return new MoveOutcome { Loss = "the PACS ended the request without a last response" };
    }

    private void NoteBytes()
    {
        lock (_guard)
        {
            _silence?.CancelAfter(options.SilenceTimeout);
        }
    }

    private void SetSilence(CancellationTokenSource? source)
    {
        lock (_guard)
        {
            _silence = source;
        }
    }
}
