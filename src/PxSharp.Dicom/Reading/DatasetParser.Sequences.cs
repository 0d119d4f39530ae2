namespace PxSharp.Dicom.Reading;

internal sealed partial class DatasetParser
{
    /// <summary>Reads what ends with a delimiter: a sequence, or encapsulated pixel data.</summary>
    private DicomElement? ReadUndefinedLength(ElementHeader header, bool explicitVR, long end, int depth, long offset)
    {
        var tag = header.Tag;
        if (header.VR == DicomVR.UN && tag != DicomTag.PixelData)
        {
            // PS3.5 6.2.2 note: always implicit VR little endian, whatever the transfer syntax.
            var bigEndian = _bigEndian;
            _bigEndian = false;
            var items = ReadItems(tag, ItemForm.ImplicitUnlessItLooksExplicit, end, delimited: true, depth);
            _bigEndian = bigEndian;
            return new DicomElement(tag, items);
        }
        if (header.VR == DicomVR.SQ)
        {
            var form = explicitVR ? ItemForm.ExplicitUnlessItLooksImplicit : ItemForm.Implicit;
            return new DicomElement(tag, ReadItems(tag, form, end, delimited: true, depth));
        }
        // In implicit VR the dictionary may be wrong of a tag; that items follow tells what it is.
        if (!explicitVR && tag != DicomTag.PixelData && IsItemNext())
            return new DicomElement(tag, ReadItems(tag, ItemForm.Implicit, end, delimited: true, depth));
        if (header.VR is DicomVR.OB or DicomVR.OW or DicomVR.UN)
            return ReadFragments(header, offset);
        throw new DicomFormatException($"A value of VR {header.VR} has no length", tag, offset);
    }

    /// <summary>
    /// Reads items up to the offset <paramref name="end"/> or, if delimited, the sequence's delimiter.
    /// </summary>
    /// <remarks>PS3.5 7.5.</remarks>
    private DicomDataset[] ReadItems(DicomTag tag, ItemForm form, long end, bool delimited, int depth)
    {
        if (depth >= _options.MaxSequenceDepth)
        {
            throw new DicomLimitException(nameof(DicomReadOptions.MaxSequenceDepth),
                $"Sequences lie more than {_options.MaxSequenceDepth} deep at {tag}, offset {_source.Position}");
        }
        var start = _items.Count;
        while (_source.Position < end && !_isCutShort)
        {
            if (!_source.TryPeek(8, out var bytes))
            {
                CutShort(tag, _source.Position);
                break;
            }
            var header = ElementHeader.Implicit(bytes, _bigEndian);
            if (header.Tag != ElementHeader.Item && header.Tag != ElementHeader.SequenceEnd)
                throw new DicomFormatException($"{header.Tag} stands where an item should", tag, _source.Position);
            if (end - _source.Position < 8)
                throw new DicomFormatException("An item begins where its sequence ends", tag, _source.Position);
            _source.Advance(8);
            if (header.Tag == ElementHeader.SequenceEnd)
            {
                if (delimited)
                    break;
                continue;
            }
            if (header.Length != ElementHeader.Undefined && header.Length > end - _source.Position)
            {
                throw new DicomFormatException(
                    $"An item of {header.Length} bytes runs past its sequence", tag, _source.Position - 8);
            }
            _items.Push(ReadItem(header.Length, form, end, depth + 1));
        }
        return _items.Pop(start);
    }

    private DicomDataset ReadItem(uint length, ItemForm form, long end, int depth)
    {
        var set = new DicomDataset();
        if (length == 0)
            return set;
        var explicitVR = form == ItemForm.ExplicitUnlessItLooksImplicit;
        if (form != ItemForm.Implicit && _source.TryPeek(6, out var start))
            explicitVR = ElementHeader.IsExplicit(start, _bigEndian, explicitVR);
        if (length == ElementHeader.Undefined)
            ReadElements(set, explicitVR, end, delimited: true, depth);
        else
            ReadElements(set, explicitVR, _source.Position + length, delimited: false, depth);
        return set;
    }

    /// <summary>Reads the basic offset table and the fragments up to the delimiter.</summary>
    /// <remarks>PS3.5 A.4.</remarks>
    private DicomElement? ReadFragments(ElementHeader header, long offset)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        while (true)
        {
            if (!_source.TryPeek(8, out var bytes))
            {
                CutShort(header.Tag, offset);
                break;
            }
            var item = ElementHeader.Implicit(bytes, _bigEndian);
            var place = _source.Position;
            if (item.Tag != ElementHeader.Item && item.Tag != ElementHeader.SequenceEnd)
                throw new DicomFormatException($"{item.Tag} stands where a fragment should", header.Tag, place);
            _source.Advance(8);
            if (item.Tag == ElementHeader.SequenceEnd)
                break;
            if (item.Length == ElementHeader.Undefined)
                throw new DicomFormatException("A fragment has no length", header.Tag, place);
            if (!TryTake(header.Tag, item.Length, place, out var fragment))
                break;
            fragments.Add(fragment);
        }
        return new DicomElement(header.Tag, header.VR == DicomVR.UN ? DicomVR.OB : header.VR, fragments);
    }
}
