using System.Runtime.ExceptionServices;
using PxSharp.Network;
using PxSharp.Network.Associations;

namespace PxSharp.Pacs;

/// <summary>One association with a PACS at a time, opened when it is needed and again when it was lost.</summary>
/// <remarks>For one user at a time.</remarks>
internal sealed class PacsConnection(IPacsConnector connector, ReconnectOptions options, TimeProvider time)
    : IAsyncDisposable
{
    private IPacsAssociation? _association;
    private IReadOnlyList<ProposedContext> _contexts = [];
    private int _failures;

    /// <summary>Whether there has ever been an association.</summary>
    public bool WasConnected { get; private set; }

    /// <summary>How long a query may go without a response; null: as long as the association allows.</summary>
    public TimeSpan? ResponseTimeout { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Told of each loss: why, and how long until the next try.</summary>
    public Func<DicomNetworkException, TimeSpan, CancellationToken, ValueTask>? OnLoss { get; init; }

    /// <summary>The contexts of the next association; if the open one has others it is released first.</summary>
    public async Task UseContextsAsync(IReadOnlyList<ProposedContext> wanted, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(_contexts, wanted))
        {
            _contexts = wanted;
            await ReleaseAsync(cancellationToken);
        }
    }

    /// <summary>The open association, or a new one.</summary>
    /// <exception cref="DicomNetworkException">
    /// None came about; after a first success only when all tries failed.
    /// </exception>
    public async Task<IPacsAssociation> OpenAsync(CancellationToken cancellationToken)
    {
        while (_association is null)
        {
            try
            {
                _association = await connector.ConnectAsync(_contexts, cancellationToken);
                WasConnected = true;
            }
            catch (DicomNetworkException e) when (MayPass(e))
            {
                await LostAsync(e, cancellationToken);
            }
        }
        return _association;
    }

    /// <summary>Drops the association after a failure and waits; throws the failure when it was one too many.</summary>
    public async Task LostAsync(DicomNetworkException failure, CancellationToken cancellationToken)
    {
        await DropAsync();
        if (failure is ContextNotAcceptedException || ++_failures > options.MaximumAttempts)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        var delay = options.DelayBefore(_failures);
        if (OnLoss is not null)
        {
            await OnLoss(failure, delay, cancellationToken);
        }
        await Task.Delay(delay, time, cancellationToken);
    }

    /// <summary>An operation went through: earlier losses are forgiven.</summary>
    public void Succeeded() => _failures = 0;

    /// <summary>Ends the association in good order, if there is one.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_association is { } open)
        {
            try
            {
                await open.ReleaseAsync(cancellationToken);
            }
            catch (DicomNetworkException)
            {
                // The peer has gone: what was to be done on the association is done.
            }
            await DropAsync();
        }
    }

    /// <summary>Ends the association at once, if there is one.</summary>
    public async Task DropAsync()
    {
        if (_association is { } lost)
        {
            _association = null;
            await lost.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await DropAsync();

    // A wrong host, port or AE title is told at once. A PACS that was there a moment ago may come back.
    private bool MayPass(DicomNetworkException failure) => failure switch
    {
        AssociationRejectedException rejected => rejected.IsTransient,
        ContextNotAcceptedException => false,
        _ => WasConnected,
    };
}
