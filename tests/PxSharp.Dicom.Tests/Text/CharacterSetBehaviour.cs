using PxSharp.Dicom.Text;
using Xunit;
using static PxSharp.Dicom.Tests.Text.PublishedExamples;

namespace PxSharp.Dicom.Tests.Text;

public class CharacterSetBehaviour
{
    [Theory]
    [InlineData("ISO IR 100", "ISO_IR 100")]
    [InlineData("ISO-IR 100", "ISO_IR 100")]
    [InlineData("ISO_IR_100", "ISO_IR 100")]
    [InlineData("iso_ir 100", "ISO_IR 100")]
    [InlineData("ISO_IR100 ", "ISO_IR 100")]
    [InlineData("IR 100", "ISO_IR 100")]
    [InlineData("latin_1", "ISO_IR 100")]
    [InlineData("iso8859-1", "ISO_IR 100")]
    [InlineData("ISO IR 192", "ISO_IR 192")]
    [InlineData("utf-8", "ISO_IR 192")]
    [InlineData("ISO_2022_IR_100", "ISO 2022 IR 100")]
    [InlineData("ISO 2022-IR 87", "ISO 2022 IR 87")]
    [InlineData("iso2022_jp", "ISO 2022 IR 87")]
    [InlineData("shift_jis", "ISO_IR 13")]
    [InlineData("ISO_IR 149", "ISO 2022 IR 149")]
    [InlineData("euc_kr", "ISO 2022 IR 149")]
    [InlineData("ISO 2022 58", "ISO 2022 IR 58")]
    [InlineData("ISO 2022 GBK", "GBK")]
    [InlineData("gb18030", "GB18030")]
    [InlineData("ISO_IR 6", "")]
    [InlineData("ISO 2022 IR 6", "ISO 2022 IR 6")]
    public void A_misspelt_term_is_understood(string term, string meant)
    {
        var set = DicomCharacterSet.Of([term]);
        Assert.Equal([meant], set.DefinedTerms);
        Assert.Empty(set.UnknownTerms);
    }

    [Fact]
    public void An_unknown_term_is_named_and_read_as_Latin_1()
    {
        var set = DicomCharacterSet.Of(["ISO_IR 999"]);
        Assert.Equal(["ISO_IR 999"], set.UnknownTerms);
        Assert.Equal("Müller", set.Decode(Bytes("M\u00FCller"), DicomVR.PN));
    }

    [Fact]
    public void Without_a_character_set_bytes_beyond_ASCII_are_read_as_Latin_1() =>
        Assert.Equal("Müller", DicomCharacterSet.Default.Decode(Bytes("M\u00FCller"), DicomVR.LO));

    [Fact]
    public void A_VR_without_character_sets_ignores_them() =>
        Assert.Equal("Ã¼", DicomCharacterSet.Utf8.Decode("ü"u8, DicomVR.CS));

    [Theory]
    [InlineData("GB18030", "\u0081\u005C", "乗")]
    [InlineData("GBK", "\u0081\u005C", "乗")]
    [InlineData(@"\ISO 2022 IR 87", "~$B\\\\~(B", "樛")]
    [InlineData(@"ISO_IR 13", "\u0083\u005C", "ソ")]
    public void A_5C_within_a_character_parts_no_values(string terms, string character, string text) =>
        Assert.Equal([text, "x", text], Of(terms).DecodeValues(Bytes($"{character}\\x\\{character}"), DicomVR.LO));

    [Fact]
    public void A_5E_or_3D_within_a_character_parts_no_name() =>
        Assert.Equal("歯^歯", Of(@"\ISO 2022 IR 87").Decode(Bytes("~$B;u~(B^~$B;u~(B"), DicomVR.PN));

    [Fact]
    public void Long_text_has_one_value() =>
        Assert.Equal([@"C:\a\b"], DicomCharacterSet.Default.DecodeValues(@"C:\a\b"u8, DicomVR.LT));

    [Fact]
    public void No_bytes_are_no_values() => Assert.Empty(DicomCharacterSet.Utf8.DecodeValues([], DicomVR.LO));

    [Fact]
    public void Under_romaji_5C_is_a_yen_sign_in_text_and_a_delimiter_elsewhere()
    {
        Assert.Equal("¥100‾", Of("ISO_IR 13").Decode(@"\100~"u8, DicomVR.LT));
        Assert.Equal(["", "100‾"], Of("ISO_IR 13").DecodeValues(@"\100~"u8, DicomVR.LO));
    }

