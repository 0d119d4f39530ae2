namespace PxSharp.Dicom.Text;

/// <summary>A set of 94 rows of 94 characters, each code two bytes of 21 to 7E.</summary>
/// <remarks>PS3.3 Table C.12-4. Built from a code page at first use, the way back at the first encoding.</remarks>
internal sealed class DoubleByteTable
{
    private const int Side = 94;
    private const int FirstCode = 0x21;
    private const char None = '\uFFFD';

    private readonly char[] _characters;
    private readonly Lazy<ushort[]> _codes;

    private DoubleByteTable(Source source)
    {
        _characters = ReadCodePage(source.CodePage, source.SecondHigh);
        foreach (var (code, character) in source.Corrections)
            _characters[IndexOf(code >> 8, code & 0xFF)] = character;
        _codes = new(() => Reverse(source));
    }

    /// <summary>JIS X 0208, ISO-IR 87.</summary>
    /// <remarks>
    /// Decoding also knows NEC's row 13, which is common in Japan; rows past the standard's are not written.
    /// </remarks>
    internal static DoubleByteTable JisX0208 => field ??= new(new(20932, 0x80, row => row is <= 8 or >= 16 and <= 84)
    {
        // What Windows takes for the same characters.
        Synonyms = [
            (0x2141, '\uFF5E'), (0x2142, '\u2225'), (0x215D, '\uFF0D'), (0x2171, '\uFFE0'),
            (0x2172, '\uFFE1'), (0x224C, '\uFFE2'), (0x213D, '\u2014'),
        ],
    });

    /// <summary>JIS X 0212, ISO-IR 159.</summary>
    internal static DoubleByteTable JisX0212 => field ??= new(new(20932, 0, row => row <= 77)
    {
        // The code page gives these two codes to other sets.
        Corrections = [(0x2237, '\uFF5E'), (0x2271, '\u2116')],
    });

    /// <summary>KS X 1001, ISO-IR 149.</summary>
    internal static DoubleByteTable KsX1001 => field ??= new(new(949, 0x80, row => row is not (41 or 94)));

    /// <summary>GB 2312, ISO-IR 58.</summary>
    internal static DoubleByteTable Gb2312 => field ??= new(new(20936, 0x80, row => row is <= 9 or >= 16 and <= 87)
    {
        // As GB 18030, the newer standard, has them.
        Corrections = [(0x2124, '\u00B7'), (0x212A, '\u2014'), (0x212C, '\u2016')],
        Synonyms = [(0x2124, '\u30FB'), (0x212A, '\u2015')],
    });

    /// <summary>The character of two bytes, U+FFFD when there is none.</summary>
    /// <param name="first">The row's byte, without its high bit.</param>
    /// <param name="second">The cell's byte, without its high bit.</param>
    internal char Decode(int first, int second) => _characters[IndexOf(first, second)];

    /// <summary>
    /// The two bytes of a character, without high bits, the first the higher; 0 when it is not in the set.
    /// </summary>
    internal int Encode(char character) => _codes.Value[character];

    private static char[] ReadCodePage(int codePage, int secondHigh)
    {
        var encoding = CodePages.Get(codePage);
        var characters = new char[Side * Side];
        Span<char> decoded = stackalloc char[4];
        for (var i = 0; i < characters.Length; i++)
        {
            var count = encoding.GetChars(
                [(byte)((FirstCode + (i / Side)) | 0x80), (byte)((FirstCode + (i % Side)) | secondHigh)], decoded);
            // More than one character, or a private one: the code page's way of saying that there is none.
            characters[i] = count == 1 && decoded[0] is not (>= '\uE000' and <= '\uF8FF') ? decoded[0] : None;
        }
        return characters;
    }

    private ushort[] Reverse(Source source)
    {
        var codes = new ushort[char.MaxValue + 1];
        for (var i = 0; i < _characters.Length; i++)
        {
            if (_characters[i] != None && source.IsAssigned((i / Side) + 1))
                codes[_characters[i]] = (ushort)(((FirstCode + (i / Side)) << 8) | (FirstCode + (i % Side)));
        }
        foreach (var (code, character) in source.Synonyms)
            codes[character] = (ushort)code;
        return codes;
    }

    private static int IndexOf(int first, int second) => ((first - FirstCode) * Side) + second - FirstCode;

    /// <summary>A code page that has the set.</summary>
    /// <param name="CodePage">Its number.</param>
    /// <param name="SecondHigh">The second byte's high bit there.</param>
    /// <param name="IsAssigned">Whether the standard has a row, counted from 1.</param>
    private sealed record Source(int CodePage, int SecondHigh, Func<int, bool> IsAssigned)
    {
        /// <summary>Codes where the code page is not as the standard.</summary>
        internal (int Code, char Character)[] Corrections { get; init; } = [];

        /// <summary>Other characters that are written as a code.</summary>
        internal (int Code, char Character)[] Synonyms { get; init; } = [];
    }
}
