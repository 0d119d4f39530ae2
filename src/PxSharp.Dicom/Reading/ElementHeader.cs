namespace PxSharp.Dicom.Reading;

/// <summary>What stands before a value.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="VR">The VR; for implicit VR the dictionary's, or the first of its choices.</param>
/// <param name="AmbiguousVR">The dictionary's code where it leaves a choice; else 0.</param>
/// <param name="Length">Bytes of the value, or <see cref="Undefined"/>.</param>
/// <param name="Size">Bytes of this header.</param>
internal readonly record struct ElementHeader(DicomTag Tag, DicomVR VR, byte AmbiguousVR, uint Length, int Size)
{
    /// <summary>The length that says: up to a delimiter.</summary>
    internal const uint Undefined = 0xFFFFFFFF;

    internal static readonly DicomTag Item = DicomTag.Item;
    internal static readonly DicomTag ItemEnd = DicomTag.ItemDelimitationItem;
    internal static readonly DicomTag SequenceEnd = DicomTag.SequenceDelimitationItem;

    /// <summary>Reads an implicit header, 8 bytes.</summary>
    /// <remarks>PS3.5 7.1.3.</remarks>
    internal static ElementHeader Implicit(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var tag = ByteOrder.Tag(bytes, bigEndian);
        var length = ByteOrder.UInt32(bytes[4..], bigEndian);
        var code = DicomDictionary.VRCodeOf(tag);
        return new ElementHeader(tag, Dicom.AmbiguousVR.Default(code), code >= 0x80 ? code : (byte)0, length, 8);
    }

    /// <summary>Reads an explicit header: 8 bytes, or 12.</summary>
    /// <remarks>PS3.5 7.1.2. False when 12 are needed, of which 8 are there.</remarks>
    internal static bool TryReadExplicit(ReadOnlySpan<byte> bytes, bool bigEndian, out ElementHeader header)
    {
        var tag = ByteOrder.Tag(bytes, bigEndian);
        header = default;
        if (tag.Group == 0xFFFE)
        {
            header = new ElementHeader(tag, DicomVR.UN, 0, ByteOrder.UInt32(bytes[4..], bigEndian), 8);
            return true;
        }
        var known = DicomVRExtensions.TryParse(bytes[4], bytes[5], out var vr);
        if (!known && IsLengthOfImplicit(bytes))
        {
            header = Implicit(bytes, bigEndian);
            return true;
        }
        // A VR that a later edition may add has the long form (PS3.5 7.1.2 note); some writers' own have the short one.
        var isLong = known
            ? vr.HasLongLength()
            : IsLetter(bytes[4]) && IsLetter(bytes[5]) && (bytes[6] | bytes[7]) == 0;
        if (!isLong)
        {
            header = new ElementHeader(tag, vr, 0, ByteOrder.UInt16(bytes[6..], bigEndian), 8);
            return true;
        }
        if (bytes.Length < 12)
            return false;
        header = new ElementHeader(tag, vr, 0, ByteOrder.UInt32(bytes[8..], bigEndian), 12);
        return true;
    }

    /// <summary>Refuses what is no data element: delimiters that delimit nothing are harmless, and pass.</summary>
    /// <remarks>PS3.5 7.5: group FFFE frames items, and has no data elements.</remarks>
    /// <exception cref="DicomFormatException">It is an item, or unknown to the standard.</exception>
    internal void RefuseOutsideSequence(long offset)
    {
        if (Tag.Group != 0xFFFE || Tag == ItemEnd || Tag == SequenceEnd)
            return;
        throw new DicomFormatException(
            Tag == Item ? "An item stands outside a sequence" : "Group FFFE has no such data element", Tag, offset);
    }

    /// <summary>
    /// Whether the elements that start here carry their VRs. What the bytes look like counts more than what is said of
    /// them: both ways round are met.
    /// </summary>
    /// <param name="start">The first 6 bytes.</param>
    /// <param name="bigEndian">The byte order.</param>
    /// <param name="assumed">What is said of them.</param>
    internal static bool IsExplicit(ReadOnlySpan<byte> start, bool bigEndian, bool assumed) =>
        ByteOrder.Tag(start, bigEndian).Group == 0xFFFE ? assumed : LooksExplicit(start, assumed);

    /// <summary>Whether the element that starts here carries its VR.</summary>
    /// <param name="start">Its first 6 bytes.</param>
    /// <param name="assumed">
    /// What is said of it. To doubt explicit VR there must not even be letters; to doubt implicit VR they must be a VR,
    /// since a length of 1,000,002 has letters too.
    /// </param>
    internal static bool LooksExplicit(ReadOnlySpan<byte> start, bool assumed) => assumed
        ? IsLetter(start[4]) && IsLetter(start[5])
        : DicomVRExtensions.TryParse(start[4], start[5], out _);

    private static bool IsLetter(byte code) => code is >= (byte)'A' and <= (byte)'Z';

    /// <summary>Whether what stands in place of a VR is the length of an implicit element, not some filling.</summary>
    /// <remarks>
    /// Writers who know no VR put two NULs, spaces, question marks or whatever, with a short length after it. That of
    /// an implicit element has zeros there unless the value is longer than 64 KiB.
    /// </remarks>
    private static bool IsLengthOfImplicit(ReadOnlySpan<byte> bytes) =>
        (bytes[6] | bytes[7]) == 0 && bytes[4] != bytes[5] && !IsLetter(bytes[4]);
}
