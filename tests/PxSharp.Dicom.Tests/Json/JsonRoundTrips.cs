using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using Xunit;

namespace PxSharp.Dicom.Tests.Json;

public class JsonRoundTrips
{
    private static readonly Gen<DicomElement> Leaf = Gen.OneOf(
        Text(DicomVR.LO, Gen.String[Gen.Char["aé山\"<\u0001"], 0, 12].Array[1, 3].Select(v => string.Join('\\', v))),
        Text(DicomVR.UT, Gen.String[Gen.Char["aé山\\\r\n"], 0, 20]),
        Text(DicomVR.PN, Gen.String[Gen.Char["aé山^"], 0, 8].Array[1, 3].Select(v => string.Join('=', v).TrimEnd('='))),
        Text(DicomVR.IS, Gen.Int.Select(v => $"{v}")),
        Text(DicomVR.DS, Gen.Float.Where(float.IsFinite).Select(v => $"{v}")),
        Text(DicomVR.CS, Gen.String[Gen.Char["ABC_1"], 0, 16]),
        Bytes(DicomVR.OB, 2), Bytes(DicomVR.OW, 2), Bytes(DicomVR.UN, 2), Bytes(DicomVR.US, 2), Bytes(DicomVR.SS, 2),
        Bytes(DicomVR.UL, 4), Bytes(DicomVR.SL, 4), Bytes(DicomVR.AT, 4), Bytes(DicomVR.SV, 8), Bytes(DicomVR.UV, 8),
        Numbers(DicomVR.FL, Gen.Float.Where(v => !float.IsNaN(v))),
        Numbers(DicomVR.FD, Gen.Double.Where(v => !double.IsNaN(v))));

    private static Gen<DicomTag> Tag =>
        Gen.UShort[0x10, 0x4000].Select(Gen.UShort[0x1000, 0xFFFF], (g, e) => new DicomTag((ushort)(g | 1), e));

    [Fact]
    public void What_is_written_reads_back()
    {
        var dataset = Gen.Recursive<DicomDataset>((depth, inner) => depth > 3
            ? Dataset(Leaf)
            : Dataset(Gen.Frequency(
                (5, Leaf),
                (1, inner.Array[0, 3].Select(Tag, (items, tag) => new DicomElement(tag, items))))));
        dataset.Sample(
            set =>
            {
                set.Set(DicomTag.SpecificCharacterSet, "ISO_IR 192");
                JsonModel.AssertSame(set, JsonModel.Read(JsonModel.Write(set)));
            },
            iter: 300);
    }

    [Fact]
    public void Hostile_JSON_gives_a_data_set_or_a_format_error()
    {
        var pieces = Gen.OneOf(
            "{", "}", "[", "]", ":", ",", "\"00100010\"", "\"vr\"", "\"Value\"", "\"InlineBinary\"", "\"PN\"", "\"SQ\"",
            "\"US\"", "\"DS\"", "1", "-1e999", "null", "true", "\"\\uD800\"", "\"AAAA\"", "{\"vr\":\"SQ\",\"Value\":[",
            "{\"00080060\":");
        pieces.Array[0, 30].Sample(
            parts =>
            {
                try
                {
                    _ = JsonModel.Write(JsonModel.Read(string.Concat(parts)));
                }
                catch (DicomFormatException exception)
                {
                    Assert.EndsWith(".", exception.Message);
                }
            },
            iter: 20_000);
    }

    private static Gen<DicomDataset> Dataset(Gen<DicomElement> element) => element.Array[0, 8].Select(elements =>
    {
        var set = new DicomDataset();
        foreach (var one in elements)
            set.Add(one);
        return set;
    });

    private static Gen<DicomElement> Text(DicomVR vr, Gen<string> text) => text.Select(Tag, (value, tag) =>
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return new DicomElement(tag, vr, (bytes.Length & 1) == 0 ? bytes : [.. bytes, vr.PaddingByte()]);
    });

    private static Gen<DicomElement> Bytes(DicomVR vr, int size) => Gen.Byte.Array[0, 40].Select(
        Tag, (bytes, tag) => new DicomElement(tag, vr, bytes.AsMemory(0, bytes.Length / size * size)));

    private static Gen<DicomElement> Numbers<T>(DicomVR vr, Gen<T> number) where T : unmanaged =>
        number.Array[0, 3].Select(
            Tag, (values, tag) => new DicomElement(tag, vr, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));
}
