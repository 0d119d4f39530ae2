using System.Globalization;

namespace PxSharp.Dicom;

/// <summary>The tag of a data element. PS3.6's tags are static properties: <c>DicomTag.PatientID</c>.</summary>
/// <remarks>PS3.5 7.1.1. Tags compare as the standard orders elements: by group, then element.</remarks>
/// <param name="Group">Group number; odd for private elements.</param>
/// <param name="Element">Element number.</param>
public readonly partial record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    /// <summary>The tag of a 32-bit number, group in the upper half.</summary>
    public DicomTag(uint value) : this((ushort)(value >> 16), (ushort)value)
    {
    }

    /// <summary>The tag as one number, group in the upper half: 0x00100020 for Patient ID.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>Whether the group is odd, so that the element belongs to who reserved it.</summary>
    /// <remarks>PS3.5 7.8.</remarks>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>
    /// Whether this is (gggg,0010-00FF) in a private group: a name that reserves a block of elements.
    /// </summary>
    /// <remarks>PS3.5 7.8.1.</remarks>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>Whether this is (gggg,0000), the length of its group.</summary>
    /// <remarks>PS3.5 7.2; retired but for groups 0000 and 0002.</remarks>
    public bool IsGroupLength => Element == 0;

    /// <summary>PS3.6's keyword (<c>PatientID</c>); null when the tag is private or unknown.</summary>
    public string? Keyword => DicomDictionary.KeywordOf(this);

    /// <summary>The tag that <paramref name="text"/> means.</summary>
    /// <param name="text">
    /// <c>0010,0020</c>, <c>(0010,0020)</c>, <c>00100020</c>, or a PS3.6 keyword in any case.
    /// </param>
    /// <param name="tag">The tag; (0000,0000) when there is none.</param>
    /// <returns>False when it is none of these.</returns>
    public static bool TryParse(string text, out DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(text);
        var span = text.AsSpan().Trim();
        if (span is ['(', .., ')'])
            span = span[1..^1];
        if (span.Length == 9 && span[4] == ','
            && TryParseHex(span[..4], out var group) && TryParseHex(span[5..], out var element))
            tag = new DicomTag((ushort)group, (ushort)element);
        else if (span.Length == 8 && TryParseHex(span, out var value))
            tag = new DicomTag(value);
        else if (DicomDictionary.FindKeyword(span) is { } known)
            tag = known;
        else
        {
            tag = default;
            return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    /// <summary><c>(gggg,eeee)</c> in lower-case hexadecimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:x4},{Element:x4})");

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/> in a data set.</summary>
    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/> in a data set.</summary>
    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is or comes before <paramref name="right"/>.</summary>
    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is or comes after <paramref name="right"/>.</summary>
    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;

    private static bool TryParseHex(ReadOnlySpan<char> digits, out uint value) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
