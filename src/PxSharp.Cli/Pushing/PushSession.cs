using PxSharp.Index;
using PxSharp.Push;
using PxSharp.Sources;

namespace PxSharp.Cli.Pushing;

/// <summary>A target and the tracking database, open to push.</summary>
internal sealed class PushSession(
    PushDestination destination, SqliteIndex index, string dataDirectory, PushOptions options) : IAsyncDisposable
{
    public PushDestination Destination => destination;

    public SqliteIndex Index => index;

    public string DataDirectory => dataDirectory;

    public IAsyncEnumerable<PushEvent> PushAsync(FileSource source, CancellationToken cancellationToken) =>
        new Pusher(destination.Target, index, options).RunAsync(source, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await destination.DisposeAsync().ConfigureAwait(false);
        await index.DisposeAsync().ConfigureAwait(false);
    }
}
