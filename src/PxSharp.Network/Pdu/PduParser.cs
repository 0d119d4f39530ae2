using System.Buffers.Binary;
using System.Text;

namespace PxSharp.Network.Pdu;

/// <summary>Reads the body of a PDU, field by field; never past its end.</summary>
internal ref struct PduParser
{
    private readonly PduType _pdu;
    private ReadOnlySpan<byte> _left;

    internal PduParser(PduType pdu, ReadOnlySpan<byte> body)
    {
        _pdu = pdu;
        _left = body;
    }

    internal readonly bool IsAtEnd => _left.IsEmpty;

    internal byte Byte(string what) => Bytes(1, what)[0];

    internal ushort UInt16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2, what));

    internal uint UInt32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4, what));

    internal ReadOnlySpan<byte> Bytes(int count, string what)
    {
        if (count > _left.Length)
            throw Broken($"{what} needs {count} bytes where {_left.Length} are left");
        var bytes = _left[..count];
        _left = _left[count..];
        return bytes;
    }

    /// <summary>What is left, as text without padding.</summary>
    internal string RestAsText() => TextOf(Rest());

    internal ReadOnlySpan<byte> Rest()
    {
        var rest = _left;
        _left = default;
        return rest;
    }

    internal string Text(int count, string what) => TextOf(Bytes(count, what));

    /// <summary>A 16-bit length and that many bytes.</summary>
    internal ReadOnlySpan<byte> Counted(string what) => Bytes(UInt16(what), what);

    internal string CountedText(string what) => TextOf(Counted(what));

    /// <summary>The next item, whose own fields the returned parser reads.</summary>
    internal PduParser Item(out ItemType type)
    {
        type = (ItemType)Byte("an item");
        Bytes(1, "an item");
        return new PduParser(_pdu, Counted($"item {(byte)type:X2}H"));
    }

    internal readonly ProtocolException Broken(string what) => new(PduTypeNames.NameOf(_pdu), what);

    /// <summary>
    /// ASCII as the standard has it; anything else is kept as Latin-1. Peers pad with spaces and with NULs.
    /// </summary>
    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes.Trim(" \0"u8));
}
