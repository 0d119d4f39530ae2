using System.Net;
using System.Net.Sockets;
using PxSharp.Index;
using PxSharp.Network.Server;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>
/// A running storage SCP: listens, writes what comes to its final place, records it, and tells of it.
/// </summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly ReceiverOptions _options;
    private readonly DataRoot _dataRoot;
    private readonly InstanceWriter _writer;
    private readonly DicomServer _server;
    private readonly CancellationTokenSource _end = new();
    private volatile ReceiverPresence? _presence;
    private Task _announcing = Task.CompletedTask;

    private Receiver(ReceiverOptions options, IIndex index)
    {
        _options = options;
        AETitle = options.Server.AETitle;
        _dataRoot = new DataRoot(options.DataDirectory, options.Durability);
        _writer = new InstanceWriter(_dataRoot, index, options.Layout, options.OnEvent);
        _server = new DicomServer(options.Server with
        {
            Store = _writer,
            OnEvent = association =>
            {
                options.Server.OnEvent?.Invoke(association);
                options.OnEvent?.Invoke(Translate(association));
            },
        });
    }

    /// <summary>Our own AE title: what a PACS must know as move destination.</summary>
    public string AETitle { get; }

    /// <summary>The TCP port that it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>The data root, as a full path.</summary>
    public string DataDirectory => _dataRoot.Path;

    /// <summary>
    /// Whether others can find this receiver; false when <see cref="ReceiverOptions.DatabaseDirectory"/> is null, while
    /// another receiver that came first runs on it, or when this user may not write there.
    /// </summary>
    public bool IsAnnounced => _presence is not null;

    /// <summary>
    /// Files of a process that was killed which have got their records at the start of this one: they had their final
    /// names, and no record yet.
    /// </summary>
    public int Recovered { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <param name="options">Where, and whereto.</param>
    /// <param name="index">Where instances are recorded; stays the caller's, and must outlive the receiver.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="SocketException">The port is taken, or not ours to take.</exception>
    /// <exception cref="IOException">The data root cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to the data root.</exception>
    public static async Task<Receiver> StartAsync(
        ReceiverOptions options, IIndex index, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var receiver = new Receiver(options, index);
        try
        {
            receiver.Recovered = await receiver._writer.RecoverAsync(cancellationToken);
            if (options.Listener is { } listener)
                receiver._server.Start(listener);
            else
                await receiver._server.StartAsync(cancellationToken);
            receiver.Announce(receiver.Port, runs: true);
            return receiver;
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    /// <summary>A receiver that does not listen itself: connections are handed to <see cref="ServeAsync"/>.</summary>
    /// <param name="options">Whereto; the port does not count.</param>
    /// <param name="index">Where instances are recorded; stays the caller's, and must outlive the receiver.</param>
    /// <exception cref="IOException">The data root cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to the data root.</exception>
    public static Receiver ForConnections(ReceiverOptions options, IIndex index)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Receiver(options, index);
    }

    /// <summary>Serves one association on a connection that was accepted elsewhere, to its end.</summary>
    /// <param name="connection">A connected TCP socket, as xinetd hands it over; becomes the receiver's.</param>
    public async Task ServeAsync(Socket connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Announce((connection.LocalEndPoint as IPEndPoint)?.Port ?? 0, runs: false);
        Recovered += await _writer.RecoverAsync(_end.Token);
        await _server.ServeAsync(connection);
    }

    /// <summary>Stops to listen, and lets associations finish for so long.</summary>
    public Task StopAsync(TimeSpan drain, CancellationToken cancellationToken = default)
        => _server.StopAsync(drain, cancellationToken);

    /// <summary>Stops at once; instances that are not whole yet leave nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _announcing;
        _presence?.Dispose();
        _end.Dispose();
        await _server.DisposeAsync();
        _writer.Dispose();
        _dataRoot.Dispose();
    }

    private void Announce(int port, bool runs)
    {
        if (_options.DatabaseDirectory is not { } directory)
            return;
        var receiver = new RunningReceiver(Environment.ProcessId, AETitle, port, DataDirectory);
        if (runs)
        {
            _presence = ReceiverPresence.TryAnnounce(directory, receiver);
            if (_presence is null)
                _announcing = AnnounceLaterAsync(directory, receiver, _end.Token);
        }
        if (_options.IsStartedOnDemand)
            ReceiverPresence.RecordOnDemand(directory, receiver with { ProcessId = 0 });
    }

    /// <summary>Waits for the receiver that is announced to end, and takes its place.</summary>
    private async Task AnnounceLaterAsync(string directory, RunningReceiver receiver, CancellationToken end)
    {
        using var timer = new PeriodicTimer(_options.AnnounceInterval);
        try
        {
            while (_presence is null && await timer.WaitForNextTickAsync(end))
                _presence = ReceiverPresence.TryAnnounce(directory, receiver);
        }
        catch (OperationCanceledException)
        {
            // This one ended before the other.
        }
    }

    private static ReceiveEvent Translate(AssociationEvent association) => association.Kind switch
    {
        AssociationEventKind.Opened => new AssociationOpened(
            association.AssociationId, association.CallingAETitle, association.RemoteAddress),
        AssociationEventKind.Released => new AssociationClosed(
            association.AssociationId, association.CallingAETitle, association.RemoteAddress, null),
        _ => new AssociationClosed(
            association.AssociationId, association.CallingAETitle, association.RemoteAddress,
            association.Reason ?? association.Kind.ToString()),
    };
}
