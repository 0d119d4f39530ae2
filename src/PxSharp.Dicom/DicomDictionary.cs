using System.Text;

namespace PxSharp.Dicom;

/// <summary>The registry of data elements of PS3.6, repeating groups (50XX, 60XX) included.</summary>
/// <remarks>
/// The tables are constant data of the assembly, searched by bisection: nothing is built at start-up.
/// </remarks>
public static class DicomDictionary
{
    /// <summary>What PS3.6 says of <paramref name="tag"/>; null when it is private or unknown.</summary>
    public static DictionaryEntry? Find(DicomTag tag)
    {
        var row = IndexOf(tag);
        if (row < 0)
            return null;
        var nameStart = TagTable.Starts[row] + TagTable.KeywordLengths[row];
        return new DictionaryEntry(
            Encoding.UTF8.GetString(Keyword(row)),
            Encoding.UTF8.GetString(TagTable.Text[nameStart..TagTable.Starts[row + 1]]),
            AmbiguousVR.Default(TagTable.VRs[row]),
            TagTable.Multiplicity(TagTable.Multiplicities[row]),
            TagTable.Retired[row]);
    }

    /// <summary>The tag of a PS3.6 keyword in any case; null when there is none.</summary>
    /// <remarks>A keyword of a repeating group gives its first group: OverlayRows is (6000,0010).</remarks>
    public static DicomTag? FindKeyword(ReadOnlySpan<char> keyword)
    {
        var rows = TagTable.ByKeyword;
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = CompareIgnoringCase(Keyword(rows[middle]), keyword);
            if (order == 0)
                return new DicomTag(TagTable.Tags[rows[middle]]);
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>Every keyword of PS3.6, in no useful order; for suggestions and completion.</summary>
    public static IEnumerable<string> Keywords
    {
        get
        {
            for (var row = 0; row < TagTable.KeywordLengths.Length; row++)
            {
                if (TagTable.KeywordLengths[row] > 0)
                    yield return Encoding.UTF8.GetString(Keyword(row));
            }
        }
    }

    /// <summary>The VR that PS3.6 gives <paramref name="tag"/>; UN when it is unknown.</summary>
    /// <remarks>UL for group lengths and LO for private creators, as PS3.5 7.2 and 7.8.1 have them.</remarks>
    public static DicomVR VROf(DicomTag tag) => AmbiguousVR.Default(VRCodeOf(tag));

    internal static byte VRCodeOf(DicomTag tag)
    {
        var row = IndexOf(tag);
        if (row >= 0)
            return TagTable.VRs[row];
        if (tag.IsGroupLength)
            return (byte)DicomVR.UL;
        return (byte)(tag.IsPrivateCreator ? DicomVR.LO : DicomVR.UN);
    }

    internal static string? KeywordOf(DicomTag tag)
    {
        var row = IndexOf(tag);
        return row < 0 || TagTable.KeywordLengths[row] == 0 ? null : Encoding.UTF8.GetString(Keyword(row));
    }

    private static ReadOnlySpan<byte> Keyword(int row) =>
        TagTable.Text.Slice(TagTable.Starts[row], TagTable.KeywordLengths[row]);

    private static int IndexOf(DicomTag tag)
    {
        if (tag.IsPrivate)
            return -1;
        var row = TagTable.Tags[..TagTable.ExactCount].BinarySearch(tag.Value);
        return row >= 0 || tag.IsGroupLength ? row : IndexOfPattern(tag.Value);
    }

    private static int IndexOfPattern(uint tag)
    {
        // The groups that have patterns: 0020, 0028, 1000, 1010, 50XX, 60XX, 7FXX.
        if (tag >> 16 is not (0x0020 or 0x0028 or 0x1000 or 0x1010
            or (>= 0x5000 and < 0x5100) or (>= 0x6000 and < 0x6100) or (>= 0x7F00 and < 0x8000)))
            return -1;
        var masks = TagTable.PatternMasks;
        for (var i = 0; i < masks.Length; i++)
        {
            if ((tag & masks[i]) == TagTable.Tags[TagTable.ExactCount + i])
                return TagTable.ExactCount + i;
        }
        return -1;
    }

    private static int CompareIgnoringCase(ReadOnlySpan<byte> known, ReadOnlySpan<char> text)
    {
        var length = Math.Min(known.Length, text.Length);
        for (var i = 0; i < length; i++)
        {
            var order = char.ToUpperInvariant((char)known[i]) - char.ToUpperInvariant(text[i]);
            if (order != 0)
                return order;
        }
        return known.Length - text.Length;
    }
}
