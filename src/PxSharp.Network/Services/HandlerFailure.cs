using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>The status that tells a peer what went wrong in a handler.</summary>
internal static class HandlerFailure
{
    private const int PosixNoSpace = 28;
    private const int PosixQuotaExceeded = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>For a C-STORE.</summary>
    /// <remarks>PS3.4 B.2.3.</remarks>
    internal static StoreResult OfStore(Exception exception) => exception switch
    {
        DimseFailureException failure => new StoreResult(failure.Status, failure.ErrorComment),
        DicomException broken => new StoreResult(DimseStatus.CannotUnderstand, broken.Message),
        IOException full when IsFull(full) => new StoreResult(DimseStatus.OutOfResources, "disk full"),
        OutOfMemoryException => new StoreResult(DimseStatus.OutOfResources, "out of memory"),
        _ => new StoreResult(DimseStatus.ProcessingFailure, exception.GetType().Name),
    };

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

    private static bool IsFull(IOException exception) =>
        exception.HResult is PosixNoSpace or PosixQuotaExceeded or WindowsHandleDiskFull or WindowsDiskFull;
}
