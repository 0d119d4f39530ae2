using CsCheck;

namespace PxSharp.Dicom.Tests.Writing;

/// <summary>Data sets of all VRs, with items in items and private elements.</summary>
internal static class RandomDatasets
{
    private static readonly DicomVR[] Valued = [.. Enum.GetValues<DicomVR>().Where(vr => vr != DicomVR.SQ)];

    /// <summary>The tags that tell the reader something, and some that do not.</summary>
    private static readonly Gen<DicomTag> Tags = Gen.Frequency(
        (3, Gen.Select(Gen.UShort[0x0008, 0x0050], Gen.UShort[0x0001, 0x0030]).Select((g, e) => new DicomTag(g, e))),
        (1, Gen.UInt.Where(tag => tag >> 16 is > 0x0008 and < 0xFFF0).Select(tag => new DicomTag(tag))));

    /// <summary>Values of even length, so that what is written reads back as it was.</summary>
    private static readonly Gen<DicomElement> Values =
        Gen.Select(Tags, Gen.Int[0, Valued.Length - 1], Gen.Byte.Array[0, 40]).Select(
            (tag, vr, value) => new DicomElement(tag, Valued[vr], Fitted(Valued[vr], value)));

    /// <summary>Any data set.</summary>
    internal static Gen<DicomDataset> All { get; } = Of(depth: 4);

    private static Gen<DicomDataset> Of(int depth)
    {
        var elements = depth == 0
            ? Values
            : Gen.Frequency(
                (6, Values),
                (1, Gen.Select(Tags, Of(depth - 1).Array[0, 3]).Select((tag, items) => new DicomElement(tag, items))));
        return elements.Array[0, 8].Select(list =>
        {
            var set = new DicomDataset();
            foreach (var element in list)
                set.Add(element);
            return set;
        });
    }

    /// <summary>Encapsulated pixel data.</summary>
    internal static Gen<DicomElement> PixelData { get; } = Gen.Byte.Array[0, 20].Array[1, 5].Select(fragments =>
        new DicomElement(
            DicomTag.PixelData,
            DicomVR.OB,
            [.. fragments.Select(fragment => new ReadOnlyMemory<byte>(Fitted(DicomVR.OB, fragment)))]));

    private static byte[] Fitted(DicomVR vr, byte[] value)
    {
        var size = vr == DicomVR.AT ? 4 : Math.Max(2, vr.WordSize());
        return value[..(value.Length / size * size)];
    }
}
