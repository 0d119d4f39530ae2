using System.Buffers;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Dimse;

/// <summary>Sends messages: in pieces that the peer takes, as many at once as fit one write.</summary>
/// <remarks>
/// PS3.8 Annex E. Command set and data set go in PDUs of their own, as every peer understands, but in one write where
/// they are
/// small, so that neither end waits for the other's acknowledgement.
/// </remarks>
internal sealed class DimseWriter
{
    private const int WriteSize = 128 << 10;
    private const int BlockSize = 256 << 10;
    private const int HeaderSize = PduHeader.Size + PdvHeader.Size;

    private readonly Association _association;
    private int _isInMessage;

    internal DimseWriter(Association association) => _association = association;

    /// <summary>Whether a message broke off after part of it was sent: only an abort is left.</summary>
    internal bool IsBroken => Volatile.Read(ref _isInMessage) != 0;

    private int ValueLength => (_association.Agreement.SendLength - PdvHeader.Size) & ~1;

    /// <summary>Sends a message without a data set, or with one that is in memory.</summary>
    internal async Task SendAsync(byte contextId, DimseCommand command, ReadOnlyMemory<byte>? dataset = null)
    {
        var commandSet = CommandWriter.Write(command with { HasDataset = dataset is not null });
        await _association.EnterSendAsync();
        var buffer = Rent();
        try
        {
            var filled = await AppendAsync(buffer, 0, contextId, commandSet, isCommand: true, isEnd: true);
            if (dataset is { } bytes)
                filled = await AppendAsync(buffer, filled, contextId, bytes, isCommand: false, isEnd: true);
            await FlushAsync(buffer, filled);
            Volatile.Write(ref _isInMessage, 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _association.LeaveSend();
        }
    }

    /// <summary>Sends a message with the data set that the stream gives, which is never in memory as a whole.</summary>
    /// <remarks>
    /// Nothing is sent before the stream gave its first bytes: a stream that fails at once does no harm.
    /// </remarks>
    internal async Task SendAsync(
        byte contextId, DimseCommand command, Stream dataset, CancellationToken cancellationToken)
    {
        var commandSet = CommandWriter.Write(command with { HasDataset = true });
        await _association.EnterSendAsync();
        var buffer = Rent();
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        var next = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var count = await FillAsync(dataset, block, cancellationToken);
            var filled = await AppendAsync(buffer, 0, contextId, commandSet, isCommand: true, isEnd: true);
            while (true)
            {
                // A block that was not filled was the last one; behind a full one may lie nothing.
                var nextCount = count < BlockSize ? 0 : await FillAsync(dataset, next, cancellationToken);
                var isEnd = nextCount == 0;
                filled = await AppendAsync(
                    buffer, filled, contextId, block.AsMemory(0, count), isCommand: false, isEnd);
                if (isEnd)
                    break;
                (block, next, count) = (next, block, nextCount);
            }
            await FlushAsync(buffer, filled);
            Volatile.Write(ref _isInMessage, 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(next);
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<byte>.Shared.Return(buffer);
            _association.LeaveSend();
        }
    }

    private byte[] Rent() =>
        ArrayPool<byte>.Shared.Rent(Math.Max(WriteSize, _association.Agreement.SendLength + PduHeader.Size));

    private static ValueTask<int> FillAsync(Stream stream, byte[] block, CancellationToken cancellationToken) =>
        stream.ReadAtLeastAsync(block.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);

    /// <summary>
    /// Adds bytes of a command set or data set as P-DATA-TF PDUs, each with one value; sends the buffer when it is
    /// full.
    /// </summary>
    /// <returns>How much of the buffer is filled.</returns>
    private async ValueTask<int> AppendAsync(
        byte[] buffer, int filled, byte contextId, ReadOnlyMemory<byte> bytes, bool isCommand, bool isEnd)
    {
        do
        {
            var length = Math.Min(ValueLength, bytes.Length);
            if (buffer.Length - filled < HeaderSize + length)
            {
                await FlushAsync(buffer, filled);
                filled = 0;
            }
            var value = new PdvHeader(length, contextId, isCommand, isEnd && length == bytes.Length);
            new PduHeader(PduType.DataTransfer, (uint)(PdvHeader.Size + length)).Write(buffer.AsSpan(filled));
            value.Write(buffer.AsSpan(filled + PduHeader.Size));
            bytes.Span[..length].CopyTo(buffer.AsSpan(filled + HeaderSize));
            filled += HeaderSize + length;
            bytes = bytes[length..];
        }
        while (!bytes.IsEmpty);
        return filled;
    }

    private ValueTask FlushAsync(byte[] buffer, int filled)
    {
        Volatile.Write(ref _isInMessage, 1);
        return _association.SendDataAsync(buffer.AsMemory(0, filled));
    }
}
