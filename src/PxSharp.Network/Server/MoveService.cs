using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Server;

/// <summary>Serves a C-MOVE: sends the instances to the destination on associations of our own.</summary>
/// <remarks>PS3.4 C.4.2.3.</remarks>
internal static class MoveService
{
    private const int MaximumContexts = 128;

    /// <param name="context">The request.</param>
    /// <param name="handler">Who knows the destinations and the instances.</param>
    /// <param name="cancelled">The peer's C-CANCEL, or the end of the association.</param>
    /// <param name="associationEnd">The end of the association.</param>
    internal static async Task RunAsync(
        ServiceContext context, IMoveHandler handler, CancellationToken cancelled, CancellationToken associationEnd)
    {
        MoveDestination? destination;
        RetrieveRequest request;
        IReadOnlyList<StoreSource> sources;
        try
        {
            request = context.ToRetrieveRequest(context.ReadIdentifier());
            destination = request.MoveDestination is { Length: > 0 } title
                ? await handler.FindDestinationAsync(title, cancelled)
                : null;
            if (destination is null)
                throw new DimseFailureException(
                    DimseStatus.MoveDestinationUnknown, $"Move Destination {request.MoveDestination} unknown");
            sources = await handler.SelectAsync(request, cancelled);
        }
        catch (Exception exception) when (context.CanAnswer(exception, associationEnd))
        {
            await context.RespondAsync(ServiceContext.ResultOf(exception, cancelled));
            return;
        }
        var responses = new RetrieveResponses(context, handler, request);
        var counts = new SubOperations(sources.Count);
        string? comment = null;
        foreach (var batch in Batches(sources))
        {
            comment ??= await SendAsync(context, destination, batch, counts, responses, cancelled);
            if (cancelled.IsCancellationRequested)
                break;
        }
        associationEnd.ThrowIfCancellationRequested();
        await responses.SendAsync(
            counts.Final(context.Request, cancelled.IsCancellationRequested, comment), counts.Failed);
    }

    /// <summary>
    /// Sends what one association has contexts for; another is made when it breaks, until one cannot be made.
    /// </summary>
    /// <returns>The first thing that went wrong; null for nothing.</returns>
    private static async Task<string?> SendAsync(
        ServiceContext context,
        MoveDestination destination,
        List<StoreSource> batch,
        SubOperations counts,
        RetrieveResponses responses,
        CancellationToken cancelled)
    {
        string? comment = null;
        DicomClient? client = null;
        var isUnreachable = false;
        var originator = new MoveOriginator(
            context.Association.Agreement.CallingAETitle, context.Request.MessageId!.Value);
        try
        {
            foreach (var source in batch)
            {
                if (cancelled.IsCancellationRequested)
                    break;
                DimseStatus? status = null;
                try
                {
                    if (client is not { IsOpen: true } && !isUnreachable)
                    {
                        if (client is not null)
                            await client.DisposeAsync();
                        client = null;
                        client = await ConnectAsync(context, destination, batch, cancelled);
                    }
                    if (client is not null)
                    {
                        var response = await client.StoreAsync(
                            source with { MoveOriginator = originator }, CancellationToken.None);
                        status = response.Status;
                        comment ??= status is { IsFailure: true } ? response.ErrorComment ?? $"status {status}" : null;
                    }
                }
                catch (Exception exception)
                    when (exception is not (OperationCanceledException or AbortAssociationException))
                {
                    isUnreachable = client is null;
                    comment ??= exception.Message;
                }
                counts.Count(source.SOPInstanceUID, status);
                await responses.SendAsync(counts.Pending(context.Request));
            }
            if (client is { IsOpen: true })
                await client.ReleaseAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The association was being made when the C-CANCEL came.
        }
        catch (Exception exception)
            when (exception is DicomNetworkException and not AbortAssociationException && client is { IsOpen: false })
        {
            // The release went wrong, behind the last instance.
        }
        finally
        {
            if (client is not null)
                await client.DisposeAsync();
        }
        return comment;
    }

    private static Task<DicomClient> ConnectAsync(
        ServiceContext context, MoveDestination destination, List<StoreSource> batch, CancellationToken cancelled)
    {
        var options = new AssociationOptions
        {
            Host = destination.Host,
            Port = destination.Port,
            CallingAETitle = context.Options.AETitle,
            CalledAETitle = context.Request.MoveDestination!,
            AssociationTimeout = context.Options.AssociationTimeout,
            DimseTimeout = context.Options.DimseTimeout,
        };
        // One transfer syntax a context: the bytes go as they are.
        var contexts = batch.Select(source => (source.SOPClassUID, source.TransferSyntaxUID)).Distinct()
            .Select(kind => new ProposedContext(kind.SOPClassUID, [kind.TransferSyntaxUID])).ToArray();
        return DicomClient.ConnectAsync(options, contexts, cancelled);
    }

    private static IEnumerable<List<StoreSource>> Batches(IReadOnlyList<StoreSource> sources)
    {
        var batch = new List<StoreSource>();
        var kinds = new HashSet<(string, string)>();
        foreach (var source in sources)
        {
            var kind = (source.SOPClassUID, source.TransferSyntaxUID);
            if (kinds.Count == MaximumContexts && !kinds.Contains(kind))
            {
                yield return batch;
                batch = [];
                kinds.Clear();
            }
            kinds.Add(kind);
            batch.Add(source);
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