    [Theory]
    [InlineData(@"\ISO 2022 IR 87", "~$B;3ED\r\nab~$B;3ED~(B", DicomVR.LT, "山田\r\nab山田")]
    [InlineData(@"\ISO 2022 IR 87", "~$B;3ED\tab", DicomVR.LT, "山田\tab")]
    [InlineData(@"\ISO 2022 IR 87", "~$B;3ED^~$BB@O:~(B", DicomVR.PN, "山田^太郎")]
    [InlineData(@"\ISO 2022 IR 87", "~$B;3ED\\~$BB@O:~(B", DicomVR.LO, @"山田\太郎")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 126", "~-F\u00C4^\u00E9", DicomVR.PN, "Δ^é")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 126", "~-F\u00C4^\u00E9", DicomVR.LO, "Δ^ι")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 126", "~-F\u00C4\\\u00E9", DicomVR.LO, @"Δ\é")]
    public void A_delimiter_brings_back_the_first_set(string terms, string bytes, DicomVR vr, string text) =>
        Assert.Equal(text, Of(terms).Decode(Bytes(bytes), vr));

    [Theory]
    [InlineData(@"\ISO 2022 IR 149", "\u00B1\u00E8", "김")]
    [InlineData(@"\ISO 2022 IR 149", "~$)C\u00B1\u00E8^\u00B1\u00E8", "김^김")]
    [InlineData("ISO 2022 IR 100", "J\u00E9r", "Jér")]
    [InlineData("", "~$B;3ED~(B", "山田")]
    [InlineData(@"\ISO 2022 IR 149", "~$)C\u008C\u0063", "똠")]
    public void A_forgotten_escape_or_term_is_forgiven(string terms, string bytes, string text) =>
        Assert.Equal(text, Of(terms).Decode(Bytes(bytes), DicomVR.PN));

    [Theory]
    [InlineData("ISO_IR 192\\ISO 2022 IR 87")]
    [InlineData("ISO_IR 192\\ISO_IR 100")]
    [InlineData("ISO 2022 IR 6\\ISO_IR 192")]
    [InlineData("\\ISO_IR 192")]
    public void An_encoding_of_its_own_ignores_other_terms(string terms)
    {
        Assert.Equal("é", Of(terms).Decode("é"u8, DicomVR.LO));
        Assert.Equal(["ISO_IR 192"], Of(terms).DefinedTerms);
    }

    [Fact]
    public void An_encoding_of_its_own_after_a_set_with_more_than_ASCII_is_ignored() =>
        Assert.Equal("é", Of(@"ISO_IR 100\ISO_IR 192").Decode(Bytes("\u00E9"), DicomVR.LO));

    [Theory]
    [InlineData("", "é", "?")]
    [InlineData("ISO_IR 100", "aЖb", "a?b")]
    [InlineData("ISO_IR 100", "a𠮷b", "a?b")]
    [InlineData("ISO_IR 13", "a~b", "a?b")]
    [InlineData("ISO_IR 13", "a¥b", "a?b")]
    [InlineData(@"\ISO 2022 IR 149", "a\u001Bb", "a?b")]
    [InlineData(@"\ISO 2022 IR 87", "山☃", "~$B;3~(B?")]
    [InlineData("GBK", "a€b", "a?b")]
    [InlineData("GBK", "a☃b", "a?b")]
    public void What_does_not_fit_is_said_and_becomes_a_question_mark(string terms, string text, string bytes)
    {
        Assert.False(Of(terms).TryEncode(text, DicomVR.LO, out var encoded));
        Assert.Equal(Bytes(bytes), encoded);
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_fit()
    {
        Assert.False(DicomCharacterSet.Utf8.TryEncode("a\uD800b", DicomVR.LO, out var encoded));
        Assert.Equal("a\uFFFDb"u8, encoded);
    }

    [Fact]
    public void Only_text_VRs_with_character_sets_take_more_than_ASCII()
    {
        Assert.False(DicomCharacterSet.Utf8.TryEncode("é", DicomVR.CS, out _));
        Assert.True(DicomCharacterSet.Utf8.TryEncode("CT", DicomVR.CS, out var bytes));
        Assert.Equal("CT"u8, bytes);
    }
}
