using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Pacs;

namespace PxSharp.Push.Associations;

/// <summary>
/// Associations for C-STORE with one PACS: as many as are wanted at once, or as it lets us have, kept from one group to
/// the next.
/// </summary>
internal sealed class StoreAssociations(AssociationOptions peer, ReconnectOptions reconnect, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>PS3.8 9.3.2.2: presentation context IDs are odd bytes.</summary>
    private const int MostContexts = 128;

    private readonly Lock _lock = new();
    private readonly List<DicomClient> _idle = [];
    private readonly List<(string SOPClass, string TransferSyntax)> _kinds = [];
    private readonly SemaphoreSlim _freed = new(0);
    private int _open;
    private int _waiting;
    private volatile bool _wasConnected;

    /// <summary>An association on which each instance of a group was proposed as it is.</summary>
    /// <exception cref="DicomNetworkException">None came about.</exception>
    public async Task<DicomClient> TakeAsync(IReadOnlyList<PushInstance> group, CancellationToken cancellationToken)
    {
        var wanted = group.Select(instance => (instance.SOPClassUID, instance.TransferSyntaxUID)).Distinct().ToList();
        for (var failures = 0; ;)
        {
            var (fitting, other) = TakeIdle(wanted);
            if (fitting is not null)
                return fitting;
            if (other is not null)
                await EndAsync(other, cancellationToken);
            try
            {
                return await ConnectAsync(wanted, cancellationToken);
            }
            catch (AssociationRejectedException) when (HasOthers())
            {
                // It has as many as it takes; one of ours will be free soon.
                await WaitForOtherAsync(cancellationToken);
            }
            catch (DicomNetworkException exception) when (MayPass(exception) && failures < reconnect.MaximumAttempts)
            {
                await Task.Delay(reconnect.DelayBefore(++failures), time, cancellationToken);
            }
        }
    }

    /// <summary>Gives one back that is to be used again.</summary>
    public async Task ReturnAsync(DicomClient association)
    {
        if (!association.IsOpen)
        {
            await DropAsync(association);
            return;
        }
        lock (_lock)
            _idle.Add(association);
        Freed();
    }

    /// <summary>Ends one that is of no more use.</summary>
    public async Task DropAsync(DicomClient association)
    {
        await association.DisposeAsync();
        Interlocked.Decrement(ref _open);
        Freed();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var association in _idle)
            await EndAsync(association, CancellationToken.None);
        _idle.Clear();
        _freed.Dispose();
    }

    private static bool Covers(DicomClient association, (string SOPClass, string TransferSyntax) kind)
        => association.Contexts.Any(context =>
            context.AbstractSyntax == kind.SOPClass && context.ProposedTransferSyntaxes.Contains(kind.TransferSyntax));

    /// <summary>An idle one that fits; else one whose place is needed, if there is one.</summary>
    private (DicomClient? Fitting, DicomClient? Other) TakeIdle(List<(string, string)> wanted)
    {
        lock (_lock)
        {
            var at = _idle.FindIndex(idle => wanted.TrueForAll(kind => Covers(idle, kind)));
            var taken = at >= 0 ? _idle[at] : _idle.Count > 0 ? _idle[0] : null;
            if (taken is not null)
                _idle.Remove(taken);
            return at >= 0 ? (taken, null) : (null, taken);
        }
    }

    private async Task<DicomClient> ConnectAsync(
        List<(string SOPClass, string TransferSyntax)> wanted, CancellationToken cancellationToken)
    {
        List<ProposedContext> contexts;
        lock (_lock)
        {
            // What was needed before may be needed again: then the association need not be another one.
            _kinds.RemoveAll(wanted.Contains);
            _kinds.InsertRange(0, wanted);
            if (_kinds.Count > MostContexts)
                _kinds.RemoveRange(MostContexts, _kinds.Count - MostContexts);
            contexts = [.. _kinds.Select(kind => new ProposedContext(kind.SOPClass, [kind.TransferSyntax]))];
        }
        var association = await DicomClient.ConnectAsync(peer, contexts, cancellationToken);
        _wasConnected = true;
        Interlocked.Increment(ref _open);
        return association;
    }

    private async Task EndAsync(DicomClient association, CancellationToken cancellationToken)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken);
        }
        catch (DicomNetworkException)
        {
            // It has gone: what was to be sent on it is sent.
        }
        await DropAsync(association);
    }

    private bool HasOthers() => Volatile.Read(ref _open) > 0;

    // A wrong host, port or AE title is told at once. A PACS that was there a moment ago may come back.
    private bool MayPass(DicomNetworkException failure)
        => failure is AssociationRejectedException rejected ? rejected.IsTransient : _wasConnected;

    private async Task WaitForOtherAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            // The last one may have been freed before we began to wait.
            await _freed.WaitAsync(reconnect.FirstDelay, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private void Freed()
    {
        if (Volatile.Read(ref _waiting) > 0)
            _freed.Release();
    }
}
