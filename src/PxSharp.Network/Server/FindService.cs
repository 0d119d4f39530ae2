using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Server;

/// <summary>Answers a C-FIND with the handler's matches.</summary>
/// <remarks>PS3.4 C.4.1.3.</remarks>
internal static class FindService
{
    /// <param name="context">The request.</param>
    /// <param name="handler">Who knows the matches.</param>
    /// <param name="cancelled">The peer's C-CANCEL, or the end of the association.</param>
    /// <param name="associationEnd">The end of the association.</param>
    internal static async Task RunAsync(
        ServiceContext context, IFindHandler handler, CancellationToken cancelled, CancellationToken associationEnd)
    {
        StoreResult result;
        try
        {
            var request = new FindRequest(
                context.Message.Context.AbstractSyntax,
                context.ReadIdentifier(),
                context.Association.Agreement.CallingAETitle,
                context.Association.Agreement.CalledAETitle,
                context.Association.RemoteAddress,
                context.Request.MessageId!.Value);
            await foreach (var match in handler.FindAsync(request, cancelled).WithCancellation(cancelled))
            {
                if (cancelled.IsCancellationRequested)
                    break;
                await context.RespondAsync(context.Request.Respond(DimseStatus.Pending), match);
            }
            result = cancelled.IsCancellationRequested ? DimseStatus.Cancel : DimseStatus.Success;
        }
        catch (Exception exception) when (context.CanAnswer(exception, associationEnd))
        {
            result = ServiceContext.ResultOf(exception, cancelled);
        }
        associationEnd.ThrowIfCancellationRequested();
        await context.RespondAsync(result);
    }
}
