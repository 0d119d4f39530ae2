namespace PxSharp.ObjectStores.Transfers;

/// <summary>What came of many copies.</summary>
public sealed record TransferTotals
{
    /// <summary>Copies that were to be made.</summary>
    public long Objects => Transferred + AlreadyThere + Failed;

    /// <summary>Copies that were made now.</summary>
    public long Transferred { get; init; }

    /// <summary>Copies that were there before.</summary>
    public long AlreadyThere { get; init; }

    /// <summary>Copies that are not there, as far as is known.</summary>
    public long Failed { get; init; }

    /// <summary>Bytes of the copies that were made now.</summary>
    public long BytesTransferred { get; init; }

    /// <summary>How many failed in which way; none that did not occur.</summary>
    public IReadOnlyDictionary<TransferFailure, long> Failures { get; init; } = new Dictionary<TransferFailure, long>();

    /// <summary>Whether all copies are there.</summary>
    public bool IsComplete => Failed == 0;

    /// <summary>Whether there is none of them.</summary>
    public bool IsNothing => Failed > 0 && Failed == Objects;

    /// <summary>The same and one more.</summary>
    internal TransferTotals With(TransferEvent happened) => happened switch
    {
        ObjectTransferred { WasThere: true } => this with { AlreadyThere = AlreadyThere + 1 },
        ObjectTransferred done => this with
        {
            Transferred = Transferred + 1,
            BytesTransferred = BytesTransferred + done.Transfer.Length,
        },
        ObjectNotTransferred failed => this with
        {
            Failed = Failed + 1,
            Failures = new Dictionary<TransferFailure, long>(Failures)
            {
                [failed.Fault.Failure] = Failures.GetValueOrDefault(failed.Fault.Failure) + 1,
            },
        },
        _ => this,
    };
}
