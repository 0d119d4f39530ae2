using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;
using PxSharp.Network.Transport;

namespace PxSharp.Network.Server;

/// <summary>
/// Listens for associations and serves C-ECHO, C-STORE, C-FIND, C-MOVE and C-GET by the handlers it is given.
/// </summary>
public sealed class DicomServer : IAsyncDisposable
{
    /// <summary>
    /// Connections above the limit of associations whose request is heard before they are rejected, so that the reason
    /// is the right one. Of more, the oldest that have sent nothing are given up; where there are none, the newest is
    /// rejected unheard, which costs little.
    /// </summary>
    private const int Antechamber = 32;

    /// <summary>Connections that may be turned away at once; one more is closed without a word.</summary>
    private const int MostTurnedAway = 1024;

    /// <summary>How long a peer that was turned away has to hang up.</summary>
    private static readonly TimeSpan TurnAwayTimeout = TimeSpan.FromSeconds(5);

    private readonly DicomServerOptions _options;
    private readonly AssociationAcceptor _acceptor;
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly ConcurrentDictionary<long, ServerAssociation> _associations = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _admission = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private long _lastId;
    private int _turnedAway;

    /// <summary>A server that does not listen yet.</summary>
    public DicomServer(DicomServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _acceptor = new AssociationAcceptor(options);
    }

    /// <summary>The TCP port that it listens on; 0 before <see cref="StartAsync"/>.</summary>
    public int Port { get; private set; }

    /// <summary>How many associations are open.</summary>
    public int OpenAssociations
    {
        get { lock (_admission) return _associations.Values.Count(association => association.IsAdmitted); }
    }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken, or not ours to take.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_listener is not null)
            throw new InvalidOperationException("the server was started before");
        _listener = new Socket(_options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(_options.Address, _options.Port));
            _listener.Listen(512);
        }
        catch
        {
            _listener.Dispose();
            _listener = null;
            throw;
        }
        Accept(_listener);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Begins to accept on a TCP socket that somebody else made to listen, such as systemd; it becomes the server's.
    /// </summary>
    /// <remarks>The address and port of the options do not count then.</remarks>
    public void Start(Socket listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        if (_listener is not null)
            throw new InvalidOperationException("the server was started before");
        _listener = listener;
        Accept(listener);
    }

    /// <summary>
    /// Serves one association on a connection that was accepted elsewhere, to its end; the socket becomes the server's.
    /// </summary>
    /// <remarks>The server need not listen. <see cref="StopAsync"/> ends it as it ends the others.</remarks>
    public Task ServeAsync(Socket connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Take(connection);
    }

    /// <summary>
    /// Stops to listen, lets open associations finish, and aborts those that have not when the limit is reached.
    /// </summary>
    /// <param name="drain">How long associations may take to finish.</param>
    /// <param name="cancellationToken">Ends the wait: what is still open is aborted at once.</param>
    public async Task StopAsync(TimeSpan drain, CancellationToken cancellationToken = default)
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener?.Dispose();
        try
        {
            await Task.WhenAll(_running.Values).WaitAsync(drain, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Their time is up.
        }
        foreach (var association in _associations.Values)
            association.Stop();
        await Task.WhenAll(_running.Values);
    }

    /// <summary>Stops at once, aborting what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _stop.Dispose();
    }

    private void Accept(Socket listener)
    {
        Port = (listener.LocalEndPoint as IPEndPoint)?.Port ?? 0;
        _accepting = AcceptAsync(listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = Take(await listener.AcceptAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A connection that broke before it was taken, or no file descriptor left: either passes.
                await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            }
        }
    }

    /// <returns>Ends with the association; throws nothing.</returns>
    private Task Take(Socket socket)
    {
        var id = ++_lastId;
        if (_associations.Count >= (long)_options.MaximumAssociations + Antechamber && !TryMakeRoom())
        {
            Events.Tell(_options,
                new AssociationEvent(AssociationEventKind.Rejected, id, null, null, null, "too many connections wait"));
            return Run(id, () => TurnAwayAsync(socket));
        }
        if (Connection.TryOver(socket) is not { } connection)
            return Task.CompletedTask;
        var association = new ServerAssociation(id, connection, _options, _acceptor, Admit);
        _associations[id] = association;
        return Run(id, () => RunAsync(association));
    }

    /// <summary>
    /// Gives up the oldest connection that is no association, so that those who stay silent keep nobody out.
    /// </summary>
    private bool TryMakeRoom()
    {
        foreach (var (id, association) in _associations.OrderBy(one => one.Key))
        {
            if (!association.TryGiveUp())
                continue;
            _associations.TryRemove(id, out _);
            return true;
        }
        return false;
    }

    private Task Run(long id, Func<Task> work)
    {
        var running = _running[id] = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                _running.TryRemove(id, out _);
            }
        });
        if (running.IsCompleted)
            _running.TryRemove(id, out _);
        return running;
    }

    private async Task RunAsync(ServerAssociation association)
    {
        try
        {
            await association.RunAsync();
        }
        finally
        {
            _associations.TryRemove(association.Id, out _);
            association.Dispose();
        }
    }

    /// <summary>
    /// Rejects a connection unheard. What it sends is read to its end, as else a reset would overtake the rejection.
    /// </summary>
    private async Task TurnAwayAsync(Socket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(TurnAwayTimeout);
        try
        {
            if (Interlocked.Increment(ref _turnedAway) > MostTurnedAway)
                return;
            IPdu rejection = new AssociateRejectPdu(Rejection.LocalLimitExceeded);
            await socket.SendAsync(rejection.Encode(), limit.Token);
            var ignored = new byte[1024];
            while (await socket.ReceiveAsync(ignored, limit.Token) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // It hung up, or its time is up.
        }
        finally
        {
            Interlocked.Decrement(ref _turnedAway);
            socket.Dispose();
        }
    }

    /// <summary>
    /// Whether there is room for one more association, and for one more of its peer; if so it is counted.
    /// </summary>
    private bool Admit(ServerAssociation candidate)
    {
        lock (_admission)
        {
            var open = 0;
            var ofPeer = 0;
            foreach (var association in _associations.Values)
            {
                if (!association.IsAdmitted)
                    continue;
                open++;
                if (Equals(association.RemoteAddress?.Address, candidate.RemoteAddress?.Address))
                    ofPeer++;
            }
            return candidate.IsAdmitted = open < _options.MaximumAssociations
                && ofPeer < _options.MaximumAssociationsPerPeer;
        }
    }
}
