using System.Text;
using PxSharp.Dicom;
using PxSharp.Dicom.Text;

namespace PxSharp.Fuzz.Targets;

/// <summary>
/// Text in the character sets of DICOM, with and without code extensions. The first byte is the VR, the second the
/// length of Specific Character Set, which comes next; the rest is the text.
/// </summary>
internal sealed class TextTarget : ITarget
{
    public static readonly string[] Terms =
    [
        "", "ISO_IR 6", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127",
        "ISO_IR 126", "ISO_IR 138", "ISO_IR 148", "ISO_IR 13", "ISO_IR 166", "ISO_IR 192", "GB18030", "GBK",
        "ISO 2022 IR 6", "ISO 2022 IR 100", "ISO 2022 IR 13\\ISO 2022 IR 87", "\\ISO 2022 IR 87\\ISO 2022 IR 159",
        "\\ISO 2022 IR 149", "\\ISO 2022 IR 58", "ISO 2022 IR 166", "ISO 2022 IR 144\\ISO 2022 IR 126",
    ];

    private static readonly DicomVR[] VRs =
        [DicomVR.PN, DicomVR.LO, DicomVR.UT, DicomVR.SH, DicomVR.CS, DicomVR.UC, DicomVR.UI, DicomVR.ST];

    private static readonly string[] Escapes =
        ["$B", "$@", "$)C", "$)A", "(B", "(J", ")I", "$(D", "-A", "-B", "-L", "-G", "-F", "-H", "-M", "-T"];

    public string Name => "text";

    public bool Allows(Exception exception) => false;

    public IEnumerable<byte[]> Words() =>
        [.. Terms.Select(Encoding.ASCII.GetBytes), .. Escapes.Select(escape => Encoding.ASCII.GetBytes("\e" + escape))];

    public IEnumerable<byte[]> Seeds()
    {
        foreach (var term in Terms)
        {
            DicomCharacterSet.Of(term.Split('\\')).TryEncode(
                "Yamada^Tarou=山田^太郎=やまだ^たろう\\Ä^ß=金^吉洞=Люк=ไทย", DicomVR.PN, out var name);
            yield return [0, (byte)term.Length, .. Encoding.ASCII.GetBytes(term), .. name];
        }
        yield return
        [
            0, 32, .. "\\ISO 2022 IR 87\\ISO 2022 IR 159"u8, .. "A^B=\e$B;3ED\e(B^\e$BB@O:\e(B=\e$(D0!\e(B"u8,
        ];
        yield return [1, 16, .. "\\ISO 2022 IR 149"u8, .. "Hong^Gildong=\e$)C\u00FB\\x"u8];
    }

    public void Run(byte[] input)
    {
        if (input.Length < 2)
            return;
        var vr = VRs[input[0] % VRs.Length];
        var terms = Math.Min(input[1], input.Length - 2);
        var value = input.AsMemory(2 + terms);
        var tag = new DicomTag(0x0010, 0x0010);
        var dataset = new DicomDataset()
            .Add(new DicomElement(DicomTag.SpecificCharacterSet, DicomVR.CS, input.AsMemory(2, terms)))
            .Add(new DicomElement(tag, vr, value));
        foreach (var one in dataset.GetStrings(tag))
            Everything.AskText(one);
        Everything.AskText(dataset.GetString(tag)!);

        var characterSet = dataset.CharacterSet;
        var text = characterSet.Decode(value.Span, vr);
        // A character of GB 18030 takes at least one byte, and no other set gives two characters of one byte.
        FindException.Unless(text.Length <= Math.Max(1, value.Length), "more characters than bytes");
        _ = characterSet.DecodeValues(value.Span, vr);
        if (!characterSet.TryEncode(text, vr, out var bytes))
            return;
        FindException.Unless(characterSet.Decode(bytes, vr) == text, "what was encoded does not decode to itself");
    }
}
