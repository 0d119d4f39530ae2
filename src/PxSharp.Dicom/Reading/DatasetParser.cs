namespace PxSharp.Dicom.Reading;

/// <summary>Turns bytes into data elements.</summary>
/// <remarks>
/// PS3.5 7. It calls itself for each level of sequences, which <see cref="DicomReadOptions.MaxSequenceDepth"/> bounds.
/// </remarks>
internal sealed partial class DatasetParser
{
    private const long ToTheEnd = long.MaxValue;

    private readonly ByteSource _source;
    private readonly DicomReadOptions _options;
    private readonly VRResolver _resolver = new();
    private readonly PartStack<DicomElement> _elements = new();
    private readonly PartStack<DicomDataset> _items = new();
    private bool _bigEndian;
    private bool _isCutShort;

    // Elements at top level outside [_from, _to) end the reading.
    private uint _from;
    private ulong _to = 1UL << 32;

    internal DatasetParser(ByteSource source, DicomReadOptions options, bool bigEndian)
    {
        _source = source;
        _options = options;
        _bigEndian = bigEndian;
    }

    /// <summary>
    /// Whether the reading ended at <see cref="DicomReadOptions.StopBefore"/>, not at the end of the bytes.
    /// </summary>
    internal bool HasStopped { get; private set; }

    /// <summary>Reads what is left, up to <see cref="DicomReadOptions.StopBefore"/>.</summary>
    internal DicomDataset ReadAll(bool explicitVR)
    {
        if (_options.StopBefore is { } stop)
            _to = stop.Value;
        return ReadTopLevel(explicitVR);
    }

    /// <summary>Reads the elements of one group and stops at the first of another.</summary>
    internal DicomDataset ReadGroup(ushort group, bool explicitVR)
    {
        _from = (uint)group << 16;
        _to = (ulong)_from + 0x10000;
        return ReadTopLevel(explicitVR);
    }

    private DicomDataset ReadTopLevel(bool explicitVR)
    {
        if (_source.TryPeek(6, out var start))
            explicitVR = ElementHeader.IsExplicit(start, _bigEndian, explicitVR);
        var set = new DicomDataset();
        ReadElements(set, explicitVR, ToTheEnd, delimited: false, depth: 0);
        return set;
    }

    /// <summary>
    /// Reads up to the offset <paramref name="end"/> or, if it is delimited, to the item's delimiter.
    /// </summary>
    private void ReadElements(DicomDataset set, bool explicitVR, long end, bool delimited, int depth)
    {
        var around = _resolver.Enter();
        var start = _elements.Count;
        ElementHeader header = default;
        var offset = _source.Position;
        while (_source.Position < end && !_isCutShort)
        {
            if (!TryReadHeader(explicitVR, atTop: end == ToTheEnd && !delimited, out header))
                break;
            if (depth == 0 && (header.Tag.Value < _from || header.Tag.Value >= _to))
            {
                HasStopped = true;
                break;
            }
            header.RefuseOutsideSequence(_source.Position);
            // Where the item's own delimiter is missing, the sequence's ends both.
            if (header.Tag == ElementHeader.SequenceEnd && delimited)
                break;
            offset = _source.Position;
            _source.Advance(header.Size);
            if (header.Tag == ElementHeader.ItemEnd && delimited)
                break;
            // A delimiter that delimits nothing is harmless.
            if (header.Tag == ElementHeader.ItemEnd || header.Tag == ElementHeader.SequenceEnd)
                continue;
            if (header.Length != ElementHeader.Undefined && header.Length > end - _source.Position)
            {
                throw new DicomFormatException(
                    $"A value of {header.Length} bytes runs past its item", header.Tag, offset);
            }
            if (ReadElement(header, explicitVR, end, depth, offset) is not { } element)
                break;
            _elements.Push(element);
            _resolver.Note(element, header.AmbiguousVR);
        }
        // What has no length of its own, or is a delimiter; to read on from there is to read something else.
        if (_source.Position > end && !_isCutShort)
            throw new DicomFormatException("A data element runs past its item", header.Tag, offset);
        _resolver.Leave(around);
        set.Fill(_elements.Pop(start));
    }

