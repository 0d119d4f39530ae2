using System.Buffers.Binary;
using System.Globalization;
using PxSharp.Dicom.Reading;

namespace PxSharp.Dicom;

/// <summary>Binary numbers in values, which are little endian in memory.</summary>
internal static class ElementNumber
{
    /// <summary>The first number, truncated if it is real; null when there is none in range.</summary>
    internal static long? Int64(DicomElement element)
    {
        var vr = element.ValueVR;
        var bytes = element.RawValue.Span;
        if (bytes.Length < vr.WordSize())
            return null;
        if (vr == DicomVR.UV)
        {
            var large = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            return large <= long.MaxValue ? (long)large : null;
        }
        if (vr is not (DicomVR.FL or DicomVR.FD))
            return Whole(vr, bytes);
        var real = Real(vr, bytes);
        return Math.Abs(real) < long.MaxValue ? (long)real : null;
    }

    /// <summary>The first number; null when there is none.</summary>
    internal static double? Double(DicomElement element)
    {
        var vr = element.ValueVR;
        var bytes = element.RawValue.Span;
        if (bytes.Length < vr.WordSize())
            return null;
        return vr switch
        {
            DicomVR.FL or DicomVR.FD => Real(vr, bytes),
            DicomVR.UV => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => Whole(vr, bytes),
        };
    }

    /// <summary>The first number as text that reads back as the same number.</summary>
    internal static string Format(DicomVR vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        DicomVR.AT => ByteOrder.Tag(bytes, bigEndian: false).ToString(),
        DicomVR.FL => BinaryPrimitives.ReadSingleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture),
        DicomVR.FD => BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture),
        DicomVR.UV => BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        _ => Whole(vr, bytes).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Writes the number that <paramref name="text"/> spells as <paramref name="vr"/> has it.</summary>
    /// <returns>False when it spells none in the VR's range.</returns>
    internal static bool TryParse(DicomVR vr, ReadOnlySpan<char> text, Span<byte> bytes)
    {
        const NumberStyles whole = NumberStyles.Integer;
        const NumberStyles real = NumberStyles.Float;
        var culture = CultureInfo.InvariantCulture;
        switch (vr)
        {
            case DicomVR.US when ushort.TryParse(text, whole, culture, out var number):
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
                return true;
            case DicomVR.SS when short.TryParse(text, whole, culture, out var number):
                BinaryPrimitives.WriteInt16LittleEndian(bytes, number);
                return true;
            case DicomVR.UL when uint.TryParse(text, whole, culture, out var number):
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
                return true;
            case DicomVR.SL when int.TryParse(text, whole, culture, out var number):
                BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
                return true;
            case DicomVR.UV when ulong.TryParse(text, whole, culture, out var number):
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
                return true;
            case DicomVR.SV when long.TryParse(text, whole, culture, out var number):
                BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                return true;
            case DicomVR.FL when float.TryParse(text, real, culture, out var number):
                BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
                return true;
            case DicomVR.FD when double.TryParse(text, real, culture, out var number):
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
                return true;
            case DicomVR.AT when DicomTag.TryParse(text.ToString(), out var tag):
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Bytes of one value: those of <see cref="DicomVRExtensions.WordSize"/>, and 4 for AT.</summary>
    internal static int Size(DicomVR vr) => vr == DicomVR.AT ? 4 : vr.WordSize();

    private static long Whole(DicomVR vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        DicomVR.US => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        DicomVR.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        DicomVR.UL => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        DicomVR.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    private static double Real(DicomVR vr, ReadOnlySpan<byte> bytes) => vr == DicomVR.FL
        ? BinaryPrimitives.ReadSingleLittleEndian(bytes)
        : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}
