using System.Net;
using System.Net.Sockets;
using PxSharp.Network.Pdu;
using PxSharp.Network.Transport;

namespace PxSharp.Network.Associations;

/// <summary>One association over one connection: sends and receives PDUs as the state table allows.</summary>
/// <remarks>PS3.8 9. One reader and, apart from it, one sender at a time; an abort may come from anywhere.</remarks>
internal sealed partial class Association : IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly UpperLayerMachine _machine;
    private readonly int _maximumLength;
    private readonly TimeSpan _artim;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private bool _isCutOff;
    private bool _isHurried;

    /// <summary>An association that is yet to be made.</summary>
    /// <param name="connection">The connection; closed with the association.</param>
    /// <param name="isRequestor">Whether we asked for it.</param>
    /// <param name="maximumLength">The longest P-DATA-TF to take.</param>
    /// <param name="artim">How long to wait for the peer to close at the end.</param>
    /// <param name="sendTimeout">How long the peer may take nothing of what we send (DimseTimeout).</param>
    internal Association(
        Connection connection, bool isRequestor, int maximumLength, TimeSpan artim, TimeSpan sendTimeout)
    {
        _connection = connection;
        _machine = new UpperLayerMachine(isRequestor);
        _maximumLength = maximumLength;
        _artim = artim;
        Sending.Set(sendTimeout, "DimseTimeout", "progress in sending");
        if (isRequestor)
        {
            _machine.Apply(UpperLayerEvent.AssociateRequestPrimitive);
            _machine.Apply(UpperLayerEvent.TransportConfirm);
        }
        else
        {
            _machine.Apply(UpperLayerEvent.TransportIndication);
        }
    }

    internal UpperLayerState State => _machine.State;

    /// <summary>Whether the peer has sent what is not read yet.</summary>
    internal bool HasUnread => _connection.HasUnread;

    internal IPEndPoint? RemoteAddress => _connection.RemoteAddress;

    /// <summary>Set when the association is established.</summary>
    internal Agreement Agreement
    {
        get => field ?? throw new InvalidOperationException("the association is not established");
        set;
    }

    /// <summary>How long to wait for what the peer sends.</summary>
    internal Deadline Receiving { get; } = new();

    /// <summary>How long the peer may take to read what we send.</summary>
    internal Deadline Sending { get; } = new();

    /// <summary>Sends a PDU that is one of our own events.</summary>
    internal async Task SendAsync(UpperLayerEvent what, IPdu pdu)
    {
        Allow(what);
        await SendLockedAsync(pdu.Encode());
    }

    /// <summary>Sends whole P-DATA-TF PDUs.</summary>
    internal ValueTask SendDataAsync(ReadOnlyMemory<byte> pdus)
    {
        Allow(UpperLayerEvent.DataPrimitive);
        return SendWithDeadlineAsync(pdus);
    }

    /// <summary>Takes the right to send a message; messages are never interleaved.</summary>
    internal Task EnterSendAsync() => _sending.WaitAsync(Sending.Token);

    internal void LeaveSend() => _sending.Release();

    /// <summary>Sends the A-ASSOCIATE-RQ.</summary>
    /// <remarks>The event that makes it due was the connection itself.</remarks>
    internal ValueTask SendRequestAsync(AssociateRequestPdu request) => SendWithDeadlineAsync(((IPdu)request).Encode());

    /// <summary>Ends what is under way on both sides, for another reason than time.</summary>
    internal void EndWaits()
    {
        Receiving.End();
        Sending.End();
    }

    /// <summary>Ends what is under way, and does not wait long for the peer to close the connection.</summary>
    internal void Hurry()
    {
        Volatile.Write(ref _isHurried, true);
        _closing.CancelAfter(HurriedLinger);
        EndWaits();
    }

    private void Allow(UpperLayerEvent what)
    {
        if (_machine.TryApply(what) is null)
            throw new AssociationAbortedException("the association has ended; make a new one");
    }

    private async Task SendLockedAsync(byte[] bytes)
    {
        await EnterSendAsync();
        try
        {
            await SendWithDeadlineAsync(bytes);
        }
        finally
        {
            LeaveSend();
        }
    }

    private async ValueTask SendWithDeadlineAsync(ReadOnlyMemory<byte> bytes)
    {
        // What is sent in part cannot be followed by anything the peer would understand.
        if (Volatile.Read(ref _isCutOff))
            throw AssociationAbortedException.Closed("while we sent");
        var isWhole = false;
        try
        {
            var sent = _connection.SendAsync(bytes, Sending.Token);
            if (!sent.IsCompleted)
                Sending.Restart();
            await sent;
            Sending.Stop();
            isWhole = true;
        }
        catch (OperationCanceledException) when (!Sending.IsEnded)
        {
            throw Sending.Passed();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw AssociationAbortedException.Closed("while we sent", exception);
        }
        finally
        {
            if (!isWhole)
                Volatile.Write(ref _isCutOff, true);
        }
    }
}
