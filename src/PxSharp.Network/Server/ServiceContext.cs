using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Network.Server;

/// <summary>What a service needs to answer one request.</summary>
/// <param name="Options">The server's options.</param>
/// <param name="Association">Where the request came in.</param>
/// <param name="Writer">Sends the responses.</param>
/// <param name="Message">The request.</param>
/// <param name="IdentifierBytes">Its data set; empty when there is none.</param>
internal sealed record ServiceContext(
    DicomServerOptions Options,
    Association Association,
    DimseWriter Writer,
    DimseMessage Message,
    ReadOnlyMemory<byte> IdentifierBytes)
{
    private TransferSyntax TransferSyntax => TransferSyntax.Of(Message.Context.TransferSyntax!);

    internal DimseCommand Request => Message.Command;

    /// <summary>The identifier.</summary>
    /// <exception cref="DimseFailureException">There is none, or it cannot be read.</exception>
    internal DicomDataset ReadIdentifier()
    {
        try
        {
            if (Request.HasDataset)
                return DicomDatasetReader.Read(IdentifierBytes, TransferSyntax);
        }
        catch (DicomException exception)
        {
            throw new DimseFailureException(DimseStatus.DataSetDoesNotMatchSOPClass, exception.Message, exception);
        }
        throw new DimseFailureException(DimseStatus.DataSetDoesNotMatchSOPClass, "no identifier");
    }

    internal Task RespondAsync(DimseCommand response, DicomDataset? identifier = null)
    {
        // Not in one conditional expression: there, null becomes memory that is empty, which is a data set of no bytes.
        if (identifier is null)
            return Writer.SendAsync(Message.Context.Id, response);
        return Writer.SendAsync(Message.Context.Id, response, DicomDatasetWriter.ToArray(identifier, TransferSyntax));
    }

    /// <summary>
    /// Whether an exception is a handler's, to be answered with a status, rather than the end of the association.
    /// </summary>
    internal bool CanAnswer(Exception exception, CancellationToken associationEnd) =>
        exception is not AbortAssociationException && !associationEnd.IsCancellationRequested
        && Association.State == UpperLayerState.Sta6 && !Writer.IsBroken;

    /// <summary>What to answer to a handler's exception.</summary>
    internal static StoreResult ResultOf(Exception exception, CancellationToken cancelled) =>
        exception is OperationCanceledException && cancelled.IsCancellationRequested
            ? DimseStatus.Cancel
            : HandlerFailure.OfQuery(exception);

    internal Task RespondAsync(StoreResult result) => RespondAsync(Request.Respond(result.Status, result.ErrorComment));

    internal RetrieveRequest ToRetrieveRequest(DicomDataset identifier) => new(
        Message.Context.AbstractSyntax,
        identifier,
        Request.MoveDestination,
        Association.Agreement.CallingAETitle,
        Association.Agreement.CalledAETitle,
        Association.RemoteAddress,
        Request.MessageId!.Value);
}
