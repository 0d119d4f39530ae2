using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>How storing an instance ended, for the C-STORE response.</summary>
/// <param name="Status">The status to answer.</param>
/// <param name="ErrorComment">(0000,0902), cut to 64 characters; null for none.</param>
public readonly record struct StoreResult(DimseStatus Status, string? ErrorComment = null)
{
    /// <summary>0000: it is kept for good.</summary>
    public static StoreResult Success => new(DimseStatus.Success);

    /// <summary>A result without a comment.</summary>
    public static implicit operator StoreResult(DimseStatus status) => new(status);

    /// <summary>A result without a comment.</summary>
    public static StoreResult FromDimseStatus(DimseStatus status) => new(status);

    /// <summary>The status that tells a peer why an instance could not be kept.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <returns>
    /// A700 when there is no room on the disk or in memory, C000 for a data set that cannot be read, 0110 for all else;
    /// a <see cref="DimseFailureException"/> brings its own.
    /// </returns>
    /// <remarks>
    /// PS3.4 B.2.3, PS3.7 C.5. The comment has no path of ours in it: those are none of a peer's business.
    /// </remarks>
    public static StoreResult FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            DimseFailureException failure => new StoreResult(failure.Status, failure.ErrorComment),
            DicomException broken => new StoreResult(DimseStatus.CannotUnderstand, broken.Message),
            IOException full when IsDiskFull(full) =>
                new StoreResult(DimseStatus.OutOfResources, "no room left in the storage"),
            OutOfMemoryException => new StoreResult(DimseStatus.OutOfResources, "out of memory"),
            UnauthorizedAccessException =>
                new StoreResult(DimseStatus.ProcessingFailure, "the storage may not be written"),
            IOException => new StoreResult(DimseStatus.ProcessingFailure, "the storage failed"),
            _ => new StoreResult(DimseStatus.ProcessingFailure, exception.GetType().Name),
        };
    }

    /// <summary>Whether the disk is full, or the quota or the size limit of a file is reached.</summary>
    private static bool IsDiskFull(IOException exception)
    {
        var code = exception.HResult & 0xFFFF;
        if (OperatingSystem.IsWindows())
            return code is 0x70 or 0x27 or 0x50F;
        // ENOSPC, EFBIG, and EDQUOT, which differs.
        return code is 28 or 27 || code == (OperatingSystem.IsMacOS() ? 69 : 122);
    }
}
