namespace PxSharp.Dicom.Text;

/// <summary>A coded character set that ISO 2022 escape sequences bring into use.</summary>
/// <remarks>PS3.3 Tables C.12-3 and C.12-4, PS3.5 6.1.2.</remarks>
internal sealed class GraphicSet
{
    private readonly string? _table;
    private readonly Func<DoubleByteTable>? _doubleByteTable;

    private GraphicSet(string escape, bool isHigh, string table)
    {
        (EscapeSequence, IsHigh, _table) = (Escape(escape), isHigh, table);
    }

    private GraphicSet(string escape, bool isHigh, Func<DoubleByteTable> table)
    {
        (EscapeSequence, IsHigh, _doubleByteTable) = (Escape(escape), isHigh, table);
    }

    internal static GraphicSet Ascii { get; } = new("(B", false, SingleByteTables.Ascii);
    internal static GraphicSet Romaji { get; } = new("(J", false, SingleByteTables.Romaji);
    internal static GraphicSet Katakana { get; } = new(")I", true, SingleByteTables.Katakana);
    internal static GraphicSet Latin1 { get; } = new("-A", true, SingleByteTables.Latin1);
    internal static GraphicSet Latin2 { get; } = new("-B", true, SingleByteTables.Latin2);
    internal static GraphicSet Latin3 { get; } = new("-C", true, SingleByteTables.Latin3);
    internal static GraphicSet Latin4 { get; } = new("-D", true, SingleByteTables.Latin4);
    internal static GraphicSet Greek { get; } = new("-F", true, SingleByteTables.Greek);
    internal static GraphicSet Arabic { get; } = new("-G", true, SingleByteTables.Arabic);
    internal static GraphicSet Hebrew { get; } = new("-H", true, SingleByteTables.Hebrew);
    internal static GraphicSet Cyrillic { get; } = new("-L", true, SingleByteTables.Cyrillic);
    internal static GraphicSet Latin5 { get; } = new("-M", true, SingleByteTables.Latin5);
    internal static GraphicSet Thai { get; } = new("-T", true, SingleByteTables.Thai);
    internal static GraphicSet Latin9 { get; } = new("-b", true, SingleByteTables.Latin9);
    internal static GraphicSet JisX0208 { get; } = new("$B", false, () => DoubleByteTable.JisX0208);
    internal static GraphicSet JisX0212 { get; } = new("$(D", false, () => DoubleByteTable.JisX0212);
    internal static GraphicSet KsX1001 { get; } = new("$)C", true, () => DoubleByteTable.KsX1001);
    internal static GraphicSet Gb2312 { get; } = new("$)A", true, () => DoubleByteTable.Gb2312);

    /// <summary>The bytes that bring the set into use, ESC first.</summary>
    internal byte[] EscapeSequence { get; }

    /// <summary>Whether its bytes have the high bit (G1), which leaves G0 as it is.</summary>
    internal bool IsHigh { get; }

    /// <summary>Whether a character takes two bytes.</summary>
    internal bool IsDoubleByte => _doubleByteTable is not null;

    /// <summary>The character of a byte, 20 to 7F without its high bit; U+FFFD when there is none.</summary>
    internal char Decode(int code) => _table![code - 0x20];

    /// <summary>The character of two bytes, 21 to 7E without their high bits; U+FFFD when there is none.</summary>
    internal char Decode(int first, int second) => _doubleByteTable!().Decode(first, second);

    /// <summary>Writes a character of the set.</summary>
    /// <returns>How many bytes it took; 0 when the set does not have it.</returns>
    internal int Encode(char character, Span<byte> bytes)
    {
        var high = IsHigh ? 0x80 : 0;
        if (_doubleByteTable is not null)
        {
            var code = _doubleByteTable().Encode(character);
            bytes[0] = (byte)((code >> 8) | high);
            bytes[1] = (byte)(code | high);
            return code == 0 ? 0 : 2;
        }
        var index = character == '\uFFFD' ? -1 : _table!.IndexOf(character, StringComparison.Ordinal);
        bytes[0] = (byte)((0x20 + index) | high);
        return index < 0 ? 0 : 1;
    }

    /// <summary>The set that an escape sequence brings into use.</summary>
    /// <param name="bytes">What follows the ESC.</param>
    /// <param name="set">The set.</param>
    /// <param name="isHigh">
    /// Whether it is put in G1. Some put a set of G1 in G0, as the Internet's ISO-2022-JP does.
    /// </param>
    /// <returns>How many bytes that sequence has without its ESC; 0 when it is none of DICOM's.</returns>
    internal static int Find(ReadOnlySpan<byte> bytes, out GraphicSet? set, out bool isHigh)
    {
        var isDouble = bytes is [(byte)'$', ..];
        var rest = isDouble ? bytes[1..] : bytes;
        var intermediate = rest is [(byte)'(' or (byte)')' or (byte)'-', ..] ? rest[0] : (byte)0;
        rest = intermediate == 0 ? rest : rest[1..];
        isHigh = intermediate is (byte)')' or (byte)'-';
        set = rest.IsEmpty ? null : (isDouble, intermediate) switch
        {
            (true, not (byte)'-') => DoubleByteOf(rest[0]),
            (false, (byte)'-') => Of96(rest[0]),
            (false, not 0) => Of94(rest[0]),
            _ => null,
        };
        return set is null ? 0 : bytes.Length - rest.Length + 1;
    }

    private static GraphicSet? DoubleByteOf(byte final) => final switch
    {
        (byte)'@' or (byte)'B' => JisX0208,
        (byte)'A' => Gb2312,
        (byte)'C' => KsX1001,
        (byte)'D' => JisX0212,
        _ => null,
    };

    private static GraphicSet? Of94(byte final) => final switch
    {
        (byte)'B' => Ascii,
        (byte)'I' => Katakana,
        (byte)'J' => Romaji,
        _ => null,
    };

    private static GraphicSet? Of96(byte final) => final switch
    {
        (byte)'A' => Latin1,
        (byte)'B' => Latin2,
        (byte)'C' => Latin3,
        (byte)'D' => Latin4,
        (byte)'F' => Greek,
        (byte)'G' => Arabic,
        (byte)'H' => Hebrew,
        (byte)'L' => Cyrillic,
        (byte)'M' => Latin5,
        (byte)'T' => Thai,
        (byte)'b' => Latin9,
        _ => null,
    };

    private static byte[] Escape(string rest) => [0x1B, .. System.Text.Encoding.ASCII.GetBytes(rest)];
}
