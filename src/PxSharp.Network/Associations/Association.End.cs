using System.Net.Sockets;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Associations;

internal sealed partial class Association
{
    /// <summary>How long the last PDU may take to leave.</summary>
    private static readonly TimeSpan LastLimit = TimeSpan.FromSeconds(1);

    /// <summary>How long a hurried end waits for the peer to close.</summary>
    private static readonly TimeSpan HurriedLinger = TimeSpan.FromSeconds(1);

    private Task? _ending;

    /// <summary>
    /// Asks for the release and waits for the peer to agree; release collision is settled as the state table says.
    /// </summary>
    /// <remarks>PS3.8 7.2. Data that arrives meanwhile is dropped.</remarks>
    internal async Task ReleaseAsync(TimeSpan timeout)
    {
        await SendAsync(UpperLayerEvent.ReleaseRequestPrimitive, new ReleaseRequestPdu());
        Await(timeout, "ReleaseTimeout", "A-RELEASE-RP", inAll: true);
        while (true)
        {
            var received = await ReceiveAsync();
            if (received.Pdu is ReleaseRequestPdu && State == UpperLayerState.Sta9)
            {
                await SendAsync(UpperLayerEvent.ReleaseResponsePrimitive, new ReleaseResponsePdu());
            }
            else if (received.Pdu is ReleaseResponsePdu)
            {
                if (State == UpperLayerState.Sta12)
                    await AnswerReleaseAsync();
                return;
            }
        }
    }

    /// <summary>Agrees to the release that the peer asked for, and waits for it to close the connection.</summary>
    internal async Task AnswerReleaseAsync()
    {
        await SendAsync(UpperLayerEvent.ReleaseResponsePrimitive, new ReleaseResponsePdu());
        await LingerAsync();
    }

    /// <summary>Rejects the association that the peer asked for, and waits for it to close the connection.</summary>
    internal async Task RejectAsync(Rejection rejection)
    {
        await SendAsync(UpperLayerEvent.AssociateRejectPrimitive, new AssociateRejectPdu(rejection));
        await LingerAsync();
    }

    /// <summary>Rejects a peer whose request has not come, so that it knows why the connection is closed next.</summary>
    internal ValueTask RejectUnheardAsync(Rejection rejection) => SendLastAsync(new AssociateRejectPdu(rejection));

    /// <summary>Aborts, unless the association has ended, and waits for the peer to close the connection.</summary>
    /// <remarks>May be called at any time, from anywhere, more than once. Throws nothing.</remarks>
    internal Task AbortAsync()
    {
        lock (_machine)
            return _ending ??= AbortOnceAsync();
    }

    /// <summary>
    /// Waits for the peer to close the connection, ARTIM at most; what it still sends is ignored as the state table
    /// says.
    /// </summary>
    internal async Task LingerAsync()
    {
        StartArtim();
        try
        {
            Await(_artim, "AssociationTimeout", "end of the connection", inAll: true);
            while (State == UpperLayerState.Sta13)
                await ReceiveAsync();
        }
        catch (Exception exception) when (exception is DicomNetworkException or OperationCanceledException)
        {
            if (State == UpperLayerState.Sta13 && exception is ProtocolException)
                await _connection.DrainAsync(_closing.Token);
            _machine.TryApply(UpperLayerEvent.ArtimExpired);
        }
    }

    /// <summary>Closes the connection, after an abort when the association has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await AbortAsync();
        _connection.Dispose();
        Receiving.Dispose();
        Sending.Dispose();
        if (!_isReading)
            await _connection.Input.CompleteAsync();
    }

    private async Task AbortOnceAsync()
    {
        if (_machine.TryApply(UpperLayerEvent.AbortPrimitive) is { } action)
        {
            EndWaits();
            await SendAbortAsync(action, 0);
        }
        if (State != UpperLayerState.Sta13)
            return;
        StartArtim();
        if (!_isReading)
            await _connection.DrainAsync(_closing.Token);
        _machine.TryApply(UpperLayerEvent.ArtimExpired);
    }

    private void StartArtim()
    {
        if (!Volatile.Read(ref _isHurried))
            _closing.CancelAfter(_artim);
    }

    /// <summary>Sends an A-ABORT if the action says so and the peer can still read it.</summary>
    private async ValueTask SendAbortAsync(UpperLayerAction? action, byte reason)
    {
        var abort = action switch
        {
            UpperLayerAction.AA1 => new AbortPdu(AbortPdu.ServiceUser, 0),
            UpperLayerAction.AA7 or UpperLayerAction.AA8 => new AbortPdu(AbortPdu.ServiceProvider, reason),
            _ => null,
        };
        if (abort is not null)
            await SendLastAsync(abort);
    }

    /// <summary>Sends a PDU if the peer can still read it. Throws nothing.</summary>
    private async ValueTask SendLastAsync(IPdu pdu)
    {
        using var limit = new CancellationTokenSource(LastLimit);
        try
        {
            await _sending.WaitAsync(limit.Token);
            try
            {
                if (!Volatile.Read(ref _isCutOff))
                    await _connection.SendAsync(pdu.Encode(), limit.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone, or takes nothing any more; the connection is closed either way.
        }
    }
}
