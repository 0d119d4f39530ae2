using System.Buffers;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Associations;

/// <summary>What an association received: a piece of a presentation data value, or a PDU of another kind.</summary>
/// <remarks>The bytes are valid until the next receive.</remarks>
internal readonly record struct Received
{
    private Received(IPdu? pdu, byte contextId, bool isCommand, bool isLast, ReadOnlySequence<byte> bytes)
    {
        Pdu = pdu;
        ContextId = contextId;
        IsCommand = isCommand;
        IsLast = isLast;
        Bytes = bytes;
    }

    /// <summary>The PDU; null for data.</summary>
    internal IPdu? Pdu { get; }

    internal byte ContextId { get; }

    internal bool IsCommand { get; }

    /// <summary>Whether the command set or the data set ends with these bytes.</summary>
    internal bool IsLast { get; }

    internal ReadOnlySequence<byte> Bytes { get; }

    internal static Received Of(IPdu pdu) => new(pdu, 0, false, false, default);

    internal static Received Data(byte contextId, bool isCommand, bool isLast, ReadOnlySequence<byte> bytes) =>
        new(null, contextId, isCommand, isLast, bytes);
}
