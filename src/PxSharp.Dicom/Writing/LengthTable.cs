namespace PxSharp.Dicom.Writing;

/// <summary>The lengths of sequences and items, reckoned once, in the order in which they are written.</summary>
/// <remarks>
/// To measure each level when it is written would measure the innermost once for every level around it.
/// </remarks>
internal sealed class LengthTable(bool isExplicitVR)
{
    private readonly List<long> _lengths = [];
    private int _next;

    /// <summary>The next length; undefined for what 32 bits cannot hold.</summary>
    internal uint Next()
    {
        var length = _lengths[_next++];
        return length < ElementForm.Undefined ? (uint)length : ElementForm.Undefined;
    }

    /// <summary>Measures a data set, its sequences and items; gives its bytes.</summary>
    internal long Measure(DicomDataset dataset, int depth)
    {
        long total = 0;
        foreach (var element in dataset.Elements)
        {
            var form = ElementForm.Of(element, isExplicitVR);
            total += form.HeaderSize;
            if (element.Items is { } items)
                total += MeasureItems(items, depth);
            else if (element.Fragments is { } fragments)
                total += MeasureFragments(fragments);
            else
                total += ElementForm.Even(element.RawValue.Length);
        }
        return total;
    }

    private long MeasureItems(IReadOnlyList<DicomDataset> items, int depth)
    {
        if (depth >= DicomReadOptions.HighestSequenceDepth)
        {
            throw new ArgumentException(
                $"Sequences lie more than {DicomReadOptions.HighestSequenceDepth} deep in each other.", nameof(items));
        }
        var slot = _lengths.Count;
        _lengths.Add(0);
        long total = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var itemSlot = _lengths.Count;
            _lengths.Add(0);
            var length = Measure(items[i], depth + 1);
            _lengths[itemSlot] = length;
            // An item too long for its length field ends with a delimiter.
            total += ElementForm.ItemHeaderSize + length
                + (length >= ElementForm.Undefined ? ElementForm.ItemHeaderSize : 0);
        }
        _lengths[slot] = total;
        return total + (total >= ElementForm.Undefined ? ElementForm.ItemHeaderSize : 0);
    }

    private static long MeasureFragments(IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        long total = ElementForm.ItemHeaderSize;
        for (var i = 0; i < fragments.Count; i++)
            total += ElementForm.ItemHeaderSize + ElementForm.Even(fragments[i].Length);
        return total;
    }
}
