using PxSharp.ObjectStores.Transfers;

namespace PxSharp.PfStorage;

/// <summary>How an action ended; its answer has been written.</summary>
/// <param name="Error">One plain line; null when all was done.</param>
/// <param name="Failure">
/// What kind of failure left nothing done; null where nothing was found, or some was done and some not.
/// </param>
public readonly record struct PfStorageResult(string? Error, TransferFailure? Failure = null)
{
    /// <summary>Whether all was done; <c>status</c> in the answer.</summary>
    public bool Succeeded => Error is null;
}
