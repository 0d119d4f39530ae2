using System.Net;
using PxSharp.Network.Associations;
using PxSharp.Network.Services;

namespace PxSharp.Network.Server;

/// <summary>Where to listen, whom to let in, what to serve, and how long to wait. Every time-out is finite.</summary>
public sealed record DicomServerOptions
{
    /// <summary>The address to listen on. Default: every one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>The TCP port to listen on; 0 for any free one, which <see cref="DicomServer.Port"/> tells.</summary>
    public int Port { get; init; }

    /// <summary>Our own AE title; also the calling one of the associations that a C-MOVE opens.</summary>
    public string AETitle { get; init => field = Network.AETitle.Normalize(value); } = "PXSHARP";

    /// <summary>Whether an association that calls another AE title is rejected. Default: no.</summary>
    public bool RequireCalledAETitle { get; init; }

    /// <summary>The calling AE titles to let in; null for all.</summary>
    public IReadOnlyCollection<string>? AcceptedCallingAETitles { get; init; }

    /// <summary>A last word on each association request; null accepts all that passed the other checks.</summary>
    public Func<AssociationRequest, AssociationDecision>? OnAssociationRequest { get; init; }

    /// <summary>How many associations may be open at once; one more is rejected as transient. Default 100.</summary>
    /// <remarks>
    /// Some more connections may wait for their answer. When there is no room for another one, the oldest that has sent
    /// no A-ASSOCIATE-RQ, or was rejected and does not close, is closed; an association never is.
    /// </remarks>
    public int MaximumAssociations { get; init => field = Positive(value); } = 100;

    /// <summary>How many of them one peer address may have. Default: as many as there may be.</summary>
    public int MaximumAssociationsPerPeer { get; init => field = Positive(value); } = int.MaxValue;

    /// <summary>Takes instances; null refuses storage contexts.</summary>
    public IStoreHandler? Store { get; init; }

    /// <summary>Answers queries; null refuses them.</summary>
    public IFindHandler? Find { get; init; }

    /// <summary>Serves C-MOVE; null refuses it.</summary>
    public IMoveHandler? Move { get; init; }

    /// <summary>Serves C-GET; null refuses it.</summary>
    public IGetHandler? Get { get; init; }

    /// <summary>
    /// UIDs of the storage SOP classes to take; null for any that is not known to be another service, unknown ones too.
    /// </summary>
    public IReadOnlyCollection<string>? StorageSOPClasses { get; init; }

    /// <summary>
    /// UIDs of the transfer syntaxes to prefer for storage, best first; the first proposed one wins where none of them
    /// is
    /// proposed. Default: none, so that the requestor's order counts.
    /// </summary>
    public IReadOnlyList<string> PreferredTransferSyntaxes { get; init; } = [];

    /// <summary>
    /// Whether storage is taken in the preferred transfer syntaxes only. Default: in any, as bytes go straight through.
    /// </summary>
    public bool OnlyPreferredTransferSyntaxes { get; init; }

    /// <summary>
    /// How long a new connection may take to send its A-ASSOCIATE-RQ, and the peer to close after we rejected, aborted
    /// or
    /// answered its release (ARTIM). Default 30 s.
    /// </summary>
    /// <remarks>PS3.8 9.1.5.</remarks>
    public TimeSpan AssociationTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(AssociationTimeout));
    } = TimeSpan.FromSeconds(30);

    /// <summary>How long an association may lie idle between messages. Default 10 min.</summary>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(IdleTimeout));
    } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long the peer may be silent in the midst of a message, or take nothing of what we send. Default 60 s.
    /// </summary>
    public TimeSpan DimseTimeout
    {
        get;
        init => field = FiniteTime.Check(value, nameof(DimseTimeout));
    } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest P-DATA-TF that we take, in bytes without its header, 4 KiB to 1 MiB. Default 256 KiB.
    /// </summary>
    /// <remarks>PS3.8 D.1.1.</remarks>
    public int MaximumLength
    {
        get;
        init => field = PduLimits.CheckMaximumLength(value);
    } = PduLimits.DefaultMaximumLength;

    /// <summary>The longest identifier of a query that we take, in bytes. Default 16 MiB.</summary>
    public int MaximumIdentifierLength { get; init => field = Positive(value); } = 16 << 20;

    /// <summary>
    /// Told what happens to associations; called on the association's own thread, must be quick. Null for nobody.
    /// </summary>
    public Action<AssociationEvent>? OnEvent { get; init; }

    private static int Positive(int value) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a limit is at least 1");
}
