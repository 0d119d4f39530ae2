namespace PxSharp.Network.Tests.Support;

/// <summary>More connections than a server with one association waits for.</summary>
internal sealed class ManyPeers : IDisposable
{
    private const int Count = 40;

    private readonly List<RawPeer> _peers = [];

    internal RawPeer this[int index] => _peers[index];

    /// <summary>Connects them one after the other; each does what it is given before the next one comes.</summary>
    internal static async Task<ManyPeers> ConnectAsync(int port, Func<RawPeer, Task>? then = null)
    {
        var many = new ManyPeers();
        for (var i = 0; i < Count; i++)
        {
            many._peers.Add(await RawPeer.ConnectAsync(port));
            await (then?.Invoke(many._peers[^1]) ?? Task.CompletedTask);
        }
        return many;
    }

    public void Dispose() => _peers.ForEach(peer => peer.Dispose());
}
