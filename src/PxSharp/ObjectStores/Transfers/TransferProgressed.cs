namespace PxSharp.ObjectStores.Transfers;

/// <summary>A part of a large copy is made.</summary>
/// <param name="Transfer">Which one.</param>
/// <param name="Bytes">How many bytes were moved since this was last told of it.</param>
public sealed record TransferProgressed(ObjectTransfer Transfer, long Bytes) : TransferEvent;
