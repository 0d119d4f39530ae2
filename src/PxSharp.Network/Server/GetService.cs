using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Server;

/// <summary>Serves a C-GET: sends the instances on the association that asked for them.</summary>
/// <remarks>PS3.4 C.4.3.3.</remarks>
internal static class GetService
{
    /// <param name="context">The request.</param>
    /// <param name="handler">Who knows the instances.</param>
    /// <param name="stores">Where the loop of the association puts the C-STORE responses.</param>
    /// <param name="cancelled">The peer's C-CANCEL, or the end of the association.</param>
    /// <param name="associationEnd">The end of the association.</param>
    internal static async Task RunAsync(
        ServiceContext context,
        IGetHandler handler,
        StoreResponses stores,
        CancellationToken cancelled,
        CancellationToken associationEnd)
    {
        RetrieveRequest request;
        IReadOnlyList<StoreSource> sources;
        try
        {
            request = context.ToRetrieveRequest(context.ReadIdentifier());
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
        foreach (var source in sources)
        {
            if (cancelled.IsCancellationRequested)
                break;
            var (status, why) = await SendAsync(context, source, stores, associationEnd);
            comment ??= why;
            counts.Count(source.SOPInstanceUID, status);
            await responses.SendAsync(counts.Pending(context.Request));
        }
        associationEnd.ThrowIfCancellationRequested();
        await responses.SendAsync(
            counts.Final(context.Request, cancelled.IsCancellationRequested, comment), counts.Failed);
    }

    private static async Task<(DimseStatus? Status, string? Comment)> SendAsync(
        ServiceContext context, StoreSource source, StoreResponses responses, CancellationToken associationEnd)
    {
        if (context.Association.Agreement.TryForRequest(source.SOPClassUID, source.TransferSyntaxUID) is not { } store)
            return (null, "no presentation context for an instance");
        var request = StoreCommand.Of(source, responses.NextMessageId());
        var response = responses.ExpectAsync(request.MessageId!.Value);
        try
        {
            var dataset = await source.OpenAsync(associationEnd);
            await using (dataset)
                await context.Writer.SendAsync(store.Id, request, dataset, associationEnd);
        }
        catch (Exception exception) when (context.CanAnswer(exception, associationEnd))
        {
            return (null, "an instance cannot be read");
        }
        var answer = await response.WaitAsync(context.Options.DimseTimeout, associationEnd);
        return (answer.Status, answer.ErrorComment);
    }
}
