using System.Buffers;
using System.Text;

namespace PxSharp.Dicom.Text;

/// <summary>How the text of a data set is coded: what Specific Character Set (0008,0005) says.</summary>
/// <remarks>
/// PS3.3 C.12.1.1.2, PS3.5 6.1 and Annexes H to K. Immutable and safe to share. Decoding never fails: bytes that a
/// set does not have become U+FFFD, and bytes beyond ASCII where no set is declared are read as ISO 8859-1, as
/// pydicom does. Terms are understood misspelt, too ("ISO IR 100", "iso-8859-1", "utf-8").
/// </remarks>
public sealed class DicomCharacterSet
{
    private static readonly SearchValues<byte> PlainAscii = SearchValues.Create(
        Enumerable.Range(0, 0x80).Where(b => b != 0x1B).Select(b => (byte)b).ToArray());

    private readonly Func<Encoding>? _standAlone;

    private DicomCharacterSet(IReadOnlyList<string> terms)
    {
        var understood = new DefinedTerm[terms.Count];
        var unknown = new List<string>();
        for (var i = 0; i < terms.Count; i++)
        {
            if (DefinedTerm.Parse(terms[i]) is { } term)
            {
                understood[i] = term;
                continue;
            }
            understood[i] = DefinedTerm.Default;
            unknown.Add(terms[i]);
        }
        UnknownTerms = unknown;
        var first = understood.Length > 0 ? understood[0] : DefinedTerm.Default;
        HasExtensions = understood.Length > 1 || first.HasExtensions;
        // A multi-byte set is never in use from the start (C.12.1.1.2), whatever some put first.
        InitialLow = first.Low.IsDoubleByte ? GraphicSet.Ascii : first.Low;
        InitialHigh = first.High is { IsDoubleByte: false } ? first.High : null;
        var sets = new List<GraphicSet>(2 * understood.Length) { InitialLow };
        foreach (var term in understood)
        {
            Add(sets, term.Low);
            if (term.High is not null)
                Add(sets, term.High);
        }
        Sets = sets;
        // Such an encoding stands alone, but some put it after the default repertoire, of which it is an extension.
        var standAlone = first.Encoding is not null ? first
            : sets.Count == 1 ? Array.Find(understood, term => term.Encoding is not null)
            : null;
        _standAlone = standAlone?.Encoding;
        DefinedTerms = standAlone is null ? Array.ConvertAll(understood, term => term.Spelling) : [standAlone.Spelling];

        static void Add(List<GraphicSet> sets, GraphicSet set)
        {
            if (!sets.Contains(set))
                sets.Add(set);
        }
    }

    /// <summary>No character set declared: ASCII (ISO-IR 6).</summary>
    public static DicomCharacterSet Default { get; } = new([]);

    /// <summary>UTF-8, the term ISO_IR 192.</summary>
    public static DicomCharacterSet Utf8 { get; } = new(["ISO_IR 192"]);

    private static DicomCharacterSet Latin1 { get; } = new(["ISO_IR 100"]);

    /// <summary>The terms as the standard spells them; "" for ASCII and for a term that is not understood.</summary>
    public IReadOnlyList<string> DefinedTerms { get; }

    /// <summary>The terms that are not understood; ASCII is taken for each.</summary>
    public IReadOnlyList<string> UnknownTerms { get; }

    /// <summary>The set in G0 at the start of a text and after each delimiter.</summary>
    internal GraphicSet InitialLow { get; }

    /// <summary>The set in G1 at the start of a text and after each delimiter, if there is one.</summary>
    internal GraphicSet? InitialHigh { get; }

    /// <summary>All sets of the terms, in their order, each once.</summary>
    internal IReadOnlyList<GraphicSet> Sets { get; }

    /// <summary>Whether escape sequences may be written.</summary>
    internal bool HasExtensions { get; }

