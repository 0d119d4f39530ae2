using System.Buffers.Binary;

namespace PxSharp.Network.Pdu;

/// <summary>
/// The six bytes before every presentation data value of a P-DATA-TF: length, context ID, message control header.
/// </summary>
/// <remarks>PS3.8 9.3.5.1 and E.2. The length counts the two bytes after it.</remarks>
internal readonly record struct PdvHeader(int ValueLength, byte ContextId, bool IsCommand, bool IsLast)
{
    internal const int Size = 6;

    /// <summary>Reads one; the length it claims is checked against what is left of the PDU behind it.</summary>
    internal static PdvHeader Read(ReadOnlySpan<byte> bytes, long left)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length < 2 || length - 2 > left)
        {
            throw new ProtocolException("P-DATA-TF",
                $"a data value claims {length} bytes where {left + 2} bytes are left in its PDU");
        }
        return new PdvHeader((int)length - 2, bytes[4], (bytes[5] & 1) != 0, (bytes[5] & 2) != 0);
    }

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)ValueLength + 2);
        bytes[4] = ContextId;
        bytes[5] = (byte)((IsCommand ? 1 : 0) | (IsLast ? 2 : 0));
    }
}
