using System.Net;

namespace PxSharp.ObjectStores.Requests;

/// <summary>Makes the HTTP client of a store.</summary>
internal static class HttpClients
{
    public static HttpClient Create(ObjectStoreOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // One more than objects, so that asking for a token never waits for them.
            MaxConnectionsPerServer = options.Parallelism + 1,
            ConnectTimeout = options.ConnectTimeout,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        // The whole may take as long as it moves: StallGuard watches.
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
