namespace PxSharp.Network.Associations;

/// <summary>Whom to call, by which names, and how long to wait. Every time-out is finite.</summary>
public sealed record AssociationOptions
{
    /// <summary>Host name or IP address of the peer.</summary>
    public required string Host { get; init => field = Present(value); }

    /// <summary>TCP port of the peer, 1 to 65535; 104 and 11112 are the registered ones.</summary>
    public required int Port
    {
        get;
        init => field = value is > 0 and <= 65535
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Port), value, "a TCP port lies between 1 and 65535");
    }

    /// <summary>Our own AE title.</summary>
    public string CallingAETitle { get; init => field = AETitle.Normalize(value); } = "PXSHARP";

    /// <summary>The peer's AE title.</summary>
    public string CalledAETitle { get; init => field = AETitle.Normalize(value); } = "ANY-SCP";

    /// <summary>How long the TCP connection may take to come about. Default 10 s.</summary>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(ConnectTimeout));
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long to wait for the peer's A-ASSOCIATE-AC or -RJ, and for it to close the connection after an abort
    /// (ARTIM).
    /// Default 30 s.
    /// </summary>
    /// <remarks>PS3.8 9.1.5.</remarks>
    public TimeSpan AssociationTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(AssociationTimeout));
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the peer may be silent while an answer is due; each response, pending ones too, starts it anew. Default
    /// 60 s.
    /// </summary>
    public TimeSpan DimseTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(DimseTimeout));
    } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the peer may be silent between two responses to a C-MOVE or C-GET; instances that come by C-GET start
    /// it anew too. Null (default): as <see cref="DimseTimeout"/>.
    /// </summary>
    /// <remarks>PS3.7 9.1.4.2 has pending responses optional: many PACS say nothing until all has been sent.</remarks>
    public TimeSpan? RetrieveTimeout
    {
        get;
        init => field = value is { } time ? FiniteTime.Check(time, nameof(RetrieveTimeout)) : null;
    }

    /// <summary>How long to wait for the peer's A-RELEASE-RP. Default 10 s.</summary>
    public TimeSpan ReleaseTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(ReleaseTimeout));
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long after a C-CANCEL to wait for the final response before the association is aborted. Default 5 s.
    /// </summary>
    /// <remarks>PS3.7 9.3.2.3: a C-CANCEL has no response of its own.</remarks>
    public TimeSpan CancelTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(CancelTimeout));
    } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest P-DATA-TF that we take, in bytes without its header, 4 KiB to 1 MiB. Default 256 KiB.
    /// </summary>
    /// <remarks>PS3.8 D.1.1.</remarks>
    public int MaximumLength
    {
        get;
        init => field = PduLimits.CheckMaximumLength(value);
    } = PduLimits.DefaultMaximumLength;

    /// <summary>
    /// The longest identifier (a C-FIND match, a list of failed UIDs) that we take, in bytes. Default 16 MiB.
    /// </summary>
    public int MaximumIdentifierLength
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaximumIdentifierLength));
    } = 16 << 20;

    /// <summary>What to say about the user; null for nothing.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>What to propose beyond the SOP classes themselves.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    private static string Present(string host) => string.IsNullOrWhiteSpace(host)
        ? throw new ArgumentException("a host name or IP address is needed", nameof(host))
        : host.Trim();
}
