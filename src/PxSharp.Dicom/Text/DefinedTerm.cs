using System.Text;

namespace PxSharp.Dicom.Text;

/// <summary>What one value of Specific Character Set (0008,0005) means.</summary>
/// <param name="Spelling">The term as the standard spells it.</param>
/// <param name="Low">The set of G0.</param>
/// <param name="High">The set of G1, if the term has one.</param>
/// <param name="HasExtensions">Whether it is a term with code extensions (ISO 2022).</param>
/// <param name="Encoding">The encoding that needs neither G0 nor G1: UTF-8, GB 18030, GBK.</param>
/// <remarks>PS3.3 C.12.1.1.2, Tables C.12-2 to C.12-5.</remarks>
internal sealed record DefinedTerm(
    string Spelling, GraphicSet Low, GraphicSet? High, bool HasExtensions, Func<Encoding>? Encoding)
{
    /// <summary>The default repertoire, ISO-IR 6.</summary>
    internal static DefinedTerm Default { get; } = new("", GraphicSet.Ascii, null, false, null);

    /// <summary>Understands a term, misspelt or not; null when nobody knows what it could mean.</summary>
    /// <remarks>
    /// In the wild: other separators, lower case, a missing "ISO", the multi-byte sets without "2022", and names of
    /// encodings from programming languages.
    /// </remarks>
    internal static DefinedTerm? Parse(string term)
    {
        Span<char> letters = stackalloc char[32];
        var length = 0;
        foreach (var c in term)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                continue;
            if (length == letters.Length)
                return null;
            letters[length++] = char.ToUpperInvariant(c);
        }
        ReadOnlySpan<char> name = letters[..length];
        var hasExtensions = name.StartsWith("ISO2022");
        if (hasExtensions)
            name = name[7..];
        else if (name.StartsWith("ISOIR"))
            name = name[3..];
        return OfName(name.StartsWith("IR") ? name[2..] : name, hasExtensions);
    }

    private static DefinedTerm? OfName(ReadOnlySpan<char> name, bool hasExtensions) => name switch
    {
        "" or "6" or "ASCII" or "USASCII" or "ISO646" =>
            hasExtensions ? Extended("6", GraphicSet.Ascii, null) : Default,
        "100" or "ISO8859" or "ISO88591" or "88591" or "LATIN1" or "L1" => One("100", GraphicSet.Latin1, hasExtensions),
        "101" or "ISO88592" or "88592" or "LATIN2" or "L2" => One("101", GraphicSet.Latin2, hasExtensions),
        "109" or "ISO88593" or "88593" or "LATIN3" or "L3" => One("109", GraphicSet.Latin3, hasExtensions),
        "110" or "ISO88594" or "88594" or "LATIN4" or "L4" => One("110", GraphicSet.Latin4, hasExtensions),
        "144" or "ISO88595" or "88595" or "CYRILLIC" => One("144", GraphicSet.Cyrillic, hasExtensions),
        "127" or "ISO88596" or "88596" or "ARABIC" => One("127", GraphicSet.Arabic, hasExtensions),
        "126" or "ISO88597" or "88597" or "GREEK" => One("126", GraphicSet.Greek, hasExtensions),
        "138" or "ISO88598" or "88598" or "HEBREW" => One("138", GraphicSet.Hebrew, hasExtensions),
        "148" or "ISO88599" or "88599" or "LATIN5" or "L5" => One("148", GraphicSet.Latin5, hasExtensions),
        "203" or "ISO885915" or "885915" or "LATIN9" or "L9" => One("203", GraphicSet.Latin9, hasExtensions),
        "166" or "ISO885911" or "885911" or "TIS620" or "THAI" => One("166", GraphicSet.Thai, hasExtensions),
        "13" or "SHIFTJIS" or "SJIS" => hasExtensions
            ? Extended("13", GraphicSet.Romaji, GraphicSet.Katakana)
            : new("ISO_IR 13", GraphicSet.Romaji, GraphicSet.Katakana, false, null),
        "87" or "JP" or "ISO2022JP" => Extended("87", GraphicSet.JisX0208, null),
        "159" or "JP2" => Extended("159", GraphicSet.JisX0212, null),
        "149" or "KR" or "EUCKR" => Extended("149", GraphicSet.Ascii, GraphicSet.KsX1001),
        "58" or "GB2312" => Extended("58", GraphicSet.Ascii, GraphicSet.Gb2312),
        "192" or "UTF8" => new("ISO_IR 192", GraphicSet.Ascii, null, false, () => StrictUtf8),
        "GB18030" => new("GB18030", GraphicSet.Ascii, null, false, () => CodePages.Gb18030),
        "GBK" => new("GBK", GraphicSet.Ascii, null, false, () => CodePages.Gbk),
        _ => null,
    };

    private static Encoding StrictUtf8 { get; } = System.Text.Encoding.GetEncoding(
        "utf-8", EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback);

    private static DefinedTerm One(string number, GraphicSet high, bool hasExtensions) => hasExtensions
        ? Extended(number, GraphicSet.Ascii, high)
        : new($"ISO_IR {number}", GraphicSet.Ascii, high, false, null);

    private static DefinedTerm Extended(string number, GraphicSet low, GraphicSet? high) =>
        new($"ISO 2022 IR {number}", low, high, true, null);
}
