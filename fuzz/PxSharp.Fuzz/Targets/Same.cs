using PxSharp.Dicom;

namespace PxSharp.Fuzz.Targets;

/// <summary>Whether two data sets say the same.</summary>
internal static class Same
{
    /// <summary>Fails where they differ in tags, VRs, values but for the padding, items or fragments.</summary>
    public static void Check(DicomDataset one, DicomDataset other, string how, bool ofVR = true)
    {
        FindException.Unless(one.Count == other.Count, $"{how}: {one.Count} elements became {other.Count}");
        foreach (var (before, after) in one.Zip(other))
            Check(before, after, how, ofVR);
    }

    private static void Check(DicomElement one, DicomElement other, string how, bool ofVR)
    {
        FindException.Unless(one.Tag == other.Tag, $"{how}: {one.Tag} became {other.Tag}");
        // What a 16-bit length cannot say is written as UN.
        FindException.Unless(
            !ofVR || one.VR == other.VR || (other.VR == DicomVR.UN && one.RawValue.Length > 0xFFFE),
            $"{how}: {one.Tag} was {one.VR} and is {other.VR}");
        FindException.Unless(
            (one.Items is null) == (other.Items is null) && (one.Fragments is null) == (other.Fragments is null),
            $"{how}: {one.Tag} became something else");
        if (one.Items is { } items)
        {
            FindException.Unless(items.Count == other.Items!.Count, $"{how}: {one.Tag} has other items");
            for (var i = 0; i < items.Count; i++)
                Check(items[i], other.Items[i], how, ofVR);
        }
        else if (one.Fragments is { } fragments)
        {
            FindException.Unless(fragments.Count == other.Fragments!.Count, $"{how}: {one.Tag} has other fragments");
            for (var i = 0; i < fragments.Count; i++)
                CheckValue(one.Tag, fragments[i].Span, other.Fragments[i].Span, how);
        }
        else
        {
            CheckValue(one.Tag, one.RawValue.Span, other.RawValue.Span, how);
        }
    }

    private static void CheckValue(DicomTag tag, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, string how)
    {
        var padding = one.Length & 1;
        FindException.Unless(
            other.Length - one.Length is >= 0 and var longer && longer <= padding && other.StartsWith(one),
            $"{how}: the value of {tag} is another");
    }
}
