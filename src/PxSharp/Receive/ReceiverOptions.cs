using System.Net.Sockets;
using PxSharp.Network.Server;
using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>What a <see cref="Receiver"/> listens on and where it puts what it gets.</summary>
public sealed record ReceiverOptions
{
    /// <summary>The data root: pypx's <c>BASEMOUNT/data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// Where to announce that a receiver runs: pypx's --db, <c>BASEMOUNT/log</c>; null to announce it nowhere.
    /// </summary>
    public string? DatabaseDirectory { get; init; }

    /// <summary>
    /// Port, AE title, whom to let in, time-outs. <see cref="DicomServerOptions.Store"/> is set by the receiver.
    /// </summary>
    public DicomServerOptions Server { get; init; } = new();

    /// <summary>
    /// A TCP socket that listens already, such as systemd hands over, to accept on instead of a port of the server's
    /// options; becomes the receiver's. Null to make one.
    /// </summary>
    public Socket? Listener { get; init; }

    /// <summary>
    /// Whether xinetd, systemd or the like starts a receiver whenever a peer calls: then one counts as running in
    /// <see cref="DatabaseDirectory"/> also while none is. Default: no.
    /// </summary>
    public bool IsStartedOnDemand { get; init; }

    /// <summary>The paths under the data root. Default: pypx's.</summary>
    public PathLayout Layout { get; init; } = PathLayout.Default;

    /// <summary>What an acknowledged instance survives. Default: the loss of power.</summary>
    public Durability Durability { get; init; } = Durability.Disk;

    /// <summary>How often a receiver that found another one announced looks whether that has ended.</summary>
    internal TimeSpan AnnounceInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Told what happens, on the thread where it happens, from several at once: must be quick and not throw.
    /// </summary>
    public Action<ReceiveEvent>? OnEvent { get; init; }
}
