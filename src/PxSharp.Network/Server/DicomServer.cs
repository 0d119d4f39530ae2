namespace PxSharp.Network.Server;

/// <summary>Listens for associations and serves C-ECHO, C-STORE, C-FIND, C-MOVE and C-GET by the handlers it is given.</summary>
public sealed class DicomServer : IAsyncDisposable
{
    private readonly DicomServerOptions _options;

    /// <summary>A server that does not listen yet.</summary>
    public DicomServer(DicomServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>The TCP port that it listens on; 0 before <see cref="StartAsync"/>.</summary>
    public int Port { get; private set; }

    /// <summary>How many associations are open.</summary>
    public int OpenAssociations { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken, or not ours to take.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops to listen, lets open associations finish, and aborts those that have not when the limit is reached.</summary>
    /// <param name="drain">How long associations may take to finish.</param>
    /// <param name="cancellationToken">Ends the wait: what is still open is aborted at once.</param>
    public Task StopAsync(TimeSpan drain, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops at once, aborting what is open.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
