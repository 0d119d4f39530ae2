using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom.Reading;

namespace PxSharp.Dicom;

/// <summary>
/// Follows a data set as its bytes come, from header to header, and tells whether it is whole. Keeps none of it.
/// </summary>
/// <remarks>
/// Values, items and sequences of a known length are passed over by it; what has none is followed to its delimiter.
/// Refuses no data set that <see cref="DicomDatasetReader"/> reads. Not for deflated bytes: <see cref="Run"/> inflates.
/// </remarks>
public sealed class DicomDatasetCheck
{
    /// <summary>Bytes that decide any step: an item's header, and a look at what the item begins with.</summary>
    private const int LongestStep = 14;

    private const int InflatedLength = 64 * 1024;

    private readonly int _maxSequenceDepth;
    private readonly Stack<Part> _parts = new();
    private readonly byte[] _carry = new byte[LongestStep];
    private int _carried;
    private bool _explicitVR;
    private bool _bigEndian;
    private bool _hasBegun;
    private bool _isPadding;
    private int _depth;
    private long _position;

    // The value that is passed over.
    private long _left;
    private DicomTag _tag;
    private long _tagOffset;

    /// <summary>Begins a data set.</summary>
    /// <param name="transferSyntax">How it is encoded.</param>
    /// <param name="options">Only <see cref="DicomReadOptions.MaxSequenceDepth"/> counts.</param>
    public DicomDatasetCheck(TransferSyntax transferSyntax, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        _explicitVR = transferSyntax.IsExplicitVR;
        _bigEndian = transferSyntax.IsBigEndian;
        _maxSequenceDepth = (options ?? DicomReadOptions.Default).MaxSequenceDepth;
    }

    /// <summary>Checks a data set in a file, from an offset to its end; inflates it if it is deflated.</summary>
    /// <exception cref="DicomFormatException">It is not whole, or no data set.</exception>
    /// <exception cref="DicomLimitException">It passes a limit of the options.</exception>
    public static void Run(
        SafeFileHandle file, long offset, TransferSyntax transferSyntax, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        var source = new ByteSource(file, offset);
        using Stream stream = transferSyntax.IsDeflated
            ? new InflatedStream(source, options ?? DicomReadOptions.Default)
            : new SourceStream(source);
        var check = new DicomDatasetCheck(transferSyntax, options);
        var buffer = new byte[InflatedLength];
        while (stream.Read(buffer) is > 0 and var read)
            check.Write(buffer.AsSpan(0, read));
        check.Complete();
    }

