namespace PxSharp.ObjectStores.Transfers;

/// <summary>Why a copy was not made.</summary>
/// <param name="Failure">What kind of failure it is.</param>
/// <param name="Reason">One plain line; it never holds a secret.</param>
public sealed record TransferFault(TransferFailure Failure, string Reason)
{
    /// <summary>Whether every other copy would fail in the same way.</summary>
    public bool ConcernsAll { get; init; }

    /// <summary>What a store failed with.</summary>
    public static TransferFault Of(ObjectStoreException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var kind = failure.Failure switch
        {
            ObjectStoreFailure.NotFound => TransferFailure.NotFound,
            ObjectStoreFailure.BadName => TransferFailure.BadName,
            ObjectStoreFailure.Denied => TransferFailure.Denied,
            ObjectStoreFailure.Full => TransferFailure.Full,
            ObjectStoreFailure.Unreachable => TransferFailure.Unreachable,
            ObjectStoreFailure.Corrupt => TransferFailure.Corrupt,
            ObjectStoreFailure.Source => TransferFailure.LocalFile,
            ObjectStoreFailure.Exists => TransferFailure.Exists,
            _ => TransferFailure.Refused,
        };
        return new TransferFault(kind, failure.Message) { ConcernsAll = failure.ConcernsWholeStore };
    }
}
