using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>The status that tells a peer what went wrong in a handler.</summary>
internal static class HandlerFailure
{
    /// <summary>For a C-FIND, C-MOVE or C-GET.</summary>
    /// <remarks>PS3.4 C.4.</remarks>
    internal static StoreResult OfQuery(Exception exception) => exception switch
    {
        DimseFailureException failure => new StoreResult(failure.Status, failure.ErrorComment),
        DicomException broken => new StoreResult(DimseStatus.DataSetDoesNotMatchSOPClass, broken.Message),
        OutOfMemoryException => new StoreResult(DimseStatus.OutOfResources, "out of memory"),
        _ => new StoreResult(DimseStatus.CannotUnderstand, exception.GetType().Name),
    };

    /// <summary>Whether an exception ends the association, so that no status can be answered.</summary>
    internal static bool EndsAssociation(Exception exception, CancellationToken associationEnd) =>
        exception is AbortAssociationException
            || (exception is OperationCanceledException && associationEnd.IsCancellationRequested);
}
