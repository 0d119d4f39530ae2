using System.Buffers.Binary;
using System.Text;

namespace PxSharp.Network.Pdu;

/// <summary>Writes a PDU; lengths are filled in when what they measure is written.</summary>
internal sealed class PduBuilder
{
    private readonly PduType _type;
    private byte[] _bytes = new byte[512];
    private int _length = PduHeader.Size;

    internal PduBuilder(PduType type) => _type = type;

    internal void Byte(byte value) => Next(1)[0] = value;

    internal void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Next(2), value);

    internal void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Next(4), value);

    internal void Zeros(int count) => Next(count).Clear();

    internal void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Next(value.Length));

    internal void Text(string value) => Encoding.Latin1.GetBytes(value, Next(value.Length));

    /// <summary>A text filled up with spaces.</summary>
    internal void Text(string value, int width)
    {
        var field = Next(width);
        field.Fill((byte)' ');
        Encoding.Latin1.GetBytes(value.AsSpan(0, Math.Min(width, value.Length)), field);
    }

    /// <summary>A 16-bit length and that many bytes.</summary>
    internal void Counted(ReadOnlySpan<byte> value)
    {
        UInt16(checked((ushort)value.Length));
        Bytes(value);
    }

    /// <summary>A 16-bit length and a text.</summary>
    internal void Counted(string value)
    {
        UInt16(checked((ushort)value.Length));
        Text(value);
    }

    /// <summary>An item that holds a text only.</summary>
    internal void Item(ItemType type, string value)
    {
        Byte((byte)type);
        Byte(0);
        Counted(value);
    }

    /// <summary>The head of an item.</summary>
    /// <returns>What <see cref="End"/> needs.</returns>
    internal int Begin(ItemType type)
    {
        Byte((byte)type);
        Byte(0);
        UInt16(0);
        return _length;
    }

    /// <summary>Fills in the length of an item.</summary>
    internal void End(int start)
    {
        var length = _length - start;
        if (length > ushort.MaxValue)
            throw new ArgumentException(
                $"an item of {length} bytes does not fit into an A-ASSOCIATE PDU, 65535 do; propose less");
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(start - 2), (ushort)length);
    }

    internal byte[] ToPdu()
    {
        new PduHeader(_type, (uint)(_length - PduHeader.Size)).Write(_bytes);
        return _bytes.AsSpan(0, _length).ToArray();
    }

    private Span<byte> Next(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        var span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
