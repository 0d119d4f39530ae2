using System.Collections.Concurrent;
using PxSharp.Dicom;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using PxSharp.Simulator.Archive;
using PxSharp.Simulator.Services;

namespace PxSharp.Simulator;

/// <summary>
/// A PACS in this process: C-ECHO, C-STORE, and C-FIND, C-MOVE and C-GET in Study Root and Patient Root, over real
/// associations on a TCP port. For demonstrations, and for tests of whatever talks to a PACS.
/// </summary>
/// <example>
/// <code>
/// await using var pacs = await SimulatedPacs.StartAsync(new() { Instances = SyntheticArchive.Create().Instances });
/// pacs.AddDestination("WORKSTATION", "127.0.0.1", 11112);
/// // query and retrieve at 127.0.0.1, pacs.Port, pacs.AETitle ...
/// </code>
/// </example>
public sealed class SimulatedPacs : IAsyncDisposable
{
    private readonly SimulatedPacsOptions _options;
    private readonly ConcurrentDictionary<string, MoveDestination> _destinations;
    private readonly LateSender _lateSender;
    private readonly DicomServer _server;
    private volatile FaultPlan _plan;

    private SimulatedPacs(SimulatedPacsOptions options)
    {
        _options = options;
        _plan = new FaultPlan(options.Faults);
        _destinations = new ConcurrentDictionary<string, MoveDestination>(options.Destinations);
        _lateSender = new LateSender(options.AETitle);
        foreach (var instance in options.Instances)
            Archive.Add(instance);
        var retrieve = new RetrieveService(this, _lateSender, options.RelationalQueries);
        var server = new DicomServerOptions
        {
            Address = options.Address,
            Port = options.Port,
            AETitle = options.AETitle,
            RequireCalledAETitle = options.RequireCalledAETitle,
            AcceptedCallingAETitles = options.AcceptedCallingAETitles,
            OnAssociationRequest = _ => _plan.TakeRejection() is { } rejection
                ? AssociationDecision.Reject(rejection)
                : AssociationDecision.Accept,
            Store = new StoreService(this, options.Folder),
            Find = new FindService(this, options.RelationalQueries),
            Move = retrieve,
            Get = retrieve,
        };
        _server = new DicomServer(options.ConfigureServer?.Invoke(server) ?? server);
    }

    /// <summary>The AE title of the PACS.</summary>
    public string AETitle => _options.AETitle;

    /// <summary>The TCP port that it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>What it holds; instances may be added and taken out at any time.</summary>
    public PacsArchive Archive { get; } = new();

    /// <summary>What it does wrong. Setting it starts all counts of faults anew.</summary>
    public Faults Faults
    {
        get => _plan.Faults;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _plan = new FaultPlan(value);
        }
    }

    /// <summary>The queries that it got, in the order they came; for assertions on what a client asks.</summary>
    public IReadOnlyCollection<FindRequest> Queries => ReceivedQueries;

    /// <summary>The C-MOVE and C-GET requests that it got, in the order they came.</summary>
    public IReadOnlyCollection<RetrieveRequest> Retrievals => ReceivedRetrievals;

    internal FaultPlan Plan => _plan;

    internal ConcurrentQueue<FindRequest> ReceivedQueries { get; } = new();

    internal ConcurrentQueue<RetrieveRequest> ReceivedRetrievals { get; } = new();

    /// <summary>Starts a PACS, which listens when this returns.</summary>
    /// <param name="options">How it is; null for an empty one on a free port.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken, or not ours to take.</exception>
    /// <exception cref="DicomException">A file of <see cref="SimulatedPacsOptions.Folder"/> is not DICOM.</exception>
    /// <exception cref="IOException">The folder cannot be read or made.</exception>
    public static async Task<SimulatedPacs> StartAsync(
        SimulatedPacsOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedPacsOptions();
        var pacs = new SimulatedPacs(options);
        try
        {
            if (options.Folder is { } folder)
            {
                Directory.CreateDirectory(folder);
                foreach (var file in Directory.EnumerateFiles(folder, "*.dcm").Order(StringComparer.Ordinal))
                    pacs.Archive.AddFile(file);
            }
            await pacs._server.StartAsync(cancellationToken).ConfigureAwait(false);
            return pacs;
        }
        catch
        {
            await pacs.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a move destination known, or moves it.</summary>
    public void AddDestination(string aeTitle, string host, int port) =>
        _destinations[aeTitle] = new MoveDestination(host, port);

    /// <summary>Forgets a move destination; says whether it was known.</summary>
    public bool RemoveDestination(string aeTitle) => _destinations.TryRemove(aeTitle, out _);

    /// <summary>Stops at once; open associations are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lateSender.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    internal MoveDestination? FindDestination(string aeTitle) =>
        _plan.Faults.NoDestinations ? null : _destinations.GetValueOrDefault(aeTitle);
}
