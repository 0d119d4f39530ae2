using CsCheck;
using PxSharp.Dicom.Text;
using Xunit;

namespace PxSharp.Dicom.Tests.Text;

public class HostileText
{
    internal static readonly string[] Terms =
    [
        "", "ISO_IR 6", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127",
        "ISO_IR 126", "ISO_IR 138", "ISO_IR 148", "ISO_IR 203", "ISO_IR 13", "ISO_IR 166", "ISO_IR 192", "GB18030",
        "GBK",
        "ISO 2022 IR 6", "ISO 2022 IR 100", "ISO 2022 IR 101", "ISO 2022 IR 109", "ISO 2022 IR 110", "ISO 2022 IR 144",
        "ISO 2022 IR 127", "ISO 2022 IR 126", "ISO 2022 IR 138", "ISO 2022 IR 148", "ISO 2022 IR 203", "ISO 2022 IR 13",
        "ISO 2022 IR 166", "ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 149", "ISO 2022 IR 58", "nonsense",
    ];

    private static readonly Gen<byte> EscapeRich = Gen.Frequency(
        (3, Gen.Byte), (2, Gen.OneOf("\x1B$()-@ABCDFGHIJLMTb\\^=\r\n "u8.ToArray())), (1, Gen.Const((byte)0x1B)));

    [Fact]
    public void Random_bytes_under_random_terms_never_throw_and_never_grow()
    {
        var vrs = Gen.Enum<DicomVR>().Where(vr => vr.IsText());
        Gen.Select(Gen.OneOf(Terms).Array[0, 5], EscapeRich.Array[0, 300], vrs).Sample(
            (terms, bytes, vr) =>
            {
                var set = DicomCharacterSet.Of(terms);
                var text = set.Decode(bytes, vr);
                Assert.True(text.Length <= bytes.Length);
                Assert.Equal(text, string.Join('\\', set.DecodeValues(bytes, vr)));
            },
            iter: 20_000);
    }

    [Fact]
    public void Random_terms_are_understood_or_named()
    {
        Gen.String.Array[0, 4].Sample(terms =>
        {
            var set = DicomCharacterSet.Of(terms);
            Assert.All(set.UnknownTerms, unknown => Assert.Contains(unknown, terms));
            Assert.Equal("abc", set.Decode("abc"u8, DicomVR.LO));
        });
    }

    [Theory]
    [InlineData("\x1B")]
    [InlineData("\x1B$")]
    [InlineData("\x1B$)")]
    [InlineData("a\x1B(")]
    [InlineData("\x1B%G")]
    public void An_escape_that_is_none_of_DICOMs_stays_in_the_text(string text) =>
        Assert.Equal(text, PublishedExamples.Of(@"\ISO 2022 IR 87").Decode(PublishedExamples.Bytes(text), DicomVR.LO));

    [Fact]
    public void A_megabyte_of_escapes_takes_one_pass()
    {
        var bytes = new byte[1 << 20];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = "\x1B$B"u8[i % 3];
        Assert.Equal("\x1B", DicomCharacterSet.Of(["", "ISO 2022 IR 87"]).Decode(bytes, DicomVR.UT));
    }
}