    /// <summary>The character set of the values of Specific Character Set (0008,0005).</summary>
    /// <param name="specificCharacterSet">The values, an empty first one meaning ASCII; none means ASCII.</param>
    public static DicomCharacterSet Of(IReadOnlyList<string> specificCharacterSet)
    {
        ArgumentNullException.ThrowIfNull(specificCharacterSet);
        return specificCharacterSet switch
        {
            [] or [""] => Default,
            ["ISO_IR 100"] => Latin1,
            ["ISO_IR 192"] => Utf8,
            _ => new(specificCharacterSet),
        };
    }

    /// <summary>The text of a value.</summary>
    /// <param name="value">Its bytes, padding and all.</param>
    /// <param name="specificCharacterSet">The values of Specific Character Set (0008,0005).</param>
    /// <param name="vr">Its VR, which says which characters are delimiters.</param>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte}, DicomVR)" path="/remarks"/>
    public static string Decode(ReadOnlySpan<byte> value, IReadOnlyList<string> specificCharacterSet, DicomVR vr) =>
        Of(specificCharacterSet).Decode(value, vr);

    /// <summary>The text of a value.</summary>
    /// <param name="value">Its bytes, padding and all.</param>
    /// <param name="vr">Its VR, which says which characters are delimiters.</param>
    /// <remarks>
    /// Several values are still joined by backslashes: a backslash in the text of a multi-valued VR is always a
    /// delimiter, however many bytes 5C the multi-byte characters had, so the text may be split there. Control
    /// characters stay. VRs without character sets (CS, UI, DA...) are read as ISO 8859-1.
    /// </remarks>
    public string Decode(ReadOnlySpan<byte> value, DicomVR vr)
    {
        if (!vr.UsesSpecificCharacterSet())
            return Encoding.Latin1.GetString(value);
        var delimiters = DelimitersOf(vr);
        // Nearly all values: no machinery. Romaji has its own 5C and 7E.
        if (InitialLow == GraphicSet.Ascii && value.IndexOfAnyExcept(PlainAscii) < 0)
            return Encoding.Latin1.GetString(value);
        return _standAlone is null
            ? new TextDecoder(this, delimiters, value).Decode()
            : _standAlone().GetString(value);
    }

    /// <summary>The values of a text element, split at its delimiters, not within multi-byte characters.</summary>
    /// <param name="value">Its bytes, padding and all.</param>
    /// <param name="vr">Its VR; LT, ST, UT and UR have one value.</param>
    /// <returns>The values, unpadded ones and empty ones too; none for no bytes.</returns>
    public IReadOnlyList<string> DecodeValues(ReadOnlySpan<byte> value, DicomVR vr)
    {
        if (value.IsEmpty)
            return [];
        var text = Decode(value, vr);
        return vr.IsMultiValuedText() ? text.Split('\\') : [text];
    }

    /// <summary>The bytes of a text, with escape sequences where the character set has code extensions.</summary>
    /// <param name="text">The text; several values joined by backslashes.</param>
    /// <param name="vr">Its VR.</param>
    /// <param name="bytes">The bytes, unpadded; a question mark for each character that does not fit.</param>
    /// <returns>
    /// Whether all characters fit: are in one of the sets and, for VRs without character sets, in ASCII.
    /// </returns>
    public bool TryEncode(ReadOnlySpan<char> text, DicomVR vr, out byte[] bytes)
    {
        if (Ascii.IsValid(text) && InitialLow == GraphicSet.Ascii && !text.Contains('\x1B'))
        {
            bytes = new byte[text.Length];
            Ascii.FromUtf16(text, bytes, out _);
            return true;
        }
        var characterSet = vr.UsesSpecificCharacterSet() ? this : Default;
        return characterSet._standAlone is null
            ? new TextEncoder(characterSet, DelimitersOf(vr)).TryEncode(text, out bytes)
            : StandAloneEncoder.TryEncode(text, characterSet._standAlone(), out bytes);
    }

    /// <summary>The terms, joined as in the data element.</summary>
    public override string ToString() => string.Join('\\', DefinedTerms);

    private static TextDelimiters DelimitersOf(DicomVR vr) => vr switch
    {
        DicomVR.PN => TextDelimiters.Values | TextDelimiters.NameComponents,
        DicomVR.LT or DicomVR.ST or DicomVR.UT => TextDelimiters.None,
        _ => TextDelimiters.Values,
    };
}