    /// <summary>Takes the next bytes, any number of them.</summary>
    /// <exception cref="DicomFormatException">They are no data set.</exception>
    /// <exception cref="DicomLimitException">Sequences lie too deep.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isPadding)
        {
            if (_left > 0)
            {
                bytes = bytes[(int)PassOver(bytes.Length)..];
                continue;
            }
            if (_carried == 0 && bytes.Length >= LongestStep)
            {
                bytes = bytes[Step(bytes)..];
                continue;
            }
            var taken = Math.Min(bytes.Length, LongestStep - _carried);
            bytes[..taken].CopyTo(_carry.AsSpan(_carried));
            _carried += taken;
            bytes = bytes[taken..];
            if (_carried == LongestStep)
                StepCarried();
        }
    }

    /// <summary>Says that no more bytes come.</summary>
    /// <exception cref="DicomFormatException">More should.</exception>
    public void Complete()
    {
        while (_carried > 0 && !_isPadding && StepCarried())
        {
        }
        if (_isPadding)
            return;
        if (_left > 0)
        {
            throw new DicomFormatException(
                $"The value ends {_left} {(_left == 1 ? "byte" : "bytes")} too early", _tag, _tagOffset);
        }
        if (_parts.TryPeek(out var part))
            throw new DicomFormatException("The bytes end within a sequence", part.Tag, part.Offset);
        // Some writers fill the file up with zeros.
        if (_carried >= 8 || _carry.AsSpan(0, _carried).ContainsAnyExcept((byte)0))
            throw new DicomFormatException("The bytes end within the header of a data element", offset: _position);
    }

    private long PassOver(long available)
    {
        var count = Math.Min(_left, available);
        _left -= count;
        _position += count;
        return count;
    }

    /// <summary>A step on what did not suffice for one before; false when it still does not.</summary>
    private bool StepCarried()
    {
        var used = Step(_carry.AsSpan(0, _carried));
        if (used == 0)
            return false;
        used += (int)PassOver(_carried - used);
        _carry.AsSpan(used, _carried - used).CopyTo(_carry);
        _carried -= used;
        return true;
    }

    /// <summary>Takes one header.</summary>
    /// <returns>The bytes of it; 0 when it needs more than are there.</returns>
    private int Step(ReadOnlySpan<byte> ahead)
    {
        if (ahead.Length < 8)
            return 0;
        if (!_hasBegun)
        {
            _explicitVR = ElementHeader.IsExplicit(ahead, _bigEndian, _explicitVR);
            _hasBegun = true;
        }
        var size = _parts.TryPeek(out var part) && part.Kind != PartKind.Item
            ? StepInto(part, ahead)
            : StepElement(ahead);
        _position += size;
        return size;
    }

    private int StepElement(ReadOnlySpan<byte> ahead)
    {
        var inItem = _parts.Count > 0;
        if (!inItem && !ahead[..8].ContainsAnyExcept((byte)0))
        {
            _isPadding = true;
            return ahead.Length;
        }
        ElementHeader header;
        if (!_explicitVR)
            header = ElementHeader.Implicit(ahead, _bigEndian);
        else if (!ElementHeader.TryReadExplicit(ahead, _bigEndian, out header))
            return 0;
        header.RefuseOutsideSequence(_position);
        if (header.Tag.Group == 0xFFFE)
        {
            if (inItem)
                End();
            // Where the item's own delimiter is missing, the sequence's ends both.
            if (inItem && header.Tag == ElementHeader.SequenceEnd)
                End();
            return header.Size;
        }
        if (header.Length != ElementHeader.Undefined)
            PassOver(header.Tag, header.Length);
        else if (!TryBegin(header, ahead[header.Size..]))
            return 0;
        return header.Size;
    }

    /// <summary>Begins what ends with a delimiter.</summary>
    private bool TryBegin(ElementHeader header, ReadOnlySpan<byte> content)
    {
        if (header.VR == DicomVR.UN && header.Tag != DicomTag.PixelData)
        {
            // PS3.5 6.2.2 note: always implicit VR little endian, whatever the transfer syntax.
            Begin(PartKind.Sequence, header.Tag, ItemForm.ImplicitUnlessItLooksExplicit);
            _bigEndian = false;
            return true;
        }
        if (header.VR == DicomVR.SQ)
        {
            Begin(
                PartKind.Sequence, header.Tag,
                _explicitVR ? ItemForm.ExplicitUnlessItLooksImplicit : ItemForm.Implicit);
            return true;
        }
        // In implicit VR the dictionary may be wrong of a tag; that items follow tells what it is.
        if (!_explicitVR && header.Tag != DicomTag.PixelData)
        {
            if (content.Length < 4)
                return false;
            var next = ByteOrder.Tag(content, _bigEndian);
            if (next == ElementHeader.Item || next == ElementHeader.SequenceEnd)
            {
                Begin(PartKind.Sequence, header.Tag, ItemForm.Implicit);
                return true;
            }
        }
        if (header.VR is not (DicomVR.OB or DicomVR.OW or DicomVR.UN))
            throw new DicomFormatException($"A value of VR {header.VR} has no length", header.Tag, _position);
        Begin(PartKind.Fragments, header.Tag, ItemForm.Implicit);
        return true;
    }

    /// <summary>A step in a sequence, or in encapsulated pixel data.</summary>
    private int StepInto(Part part, ReadOnlySpan<byte> ahead)
    {
        var header = ElementHeader.Implicit(ahead, _bigEndian);
        var isSequence = part.Kind == PartKind.Sequence;
        if (header.Tag == ElementHeader.SequenceEnd)
        {
            End();
            return header.Size;
        }
        if (header.Tag != ElementHeader.Item)
        {
            throw new DicomFormatException(
                $"{header.Tag} stands where {(isSequence ? "an item" : "a fragment")} should", part.Tag, _position);
        }
        if (header.Length != ElementHeader.Undefined)
        {
            PassOver(part.Tag, header.Length);
            return header.Size;
        }
        if (!isSequence)
            throw new DicomFormatException("A fragment has no length", part.Tag, _position);
        if (ahead.Length < LongestStep)
            return 0;
        Begin(PartKind.Item, part.Tag, part.Form);
        _explicitVR = part.Form == ItemForm.ExplicitUnlessItLooksImplicit;
        if (part.Form != ItemForm.Implicit)
            _explicitVR = ElementHeader.IsExplicit(ahead[header.Size..], _bigEndian, _explicitVR);
        return header.Size;
    }

    private void PassOver(DicomTag tag, long length) => (_left, _tag, _tagOffset) = (length, tag, _position);

    private void Begin(PartKind kind, DicomTag tag, ItemForm form)
    {
        if (kind == PartKind.Sequence && ++_depth > _maxSequenceDepth)
        {
            throw new DicomLimitException(nameof(DicomReadOptions.MaxSequenceDepth),
                $"Sequences lie more than {_maxSequenceDepth} deep at {tag}, offset {_position}");
        }
        _parts.Push(new Part(kind, tag, _position, form, _explicitVR, _bigEndian));
    }

    /// <summary>Ends the innermost part; what held around it holds again.</summary>
    private void End()
    {
        var part = _parts.Pop();
        (_explicitVR, _bigEndian) = (part.OuterIsExplicitVR, part.OuterIsBigEndian);
        if (part.Kind == PartKind.Sequence)
            _depth--;
    }

    private enum PartKind
    {
        Sequence,
        Item,
        Fragments,
    }

    private readonly record struct Part(
        PartKind Kind, DicomTag Tag, long Offset, ItemForm Form, bool OuterIsExplicitVR, bool OuterIsBigEndian);
}
