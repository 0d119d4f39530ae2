namespace PxSharp.ObjectStores.Transfers;

/// <summary>A copy is there, whole, durable and with the right checksum.</summary>
/// <param name="Transfer">Which one.</param>
/// <param name="Checksum">Its MD5, in lower-case hexadecimal.</param>
/// <param name="WasThere">Whether it was there before, so that nothing was moved.</param>
public sealed record ObjectTransferred(ObjectTransfer Transfer, string? Checksum, bool WasThere) : TransferEvent;
