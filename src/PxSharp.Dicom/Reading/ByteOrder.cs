using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PxSharp.Dicom.Reading;

/// <summary>Numbers of either byte order.</summary>
internal static class ByteOrder
{
    internal static ushort UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    internal static uint UInt32(ReadOnlySpan<byte> bytes, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    internal static DicomTag Tag(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        new(UInt16(bytes, bigEndian), UInt16(bytes[2..], bigEndian));

    /// <summary>Turns each number around, in place; bytes after the last whole one stay.</summary>
    internal static void Reverse(Span<byte> bytes, int wordSize)
    {
        switch (wordSize)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
