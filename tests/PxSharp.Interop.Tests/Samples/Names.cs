using System.Text;

namespace PxSharp.Interop.Tests.Samples;

/// <summary>Names that only a right reading of Specific Character Set gets right.</summary>
public static class Names
{
    /// <summary>
    /// Those of <see cref="InCharacterSets"/> that Debian's DCMTK can convert: it has no ISO 2022 for Japanese.
    /// </summary>
    public static TheoryData<string, string, string> ThatDcmtkConverts =>
        [.. InCharacterSets.Where(name => !name.Data.Item1.Contains("ISO 2022", StringComparison.Ordinal))];

    /// <summary>
    /// Specific Character Set; the name as it stands in the file, a character a byte; the name as a person writes it.
    /// </summary>
    public static TheoryData<string, string, string> InCharacterSets => new()
    {
        { "ISO_IR 100", "Müller^Jörg", "Müller^Jörg" },
        { "ISO_IR 144", AsBytes([0xBB, 0xEE, 0xDA, 0xE1, 0xD5, 0xDC, 0xD1, 0xE3, 0xE0, 0xD3]), "Люксембург" },
        { "ISO_IR 192", Utf8("Wang^XiaoDong=王^小東"), "Wang^XiaoDong=王^小東" },
        { "ISO_IR 192", Utf8("Ñandú^Øyvind Žižek"), "Ñandú^Øyvind Žižek" },
        {
            "GB18030",
            AsBytes([.. "Wang^XiaoDong="u8, 0xCD, 0xF5, .. "^"u8, 0xD0, 0xA1, 0xB6, 0xAB]),
            "Wang^XiaoDong=王^小东"
        },
        {
            // PS3.5 H.3.1
            "\\ISO 2022 IR 87",
            "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B=\u001b$B$d$^$@\u001b(B^\u001b$B$?$m$&\u001b(B",
            "Yamada^Tarou=山田^太郎=やまだ^たろう"
        },
    };

    private static string AsBytes(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static string Utf8(string text) => AsBytes(Encoding.UTF8.GetBytes(text));
}
