using System.Threading.Channels;
using PxSharp.Network.Server;

namespace PxSharp.Network.Tests.Support;

/// <summary>The events of a server, one after the other.</summary>
internal sealed class EventLog
{
    private readonly Channel<AssociationEvent> _events = Channel.CreateUnbounded<AssociationEvent>();

    internal void Take(AssociationEvent what) => _events.Writer.TryWrite(what);

    internal async Task<AssociationEvent> NextAsync() => await _events.Reader.ReadAsync(Peers.Cancellation);

    internal async Task<AssociationEvent> NextAsync(AssociationEventKind kind)
    {
        while (true)
        {
            var what = await NextAsync();
            if (what.Kind == kind)
                return what;
        }
    }
}
