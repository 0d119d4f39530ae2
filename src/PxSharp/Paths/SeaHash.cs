using System.Buffers.Binary;

namespace PxSharp.Paths;

/// <summary>SeaHash (Ticki, 2016), the 64-bit hash that pypx puts into directory names. Not for secrets.</summary>
public static class SeaHash
{
    private const ulong Multiplier = 0x6EED0E9DA4D94A4F;

    /// <summary>The hash of the bytes, with SeaHash's own seeds.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var length = (ulong)bytes.Length;
        ulong a = 0x16F11FE89B0D677C, b = 0xB480A793D8E6C86C, c = 0x6FE2E5AAF078EBC9, d = 0x14F994A4C5259381;
        while (bytes.Length >= sizeof(ulong))
        {
            (a, b, c, d) = (b, c, d, Diffuse(a ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)));
            bytes = bytes[sizeof(ulong)..];
        }
        if (!bytes.IsEmpty)
        {
            Span<byte> rest = stackalloc byte[sizeof(ulong)];
            rest.Clear();
            bytes.CopyTo(rest);
            a = Diffuse(a ^ BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }
        return Diffuse(a ^ b ^ c ^ d ^ length);
    }

    private static ulong Diffuse(ulong x)
    {
        x *= Multiplier;
        x ^= (x >> 32) >> (int)(x >> 60);
        return x * Multiplier;
    }
}
