using System.Collections;

namespace PxSharp.Dicom;

/// <summary>Data elements in ascending order of their tags, each tag at most once.</summary>
/// <remarks>
/// PS3.5 7. Not safe for changes while others read it. An item of a sequence knows the data set that it lies in,
/// since it is read by that one's Specific Character Set unless it has its own.
/// </remarks>
public sealed partial class DicomDataset : IEnumerable<DicomElement>
{
    private DicomElement[] _elements = [];
    private int _count;
    private DicomDataset? _parent;

    /// <summary>How many elements there are at this level.</summary>
    public int Count => _count;

    /// <summary>The elements, in order.</summary>
    internal ReadOnlySpan<DicomElement> Elements => _elements.AsSpan(0, _count);

    /// <summary>Whether there is such an element, empty or not.</summary>
    public bool Contains(DicomTag tag) => IndexOf(tag) >= 0;

    /// <summary>The element; null when there is none.</summary>
    public DicomElement? Find(DicomTag tag)
    {
        var index = IndexOf(tag);
        return index >= 0 ? _elements[index] : null;
    }

    /// <summary>Puts an element in its place, instead of one with the same tag.</summary>
    public DicomDataset Add(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Adopt(element);
        var index = _count == 0 || _elements[_count - 1].Tag < element.Tag ? ~_count : IndexOf(element.Tag);
        if (index >= 0)
        {
            _elements[index] = element;
            return this;
        }
        MakeRoom();
        index = ~index;
        Array.Copy(_elements, index, _elements, index + 1, _count - index);
        _elements[index] = element;
        _count++;
        return this;
    }

    /// <summary>Takes an element out.</summary>
    /// <returns>False when there was none.</returns>
    public bool Remove(DicomTag tag)
    {
        var index = IndexOf(tag);
        if (index < 0)
            return false;
        if (tag == DicomTag.SpecificCharacterSet)
            _characterSet = null;
        _count--;
        Array.Copy(_elements, index + 1, _elements, index, _count - index);
        _elements[_count] = null!;
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<DicomElement> GetEnumerator()
    {
        for (var i = 0; i < _count; i++)
            yield return _elements[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives an empty set the elements that a reader found; of several with one tag the last stays.</summary>
    internal void Fill(DicomElement[] elements)
    {
        _elements = elements;
        _count = elements.Length;
        foreach (var element in elements)
            Adopt(element);
        PutInOrder();
    }

    /// <summary>Adds at the end, whatever the tag; who does so calls <see cref="PutInOrder"/> when done.</summary>
    internal void Append(DicomElement element)
    {
        Adopt(element);
        MakeRoom();
        _elements[_count++] = element;
    }

    /// <summary>Sorts what was appended; of several elements with one tag the last stays.</summary>
    /// <remarks>One sort: to add one by one would be quadratic for a hostile file in descending order.</remarks>
    internal void PutInOrder()
    {
        var ordered = true;
        for (var i = 1; i < _count && ordered; i++)
            ordered = _elements[i - 1].Tag < _elements[i].Tag;
        if (ordered)
            return;
        var keys = new ulong[_count];
        for (var i = 0; i < _count; i++)
            keys[i] = ((ulong)_elements[i].Tag.Value << 32) | (uint)i;
        Array.Sort(keys, _elements, 0, _count);
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (i + 1 < _count && _elements[i].Tag == _elements[i + 1].Tag)
                continue;
            _elements[kept++] = _elements[i];
        }
        Array.Clear(_elements, kept, _count - kept);
        _count = kept;
    }

    private void Adopt(DicomElement element)
    {
        if (element.Tag == DicomTag.SpecificCharacterSet)
            _characterSet = null;
        if (element.Items is not { } items)
            return;
        for (var i = 0; i < items.Count; i++)
            items[i]._parent = this;
    }

    private void MakeRoom()
    {
        if (_count == _elements.Length)
            Array.Resize(ref _elements, _count == 0 ? 4 : _count * 2);
    }

    private int IndexOf(DicomTag tag)
    {
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var found = _elements[middle].Tag;
            if (found == tag)
                return middle;
            if (found < tag)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}
