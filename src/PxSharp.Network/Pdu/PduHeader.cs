using System.Buffers.Binary;

namespace PxSharp.Network.Pdu;

/// <summary>The six bytes before every PDU: type, a reserved byte, length of what follows.</summary>
/// <remarks>PS3.8 9.3.1.</remarks>
internal readonly record struct PduHeader(PduType Type, uint Length)
{
    internal const int Size = 6;

    internal static PduHeader Read(ReadOnlySpan<byte> bytes) =>
        new((PduType)bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));

    internal void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)Type;
        bytes[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], Length);
    }
}