    /// <summary>The next header, which stays next; false at the end.</summary>
    private bool TryReadHeader(bool explicitVR, bool atTop, out ElementHeader header)
    {
        header = default;
        if (!_source.TryPeek(8, out var bytes))
        {
            // Some writers fill the file up with zeros.
            if (!atTop || _source.PeekRest().ContainsAnyExcept((byte)0))
                CutShort(null, _source.Position);
            return false;
        }
        if (atTop && !bytes.ContainsAnyExcept((byte)0))
            return false;
        if (!explicitVR)
        {
            header = ElementHeader.Implicit(bytes, _bigEndian);
            return true;
        }
        if (ElementHeader.TryReadExplicit(bytes, _bigEndian, out header)
            || (_source.TryPeek(12, out var more) && ElementHeader.TryReadExplicit(more, _bigEndian, out header)))
            return true;
        CutShort(ByteOrder.Tag(bytes, _bigEndian), _source.Position);
        return false;
    }

    /// <summary>Reads what follows a header; null when the bytes end before.</summary>
    private DicomElement? ReadElement(ElementHeader header, bool explicitVR, long end, int depth, long offset)
    {
        if (header.Length == ElementHeader.Undefined)
            return ReadUndefinedLength(header, explicitVR, end, depth, offset);
        // Where the dictionary says SQ, retired or private uses of the tag may have put something else.
        var vr = header.VR;
        if (vr == DicomVR.SQ && !explicitVR && header.Length > 0 && (header.Length < 8 || !IsItemNext()))
            vr = DicomVR.UN;
        if (vr == DicomVR.SQ)
        {
            var form = explicitVR ? ItemForm.ExplicitUnlessItLooksImplicit : ItemForm.Implicit;
            var itemsEnd = _source.Position + header.Length;
            return new DicomElement(header.Tag, ReadItems(header.Tag, form, itemsEnd, delimited: false, depth));
        }
        if (!TryTake(header.Tag, header.Length, offset, out var value))
            return null;
        if (header.AmbiguousVR != 0)
            vr = _resolver.Resolve(header.AmbiguousVR);
        if (_bigEndian && vr.WordSize() > 1)
        {
            // The caller's memory stays as it is.
            if (!_source.OwnsBytes)
                value = value.ToArray();
            ByteOrder.Reverse(value.Span, vr.WordSize());
        }
        return new DicomElement(header.Tag, vr, value);
    }

    private bool IsItemNext()
    {
        if (!_source.TryPeek(4, out var bytes))
            return true;
        var tag = ByteOrder.Tag(bytes, _bigEndian);
        return tag == ElementHeader.Item || tag == ElementHeader.SequenceEnd;
    }

    private bool TryTake(DicomTag tag, uint length, long offset, out Memory<byte> value)
    {
        if (_source.IsShorterThan(length))
        {
            value = default;
            return CutShort(tag, offset);
        }
        // The default keeps everything: what is too long even so must be said, not passed over.
        if (_options.MaxKeptLength < int.MaxValue && length > (uint)_options.MaxKeptLength)
        {
            value = default;
            return _source.TrySkip(length) || CutShort(tag, offset);
        }
        if (length > (uint)_options.MaxElementLength)
        {
            throw new DicomLimitException(nameof(DicomReadOptions.MaxElementLength),
                $"The value of {tag} at offset {offset} has {length} bytes, more than {_options.MaxElementLength}",
                length > (uint)Array.MaxLength ? "No array holds that many: read up to it, or pass over it" : null);
        }
        return _source.TryTake((int)length, out value) || CutShort(tag, offset);
    }

    /// <summary>The bytes end too early: an error, unless the options allow it.</summary>
    /// <returns>False.</returns>
    private bool CutShort(DicomTag? tag, long offset)
    {
        if (!_options.AllowTruncated)
            throw new DicomFormatException("The bytes end within a data element", tag, offset);
        _isCutShort = true;
        return false;
    }
}
