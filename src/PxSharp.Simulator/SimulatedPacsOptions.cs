using System.Net;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using PxSharp.Simulator.Archive;

namespace PxSharp.Simulator;

/// <summary>Where a <see cref="SimulatedPacs"/> listens, what it holds at first, and how it behaves.</summary>
public sealed record SimulatedPacsOptions
{
    /// <summary>The AE title of the PACS. Default <c>SIMPACS</c>.</summary>
    public string AETitle { get; init; } = "SIMPACS";

    /// <summary>The address to listen on. Default: loopback only.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0, the default, for any free one, which <see cref="SimulatedPacs.Port"/> tells.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What the PACS holds, for example the <see cref="SyntheticArchive.Instances"/> of a synthetic archive. More can
    /// come by C-STORE, or by <see cref="SimulatedPacs.Archive"/>.
    /// </summary>
    public IEnumerable<IArchivedInstance> Instances { get; init; } = [];

    /// <summary>Where received instances are kept, one Part 10 file each; null, the default: in memory.</summary>
    /// <remarks>Made when it is not there; the <c>*.dcm</c> files that are there are held from the start.</remarks>
    public string? Folder { get; init; }

    /// <summary>The move destinations that are known from the start, by their AE titles.</summary>
    public IReadOnlyDictionary<string, MoveDestination> Destinations { get; init; } =
        new Dictionary<string, MoveDestination>();

    /// <summary>Whether only calls to <see cref="AETitle"/> are accepted. Default: yes, as most PACS do.</summary>
    public bool RequireCalledAETitle { get; init; } = true;

    /// <summary>The calling AE titles that are accepted; null, the default: all.</summary>
    public IReadOnlyCollection<string>? AcceptedCallingAETitles { get; init; }

    /// <summary>Whether queries and retrieves may leave out the unique keys of the levels above. Default: no.</summary>
    /// <remarks>PS3.4 C.4.1.3.2.1; without it such a query is answered A900.</remarks>
    public bool RelationalQueries { get; init; }

    /// <summary>What the PACS does wrong from the start.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>A last change to the options of the server underneath, such as its time-outs; null for none.</summary>
    public Func<DicomServerOptions, DicomServerOptions>? ConfigureServer { get; init; }
}
