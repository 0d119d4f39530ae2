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
}
