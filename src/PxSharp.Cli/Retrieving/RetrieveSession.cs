using System.Net.Sockets;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Index;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Server;
using PxSharp.Paths;
using PxSharp.Receive;
using PxSharp.Retrieve;
using PxSharp.Storage;

namespace PxSharp.Cli.Retrieving;

/// <summary>A retriever with what it needs around it: the index, and whoever receives.</summary>
internal sealed class RetrieveSession : IAsyncDisposable
{
    private readonly AssociationOptions _peer;
    private readonly RetrieveOptions _options;
    private readonly IIndex _index;
    private readonly string _logDirectory;
    private Receiver? _receiver;
    private DataRoot? _dataRoot;
    private InstanceWriter? _writer;
    private volatile string? _refusal;
    private int _refused;

    private RetrieveSession(
        AssociationOptions peer, RetrieveOptions options, IIndex index, string logDirectory) =>
        (_peer, _options, _index, _logDirectory) = (peer, options, index, logDirectory);

    /// <summary>The tracking database.</summary>
    public IIndex Index => _index;

    /// <summary>The port on which this process receives; 0 when it does not.</summary>
    public int ReceiverPort => _receiver?.Port ?? 0;

    /// <summary>Why instances that came could not be stored here, in one line; null when all were.</summary>
    public string? Trouble => _refusal is { } reason
        ? $"{ShownValue.Count(_refused, "instance", "instances")} came but could not be stored: {reason}"
        : null;

    /// <summary>Opens the index and gets a receiver ready.</summary>
    /// <param name="peer">The PACS.</param>
    /// <param name="options">How to retrieve.</param>
    /// <param name="baseMount">Where files and index live.</param>
    /// <param name="receiving">How this process receives.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UsageException">There is nobody who could receive.</exception>
    public static async Task<RetrieveSession> OpenAsync(
        AssociationOptions peer,
        RetrieveOptions options,
        BaseMount baseMount,
        SessionOptions receiving,
        CancellationToken cancellationToken)
    {
        if (options.Method == RetrieveMethod.Move && receiving.ListenPort is null)
        {
            var running = RunningReceiver.Find(baseMount.LogDirectory) ?? throw new UsageException(
                $"nobody receives on {baseMount.LogDirectory}: start px listen --aet {peer.CallingAETitle} --port PORT "
                + $"--db {baseMount.LogDirectory}, or give --listen PORT, or --get");
            options = options with { MoveDestination = running.AETitle, DataDirectory = running.DataDirectory };
        }

        var index = SqliteIndex.Open(
            baseMount.LogDirectory,
            receiving.Durability,
            dataDirectory: options.DataDirectory ?? baseMount.DataDirectory);
        var session = new RetrieveSession(peer, options, index, baseMount.LogDirectory);
        try
        {
            await session.StartAsync(receiving, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Retrieves; the stream ends with <see cref="RetrieveFinished"/>.</summary>
    public IAsyncEnumerable<RetrieveEvent> RetrieveAsync(
        IReadOnlyList<RetrieveTarget> targets, CancellationToken cancellationToken) =>
        new Retriever(_peer, _index, _options, _writer).RetrieveAsync(targets, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync().ConfigureAwait(false);
        }

        _writer?.Dispose();
        _dataRoot?.Dispose();
        await _index.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartAsync(SessionOptions receiving, CancellationToken cancellationToken)
    {
        if (_options.Method == RetrieveMethod.Get)
        {
            _dataRoot = new DataRoot(_options.DataDirectory, receiving.Durability);
            _writer = new InstanceWriter(_dataRoot, _index, receiving.Layout, Note);
            await _writer.RecoverAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (receiving.ListenPort is { } port)
        {
            // Announced nowhere: it ends with this command, and who relied on it would lose it.
            _receiver = await StartReceiverAsync(
                new ReceiverOptions
                {
                    DataDirectory = _options.DataDirectory,
                    Server = new DicomServerOptions { AETitle = _peer.CallingAETitle, Port = port },
                    Layout = receiving.Layout ?? PathLayout.Default,
                    Durability = receiving.Durability,
                    OnEvent = Note,
                },
                _index,
                _logDirectory,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private void Note(ReceiveEvent happened)
    {
        if (happened is InstanceRefused { Status: { } status } refused
            && (status == DimseStatus.OutOfResources || status == DimseStatus.ProcessingFailure))
        {
            Interlocked.Increment(ref _refused);
            _refusal ??= refused.Reason;
        }
    }

    /// <summary>Starts a receiver; a port that cannot be had is told in one line.</summary>
    public static async Task<Receiver> StartReceiverAsync(
        ReceiverOptions options, IIndex index, string logDirectory, CancellationToken cancellationToken)
    {
        try
        {
            return await Receiver.StartAsync(options, index, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            var port = options.Server.Port;
            throw new CommandFailedException(ExitCode.NoConnection, exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => RunningReceiver.Find(logDirectory) is { ProcessId: > 0 } running
                    && running.Port == port
                    ? $"a px listen receives on port {port} for {logDirectory} already, "
                        + $"as {running.AETitle} (process {running.ProcessId})"
                        + (options.DatabaseDirectory is null ? "; it receives for this command without --listen" : "")
                    : $"port {port} is taken by another program; stop it or choose another port",
                SocketError.AccessDenied =>
                    $"port {port} is not for this user; ports below 1024 often need more rights",
                _ => $"cannot listen on port {port}: {exception.Message}",
            });
        }
    }
}
