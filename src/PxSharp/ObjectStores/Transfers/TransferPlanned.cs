namespace PxSharp.ObjectStores.Transfers;

/// <summary>So much is to be done.</summary>
/// <param name="Objects">How many copies are to be made.</param>
/// <param name="Bytes">How many bytes they have together.</param>
public sealed record TransferPlanned(long Objects, long Bytes) : TransferEvent;
