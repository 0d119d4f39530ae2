using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Client;

/// <summary>An association with a peer, and the services that we use on it. One operation at a time.</summary>
/// <remarks>
/// Every operation throws <see cref="AssociationAbortedException"/>, <see cref="DicomTimeoutException"/> or
/// <see cref="ProtocolException"/> when the association ends under it, and it has ended then; and
/// <see cref="ContextNotAcceptedException"/>, after which it goes on, when it has no presentation context for what was
/// asked.
/// </remarks>
public sealed partial class DicomClient : IAsyncDisposable
{
    private readonly Association _association;
    private readonly AssociationOptions _options;
    private readonly DimseReader _reader;
    private readonly DimseWriter _writer;
    private ushort _lastMessageId;
    private int _isBusy;

    private DicomClient(Association association, AssociationOptions options)
    {
        _association = association;
        _options = options;
        _reader = new DimseReader(association, options.MaximumIdentifierLength, options.DimseTimeout);
        _writer = new DimseWriter(association);
        Contexts = association.Agreement.Contexts;
        AcceptedContexts = [.. Contexts.Where(context => context.IsAccepted)];
    }

    /// <summary>What became of the proposed contexts, refused ones too, in the order proposed.</summary>
    public IReadOnlyList<PresentationContext> Contexts { get; }

    /// <summary>The contexts that may be used.</summary>
    public IReadOnlyList<PresentationContext> AcceptedContexts { get; }

    /// <summary>What the peer agreed to beyond the SOP classes themselves; what is not in here does not hold.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations => _association.Agreement.ExtendedNegotiations;

    /// <summary>Whether operations can still be asked for.</summary>
    public bool IsOpen => _association.State == UpperLayerState.Sta6;

    /// <summary>Connects and asks for an association.</summary>
    /// <param name="options">Whom to call, by which names, and how long to wait.</param>
    /// <param name="contexts">What to propose, 1 to 128.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectionFailedException">No connection came about.</exception>
    /// <exception cref="AssociationRejectedException">The peer does not want the association.</exception>
    /// <exception cref="AssociationAbortedException">The peer aborted or closed the connection.</exception>
    /// <exception cref="DicomTimeoutException">The peer did not answer in time.</exception>
    /// <exception cref="ProtocolException">What answers there does not speak DICOM.</exception>
    public static async Task<DicomClient> ConnectAsync(
        AssociationOptions options,
        IReadOnlyList<ProposedContext> contexts,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contexts);
        var association = await AssociationRequestor.OpenAsync(options, contexts, cancellationToken);
        return new DicomClient(association, options);
    }

    /// <summary>Ends the association in good order. Does nothing when it has ended.</summary>
    /// <remarks>PS3.8 7.2.</remarks>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        if (!IsOpen)
            return;
        Enter();
        try
        {
            using (cancellationToken.UnsafeRegister(static state => ((Association)state!).EndWaits(), _association))
                await _association.ReleaseAsync(_options.ReleaseTimeout);
            await _association.DisposeAsync();
        }
        catch (Exception exception)
        {
            await EndAsync(exception, isOutstanding: true, cancellationToken);
            throw;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends the association at once; an operation under way fails. Does nothing when it has ended.</summary>
    public void Abort() => _ = _association.AbortAsync();

    /// <summary>Aborts the association unless it has ended, and closes the connection.</summary>
    public ValueTask DisposeAsync() => _association.DisposeAsync();
}
