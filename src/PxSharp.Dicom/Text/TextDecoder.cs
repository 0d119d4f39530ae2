using System.Buffers;
using System.Text;

namespace PxSharp.Dicom.Text;

/// <summary>
/// Reads one text by the sets that are in G0 and G1, which escape sequences change and delimiters restore.
/// </summary>
/// <remarks>PS3.5 6.1.2.4 and 6.1.2.5. One pass; never more characters than bytes.</remarks>
internal ref struct TextDecoder
{
    private const byte Escape = 0x1B;

    private readonly DicomCharacterSet _characterSet;
    private readonly TextDelimiters _delimiters;
    private readonly ReadOnlySpan<byte> _bytes;
    private GraphicSet _low;
    private GraphicSet? _high;

    // What bytes with the high bit are taken for when G1 is empty: some writers forget the escape sequence, or
    // write it once for all components of a name.
    private GraphicSet? _assumedHigh;

    internal TextDecoder(DicomCharacterSet characterSet, TextDelimiters delimiters, ReadOnlySpan<byte> bytes)
    {
        _characterSet = characterSet;
        _delimiters = delimiters;
        _bytes = bytes;
        (_low, _high) = (characterSet.InitialLow, characterSet.InitialHigh);
        foreach (var set in characterSet.Sets)
        {
            if (_assumedHigh is null && set.IsHigh)
                _assumedHigh = set;
        }
    }

    internal string Decode()
    {
        char[]? rented = null;
        var characters = _bytes.Length <= 256
            ? stackalloc char[256]
            : rented = ArrayPool<char>.Shared.Rent(_bytes.Length);
        var length = 0;
        for (var position = 0; position < _bytes.Length;)
        {
            var taken = Next(_bytes[position..], out var character);
            position += taken;
            if (character is { } known)
                characters[length++] = known;
        }
        var text = new string(characters[..length]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Reads one character or one escape sequence, which gives none.</summary>
    /// <returns>How many bytes it took, at least one.</returns>
    private int Next(ReadOnlySpan<byte> rest, out char? character)
    {
        var first = rest[0];
        if (first == Escape && GraphicSet.Find(rest[1..], out var set, out var isHigh) is > 0 and var length)
        {
            if (isHigh)
                _high = _assumedHigh = set;
            else
                _low = set!;
            character = null;
            return 1 + length;
        }
        if (first >= 0x80)
            return NextHigh(rest, out character);
        if (_low.IsDoubleByte && IsCode(first) && rest.Length > 1 && IsCode(rest[1]))
        {
            character = _low.Decode(first, rest[1]);
            return 2;
        }
        character = Single(first);
        return 1;
    }

    private char Single(byte code)
    {
        var isDelimiter = code switch
        {
            (byte)'\\' => _delimiters.HasFlag(TextDelimiters.Values),
            (byte)'^' or (byte)'=' => _delimiters.HasFlag(TextDelimiters.NameComponents),
            < 0x20 => code != Escape,
            _ => false,
        };
        if (isDelimiter)
            (_low, _high) = (_characterSet.InitialLow, _characterSet.InitialHigh);
        // A lone byte in a two-byte set: somebody forgot to escape back, before a delimiter mostly.
        return isDelimiter || code < 0x20 || _low.IsDoubleByte ? (char)code : _low.Decode(code);
    }

    private readonly int NextHigh(ReadOnlySpan<byte> rest, out char? character)
    {
        var set = _high ?? _assumedHigh;
        var code = rest[0] & 0x7F;
        if (set is null)
        {
            character = (char)rest[0];
            return 1;
        }
        if (set.IsDoubleByte)
        {
            if (rest.Length > 1 && IsCode(code) && rest[1] >= 0x80 && IsCode(rest[1] & 0x7F))
            {
                character = set.Decode(code, rest[1] & 0x7F);
                return 2;
            }
            return NextOfCodePage(rest, set == GraphicSet.KsX1001 ? CodePages.UnifiedHangul : null, out character);
        }
        if (set == GraphicSet.Katakana && (code < 0x20 || code > 0x5F))
            return NextOfCodePage(rest, CodePages.ShiftJis, out character);
        character = code < 0x20 ? (char)rest[0] : set.Decode(code);
        return 1;
    }

    /// <summary>Two bytes that are not of the declared set but of a larger one that is often meant.</summary>
    private static int NextOfCodePage(ReadOnlySpan<byte> rest, Encoding? codePage, out char? character)
    {
        Span<char> decoded = stackalloc char[4];
        if (codePage is not null && rest.Length > 1
            && codePage.GetChars(rest[..2], decoded) == 1 && decoded[0] != '\uFFFD')
        {
            character = decoded[0];
            return 2;
        }
        character = '\uFFFD';
        return 1;
    }

    private static bool IsCode(int code) => code is >= 0x21 and <= 0x7E;
}
