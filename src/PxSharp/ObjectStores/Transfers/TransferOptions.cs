namespace PxSharp.ObjectStores.Transfers;

/// <summary>How copies are made.</summary>
public sealed record TransferOptions
{
    /// <summary>Copies under way at once, 1 to 64.</summary>
    public int Parallelism
    {
        get;
        init => field = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Parallelism), value, "it must be from 1 to 64");
    } = 8;

    /// <summary>Whether what is there with other content is replaced.</summary>
    public bool Overwrite { get; init; }
}
