using System.Buffers.Binary;

namespace PxSharp.Fuzz;

/// <summary>Makes new inputs of old ones: flips, lengths, words, pieces of others.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    private const int LongestInput = 16 * 1024;

    private static readonly uint[] Numbers =
        [0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000,
            0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>One of the inputs, with one to eight changes.</summary>
    public byte[] Next(IReadOnlyList<byte[]> inputs)
    {
        var bytes = inputs[random.Next(inputs.Count)];
        for (var changes = 1 << random.Next(4); changes > 0; changes--)
        {
            bytes = Change(bytes, inputs);
            if (bytes.Length > LongestInput)
                bytes = bytes[..LongestInput];
        }
        return bytes;
    }

    private byte[] Change(byte[] bytes, IReadOnlyList<byte[]> inputs)
    {
        if (bytes.Length == 0)
            return Word();
        var at = random.Next(bytes.Length);
        var end = at + random.Next(Math.Min(bytes.Length - at, 64) + 1);
        return random.Next(10) switch
        {
            0 => Overwritten(bytes, at, [(byte)(bytes[at] ^ (1 << random.Next(8)))]),
            1 => Overwritten(bytes, at, [(byte)random.Next(256)]),
            2 => Overwritten(bytes, at, Number()),
            3 => Overwritten(bytes, at, Length(bytes, at)),
            4 => Overwritten(bytes, at, Word()),
            5 => [.. bytes[..at], .. Word(), .. bytes[at..]],
            6 => [.. bytes[..at], .. bytes[end..]],
            7 => [.. bytes[..end], .. bytes[at..]],
            8 => bytes[..at],
            _ => Spliced(bytes, at, inputs[random.Next(inputs.Count)]),
        };
    }

    private static byte[] Overwritten(byte[] bytes, int at, byte[] with)
    {
        var changed = bytes.ToArray();
        with.AsSpan(0, Math.Min(with.Length, changed.Length - at)).CopyTo(changed.AsSpan(at));
        return changed;
    }

    private byte[] Spliced(byte[] bytes, int at, byte[] other)
    {
        if (other.Length == 0)
            return bytes;
        var from = random.Next(other.Length);
        var piece = other[from..(from + random.Next(other.Length - from + 1))];
        return random.Next(2) == 0 ? [.. bytes[..at], .. piece] : [.. bytes[..at], .. piece, .. bytes[at..]];
    }

    private byte[] Word() => words.Count > 0 ? words[random.Next(words.Count)] : [(byte)random.Next(256)];

    private byte[] Number() => Encoded(Numbers[random.Next(Numbers.Length)]);

    /// <summary>A length that is about what is left, or as it was but for a little.</summary>
    private byte[] Length(byte[] bytes, int at)
    {
        var value = random.Next(2) == 0 || bytes.Length - at < sizeof(uint)
            ? (uint)(bytes.Length - at)
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
        return Encoded((uint)(value + random.Next(-9, 10)));
    }

    private byte[] Encoded(uint value)
    {
        var bytes = new byte[random.Next(2) == 0 ? sizeof(ushort) : sizeof(uint)];
        if (bytes.Length == sizeof(ushort) && random.Next(2) == 0)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        else if (bytes.Length == sizeof(ushort))
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        else if (random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
