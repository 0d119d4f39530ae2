namespace PxSharp.ObjectStores.Transfers;

/// <summary>A file of this machine and an object of a store: one is to become a copy of the other.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Name">The object.</param>
/// <param name="Length">The bytes of the one that is there.</param>
public sealed record ObjectTransfer(string FilePath, string Name, long Length)
{
    /// <summary>Why it cannot be done, as far as is known beforehand; null when nothing speaks against it.</summary>
    public TransferFault? Fault { get; init; }
}
