namespace PxSharp.ObjectStores.Transfers;

/// <summary>All has been tried that could be.</summary>
/// <param name="Totals">What came of it.</param>
public sealed record TransferFinished(TransferTotals Totals) : TransferEvent;
