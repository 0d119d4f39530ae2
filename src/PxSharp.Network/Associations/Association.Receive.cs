using System.Buffers;
using System.Net.Sockets;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Associations;

internal sealed partial class Association
{
    private SequencePosition? _received;
    private bool _isReading;
    private bool _restartsPerRead = true;
    private long _pduLeft;
    private int _valueLeft;
    private PdvHeader _value;
    private UpperLayerAction? _refusal;

    /// <summary>Sets how long the next receives may wait.</summary>
    /// <param name="after">How long.</param>
    /// <param name="timer">The option that says so.</param>
    /// <param name="awaited">What is waited for, for the message.</param>
    /// <param name="inAll">Whether that is the time for all of it; else it is how long the peer may be silent.</param>
    internal void Await(TimeSpan after, string timer, string awaited, bool inAll = false)
    {
        _restartsPerRead = !inAll;
        Receiving.Start(after, timer, awaited);
    }

    /// <summary>
    /// The next piece of data, as much as is there, or the next PDU of another kind. Nothing is buffered beyond a read.
    /// </summary>
    /// <exception cref="AssociationAbortedException">The peer aborted or closed the connection.</exception>
    /// <exception cref="ProtocolException">The peer sent what it may not; it has been sent an A-ABORT.</exception>
    /// <exception cref="DicomTimeoutException">The peer was silent for too long.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EndWaits"/> was called.</exception>
    internal async ValueTask<Received> ReceiveAsync()
    {
        _isReading = true;
        try
        {
            return await ReceiveCoreAsync();
        }
        catch (ProtocolException exception)
        {
            if (exception.AbortReason != AbortPdu.UnexpectedPdu)
                _refusal = _machine.TryApply(UpperLayerEvent.InvalidPdu);
            await SendAbortAsync(_refusal, exception.AbortReason);
            throw;
        }
        finally
        {
            _isReading = false;
        }
    }

    private async ValueTask<Received> ReceiveCoreAsync()
    {
        Discard();
        if (_valueLeft > 0)
            return await ReceiveValueAsync();
        if (_pduLeft > 0)
        {
            if (_pduLeft < PdvHeader.Size)
                throw new ProtocolException("P-DATA-TF", $"{_pduLeft} bytes behind its last data value");
            return await ReceiveValueHeaderAsync();
        }
        var header = await ReceiveHeaderAsync();
        PduDecoder.Check(header, _maximumLength);
        if (header.Type == PduType.DataTransfer)
        {
            Expect(UpperLayerEvent.DataPdu, header.Type);
            _pduLeft = header.Length;
            return await ReceiveValueHeaderAsync();
        }
        var pdu = await ReceivePduAsync(header);
        Expect(EventOf(pdu), header.Type);
        if (pdu is AbortPdu abort)
            throw AssociationAbortedException.ByPeer(abort.Source, abort.Reason);
        return Received.Of(pdu);
    }

    private async ValueTask<Received> ReceiveValueHeaderAsync()
    {
        var buffer = await ReadAtLeastAsync(PdvHeader.Size);
        _value = ReadValueHeader(buffer, _pduLeft - PdvHeader.Size);
        _connection.Input.AdvanceTo(buffer.GetPosition(PdvHeader.Size));
        _pduLeft -= PdvHeader.Size;
        _valueLeft = _value.ValueLength;
        return _valueLeft == 0
            ? Received.Data(_value.ContextId, _value.IsCommand, _value.IsLast, default)
            : await ReceiveValueAsync();
    }

    private async ValueTask<Received> ReceiveValueAsync()
    {
        var buffer = await ReadAtLeastAsync(1);
        var count = (int)Math.Min(_valueLeft, buffer.Length);
        var piece = buffer.Slice(0, count);
        _received = piece.End;
        _valueLeft -= count;
        _pduLeft -= count;
        return Received.Data(_value.ContextId, _value.IsCommand, _value.IsLast && _valueLeft == 0, piece);
    }

    private async ValueTask<PduHeader> ReceiveHeaderAsync()
    {
        var buffer = await ReadAtLeastAsync(PduHeader.Size);
        var header = ReadHeader(buffer);
        _connection.Input.AdvanceTo(buffer.GetPosition(PduHeader.Size));
        return header;
    }

    private async ValueTask<IPdu> ReceivePduAsync(PduHeader header)
    {
        var length = (int)header.Length;
        if (length == 0)
            return PduDecoder.Decode(header.Type, default);
        var buffer = (await ReadAtLeastAsync(length)).Slice(0, length);
        try
        {
            return PduDecoder.Decode(header.Type, buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray());
        }
        finally
        {
            _connection.Input.AdvanceTo(buffer.End);
        }
    }

    private async ValueTask<ReadOnlySequence<byte>> ReadAtLeastAsync(int count)
    {
        try
        {
            while (true)
            {
                var reading = _connection.Input.ReadAsync(Receiving.Token);
                if (!reading.IsCompleted && _restartsPerRead)
                    Receiving.Restart();
                var result = await reading;
                if (result.Buffer.Length >= count)
                    return result.Buffer;
                _connection.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted)
                    throw Closed(null);
            }
        }
        catch (OperationCanceledException) when (!Receiving.IsEnded)
        {
            throw Receiving.Passed();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            throw Closed(exception);
        }
    }

    private AssociationAbortedException Closed(Exception? cause)
    {
        var where = State switch
        {
            UpperLayerState.Sta2 or UpperLayerState.Sta5 => "before the association was made",
            UpperLayerState.Sta7 => "instead of an A-RELEASE-RP",
            _ => "in the midst of the association",
        };
        _machine.TryApply(UpperLayerEvent.TransportClosed);
        return AssociationAbortedException.Closed(where, cause);
    }

    /// <summary>Takes the event of a PDU that arrived; where the state table aborts, it is refused.</summary>
    private void Expect(UpperLayerEvent what, PduType type)
    {
        var state = State;
        var action = _machine.TryApply(what);
        if (action is not (UpperLayerAction.AA1 or UpperLayerAction.AA7 or UpperLayerAction.AA8))
            return;
        _refusal = action;
        throw new ProtocolException(
            PduTypeNames.NameOf(type), $"nobody expects one in state {state}", AbortPdu.UnexpectedPdu);
    }

    /// <summary>Gives back the piece that was handed out last.</summary>
    private void Discard()
    {
        if (_received is { } end)
            _connection.Input.AdvanceTo(end);
        _received = null;
    }

    private static PduHeader ReadHeader(ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[PduHeader.Size];
        buffer.Slice(0, PduHeader.Size).CopyTo(bytes);
        return PduHeader.Read(bytes);
    }

    private static PdvHeader ReadValueHeader(ReadOnlySequence<byte> buffer, long left)
    {
        Span<byte> bytes = stackalloc byte[PdvHeader.Size];
        buffer.Slice(0, PdvHeader.Size).CopyTo(bytes);
        return PdvHeader.Read(bytes, left);
    }

    private static UpperLayerEvent EventOf(IPdu pdu) => pdu.Type switch
    {
        PduType.AssociateRequest => UpperLayerEvent.AssociateRequestPdu,
        PduType.AssociateAccept => UpperLayerEvent.AssociateAcceptPdu,
        PduType.AssociateReject => UpperLayerEvent.AssociateRejectPdu,
        PduType.ReleaseRequest => UpperLayerEvent.ReleaseRequestPdu,
        PduType.ReleaseResponse => UpperLayerEvent.ReleaseResponsePdu,
        PduType.Abort => UpperLayerEvent.AbortPdu,
        _ => UpperLayerEvent.InvalidPdu,
    };
}
