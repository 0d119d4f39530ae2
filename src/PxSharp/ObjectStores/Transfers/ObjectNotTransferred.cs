namespace PxSharp.ObjectStores.Transfers;

/// <summary>A copy is not there, as far as is known.</summary>
/// <param name="Transfer">Which one.</param>
/// <param name="Fault">Why.</param>
public sealed record ObjectNotTransferred(ObjectTransfer Transfer, TransferFault Fault) : TransferEvent
{
    /// <summary>Whether it was tried: false once everything fails in the same way.</summary>
    public bool IsTried { get; init; } = true;
}
