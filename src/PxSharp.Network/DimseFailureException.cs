using PxSharp.Network.Dimse;

namespace PxSharp.Network;

/// <summary>Thrown by a handler that wants its request answered with a certain status.</summary>
public sealed class DimseFailureException : DicomNetworkException
{
    /// <summary>A failure to answer with.</summary>
    /// <param name="status">The status of the response.</param>
    /// <param name="errorComment">(0000,0902), cut to 64 characters; null for none.</param>
    /// <param name="cause">What went wrong; it is not sent.</param>
    public DimseFailureException(DimseStatus status, string? errorComment = null, Exception? cause = null)
        : base(errorComment ?? status.Describe(), cause)
    {
        Status = status;
        ErrorComment = errorComment;
    }

    /// <summary>The status of the response.</summary>
    public DimseStatus Status { get; }

    /// <summary>What (0000,0902) of the response says; null for none.</summary>
    public string? ErrorComment { get; }
}
