using System.Buffers;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Dimse;

/// <summary>
/// Puts messages together from the pieces that an association receives. Data sets are handed on piece by piece.
/// </summary>
/// <remarks>
/// PS3.7 6.3 and PS3.8 Annex E. A message is followed by its own data set, never by a piece of another.
/// </remarks>
internal sealed class DimseReader
{
    /// <summary>Command sets of the standard take some hundred bytes.</summary>
    private const int LongestCommand = 64 << 10;

    private readonly Association _association;
    private readonly int _longestIdentifier;
    private readonly TimeSpan _messageTimeout;
    private DimseMessage? _datasetOf;

    /// <param name="association">Where the pieces come from.</param>
    /// <param name="longestIdentifier">The longest data set to take into memory.</param>
    /// <param name="messageTimeout">How long the peer may be silent in the midst of a message (DimseTimeout).</param>
    internal DimseReader(Association association, int longestIdentifier, TimeSpan messageTimeout)
    {
        _association = association;
        _longestIdentifier = longestIdentifier;
        _messageTimeout = messageTimeout;
    }

    /// <summary>Whether the time that runs already is the time for all that follows.</summary>
    internal bool KeepsDeadline { get; set; }

    /// <summary>Whether the data set of the last message is yet to be read.</summary>
    internal bool HasDataset => _datasetOf is not null;

    /// <summary>The next command set; null when the peer asks for the release instead.</summary>
    /// <remarks>The caller has set how long its first byte may take. A data set that was not read is dropped.</remarks>
    internal async ValueTask<DimseMessage?> ReceiveAsync()
    {
        await DropDatasetAsync();
        PresentationContext? context = null;
        ArrayBufferWriter<byte>? collected = null;
        while (true)
        {
            var received = await _association.ReceiveAsync();
            if (received.Pdu is ReleaseRequestPdu)
                return null;
            if (!received.IsCommand)
                throw new ProtocolException("P-DATA-TF", "data of a data set where a command set is due");
            if (context is null)
            {
                context = _association.Agreement.Find(received.ContextId)
                    ?? throw new ProtocolException(
                        "P-DATA-TF", $"presentation context {received.ContextId} was never agreed on");
                if (!KeepsDeadline)
                    _association.Await(_messageTimeout, "DimseTimeout", "rest of a message");
            }
            else if (context.Id != received.ContextId)
            {
                throw new ProtocolException("P-DATA-TF", "pieces of two messages are interleaved");
            }
            if (received.IsLast && collected is null && received.Bytes.IsSingleSegment)
                return Take(context, received.Bytes.FirstSpan);
            collected ??= new ArrayBufferWriter<byte>(512);
            if (received.Bytes.Length > LongestCommand - collected.WrittenCount)
                throw new ProtocolException("command set", $"it is longer than {LongestCommand} bytes");
            Append(collected, received.Bytes);
            if (received.IsLast)
                return Take(context, collected.WrittenSpan);
        }
    }

    /// <summary>The next piece of the data set; <see cref="HasDataset"/> says whether more follow.</summary>
    /// <remarks>The bytes are valid until the next receive.</remarks>
    internal async ValueTask<ReadOnlySequence<byte>> ReceiveDataAsync()
    {
        var message = _datasetOf ?? throw new InvalidOperationException("no data set is due");
        var received = await _association.ReceiveAsync();
        if (received.Pdu is not null || received.IsCommand)
            throw new ProtocolException(message.Command.Name, "its data set breaks off for something else");
        if (received.ContextId != message.Context.Id)
            throw new ProtocolException(message.Command.Name, "its data set goes on in another presentation context");
        if (received.IsLast)
            EndMessage();
        return received.Bytes;
    }

    /// <summary>The whole data set, which is an identifier; empty when none is due.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> ReceiveIdentifierAsync()
    {
        if (_datasetOf is not { } message)
            return default;
        var collected = new ArrayBufferWriter<byte>(1024);
        while (HasDataset)
        {
            var piece = await ReceiveDataAsync();
            if (piece.Length > _longestIdentifier - collected.WrittenCount)
                throw new ProtocolException(
                    message.Command.Name, $"its identifier is longer than {_longestIdentifier} bytes");
            Append(collected, piece);
        }
        return collected.WrittenMemory;
    }

    /// <summary>Reads what is left of the data set and forgets it.</summary>
    internal async ValueTask DropDatasetAsync()
    {
        while (HasDataset)
            await ReceiveDataAsync();
    }

    private static void Append(ArrayBufferWriter<byte> collected, ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            collected.Write(segment.Span);
    }

    private DimseMessage Take(PresentationContext context, ReadOnlySpan<byte> command)
    {
        var message = new DimseMessage(context, CommandReader.Read(command));
        if (message.Command.HasDataset)
            _datasetOf = message;
        else
            EndMessage();
        return message;
    }

    private void EndMessage()
    {
        _datasetOf = null;
        if (!KeepsDeadline)
            _association.Receiving.Stop();
    }
}
