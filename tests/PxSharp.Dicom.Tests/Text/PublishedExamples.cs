using System.Text;
using PxSharp.Dicom.Text;
using Xunit;

namespace PxSharp.Dicom.Tests.Text;

/// <summary>
/// The byte strings that PS3.5 Annexes H to K print, and those of the single-byte sets of the field's test files.
/// </summary>
public class PublishedExamples
{
    /// <summary>Terms, bytes as Latin-1 with ~ for ESC, text.</summary>
    public static TheoryData<string, string, string> Names => new()
    {
        // H.3.1
        {
            @"\ISO 2022 IR 87",
            "Yamada^Tarou=~$B;3ED~(B^~$BB@O:~(B=~$B$d$^$@~(B^~$B$?$m$&~(B",
            "Yamada^Tarou=山田^太郎=やまだ^たろう"
        },
        // H.3.2
        {
            @"ISO 2022 IR 13\ISO 2022 IR 87",
            "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3=~$B;3ED~(J^~$BB@O:~(J=~$B$d$^$@~(J^~$B$?$m$&~(J",
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"
        },
        // I.2
        {
            @"\ISO 2022 IR 149",
            "Hong^Gildong=~$)C\u00FB\u00F3^~$)C\u00D1\u00CE\u00D4\u00D7=~$)C\u00C8\u00AB^~$)C\u00B1\u00E6\u00B5\u00BF",
            "Hong^Gildong=洪^吉洞=홍^길동"
        },
        // J.1 and J.2
        {
            "ISO_IR 192",
            "Wang^XiaoDong=\u00E7\u008E\u008B^\u00E5\u00B0\u008F\u00E6\u009D\u00B1=", "Wang^XiaoDong=王^小東="
        },
        { "GB18030", "Wang^XiaoDong=\u00CD\u00F5^\u00D0\u00A1\u00B6\u00AB=", "Wang^XiaoDong=王^小东=" },
        { "GBK", "Wang^XiaoDong=\u00CD\u00F5^\u00D0\u00A1\u00B6\u00AB=", "Wang^XiaoDong=王^小东=" },
        // K.2
        {
            @"\ISO 2022 IR 58",
            "Zhang^XiaoDong=~$)A\u00D5\u00C5^~$)A\u00D0\u00A1\u00B6\u00AB=", "Zhang^XiaoDong=张^小东="
        },
        { "ISO_IR 100", "Buc^J\u00E9r\u00F4me", "Buc^Jérôme" },
        { "ISO_IR 100", "\u00C4neas^R\u00FCdiger", "Äneas^Rüdiger" },
        { "ISO_IR 101", "Wa\u00B3\u00EAsa", "Wałęsa" },
        { "ISO_IR 109", "\u00F5a\u00FDo", "ġaŭo" },
        { "ISO_IR 110", "\u00A6e\u00BFa", "Ļeŋa" },
        { "ISO_IR 126", "\u00C4\u00E9\u00EF\u00ED\u00F5\u00F3\u00E9\u00EF\u00F2", "Διονυσιος" },
        { "ISO_IR 127", "\u00E2\u00C8\u00C7\u00E6\u00EA^\u00E4\u00E6\u00D2\u00C7\u00D1", "قباني^لنزار" },
        { "ISO_IR 138", "\u00F9\u00F8\u00E5\u00EF^\u00E3\u00E1\u00E5\u00F8\u00E4", "שרון^דבורה" },
        { "ISO_IR 144", "\u00BB\u00EE\u00DAce\u00DC\u00D1yp\u00D3", "Люкceмбypг" },
        { "ISO_IR 148", "\u00C7al\u00FD\u00FEkan\u00F0", "Çalışkanğ" },
        { "ISO_IR 203", "\u00BCuvre \u00A4", "Œuvre €" },
        { "ISO_IR 166", "\u00B9\u00C7\u00D1\u00B2\u00B9\u00EC", "นวัฒน์" },
        { "ISO_IR 13", "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3", "ﾔﾏﾀﾞ^ﾀﾛｳ" },
        { @"ISO 2022 IR 6\ISO 2022 IR 159", "a~$(D0!~(B", "a丂" },
        { @"ISO 2022 IR 100\ISO 2022 IR 144", "J\u00E9r ~-L\u00BB\u00EE\u00DA~-A^\u00E9", "Jér Люк^é" },
        { @"ISO 2022 IR 100\ISO 2022 IR 126", "\u00E9~-F\u00C4~-A", "éΔ" },
        { @"\ISO 2022 IR 203", "~-b\u00A4", "€" },
    };

    [Theory, MemberData(nameof(Names))]
    public void Bytes_are_read_as_the_standard_prints_them(string terms, string bytes, string text) =>
        Assert.Equal(text, Of(terms).Decode(Bytes(bytes), DicomVR.PN));

    [Theory, MemberData(nameof(Names))]
    public void Text_is_written_as_the_standard_prints_it(string terms, string bytes, string text)
    {
        Assert.True(Of(terms).TryEncode(text, DicomVR.PN, out var encoded));
        Assert.Equal(bytes, Encoding.Latin1.GetString(encoded).Replace('\x1B', '~'));
    }

    [Fact]
    public void A_text_of_several_lines_begins_each_line_with_the_first_set()
    {
        const string text = "1. 第一行文字。\r\n2. 第二行文字。\r\n";
        const string bytes = "1. ~$)A\u00B5\u00DA\u00D2\u00BB\u00D0\u00D0\u00CE\u00C4\u00D7\u00D6\u00A1\u00A3\r\n"
            + "2. ~$)A\u00B5\u00DA\u00B6\u00FE\u00D0\u00D0\u00CE\u00C4\u00D7\u00D6\u00A1\u00A3\r\n";
        Assert.Equal(text, Of(@"\ISO 2022 IR 58").Decode(Bytes(bytes), DicomVR.LT));
        Assert.True(Of(@"\ISO 2022 IR 58").TryEncode(text, DicomVR.LT, out var encoded));
        Assert.Equal(Bytes(bytes), encoded);
    }

    internal static DicomCharacterSet Of(string terms) => DicomCharacterSet.Of(terms.Split('\\'));

    internal static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1.Replace('~', '\x1B'));
}
