using System.Buffers;
using System.Buffers.Binary;
using PxSharp.Dicom.Reading;

namespace PxSharp.Dicom.Writing;

/// <summary>Turns data elements into bytes.</summary>
/// <remarks>PS3.5 7.</remarks>
internal sealed class ElementWriter(IBufferWriter<byte> output, TransferSyntax syntax, DicomWriteOptions options)
{
    private const int SwapPiece = 4096;

    private readonly LengthTable _lengths = new(syntax.IsExplicitVR);

    internal void Write(DicomDataset dataset)
    {
        _lengths.Measure(dataset, 0);
        WriteElements(dataset);
    }

    private void WriteElements(DicomDataset dataset)
    {
        foreach (var element in dataset.Elements)
        {
            var form = ElementForm.Of(element, syntax.IsExplicitVR);
            if (element.Items is { } items)
                WriteSequence(element.Tag, form, items);
            else if (element.Fragments is { } fragments)
                WriteFragments(element.Tag, form, fragments);
            else
                WriteValue(element, form);
        }
    }

    private void WriteSequence(DicomTag tag, ElementForm form, IReadOnlyList<DicomDataset> items)
    {
        var length = NextLength();
        WriteHeader(tag, form, length);
        for (var i = 0; i < items.Count; i++)
        {
            var itemLength = NextLength();
            WriteItemHeader(ElementHeader.Item, itemLength);
            WriteElements(items[i]);
            if (itemLength == ElementForm.Undefined)
                WriteItemHeader(ElementHeader.ItemEnd, 0);
        }
        if (length == ElementForm.Undefined)
            WriteItemHeader(ElementHeader.SequenceEnd, 0);
    }

    private uint NextLength()
    {
        var length = _lengths.Next();
        return options.UndefinedLengths ? ElementForm.Undefined : length;
    }

    private void WriteFragments(DicomTag tag, ElementForm form, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        WriteHeader(tag, form, ElementForm.Undefined);
        for (var i = 0; i < fragments.Count; i++)
        {
            var fragment = fragments[i].Span;
            WriteItemHeader(ElementHeader.Item, (uint)ElementForm.Even(fragment.Length));
            WriteBytes(fragment, 0);
        }
        WriteItemHeader(ElementHeader.SequenceEnd, 0);
    }

    private void WriteValue(DicomElement element, ElementForm form)
    {
        var value = element.RawValue.Span;
        WriteHeader(element.Tag, form, (uint)ElementForm.Even(value.Length));
        var wordSize = form.VR.WordSize();
        if (syntax.IsBigEndian && wordSize > 1)
            WriteReversed(value, wordSize);
        else
            WriteBytes(value, element.VR.PaddingByte());
    }

    private void WriteReversed(ReadOnlySpan<byte> value, int wordSize)
    {
        Span<byte> piece = stackalloc byte[SwapPiece];
        while (value.Length > SwapPiece)
        {
            value[..SwapPiece].CopyTo(piece);
            ByteOrder.Reverse(piece, wordSize);
            output.Write(piece);
            value = value[SwapPiece..];
        }
        // Padded first: the padding is a part of the last number.
        piece = piece[..(int)ElementForm.Even(value.Length)];
        if (piece.Length > value.Length)
            piece[^1] = 0;
        value.CopyTo(piece);
        ByteOrder.Reverse(piece, wordSize);
        output.Write(piece);
    }

    private void WriteBytes(ReadOnlySpan<byte> value, byte padding)
    {
        output.Write(value);
        if ((value.Length & 1) != 0)
            output.Write([padding]);
    }

    private void WriteHeader(DicomTag tag, ElementForm form, uint length)
    {
        var bytes = output.GetSpan(form.HeaderSize);
        WriteTag(bytes, tag);
        if (!syntax.IsExplicitVR)
        {
            WriteUInt32(bytes[4..], length);
        }
        else
        {
            form.VR.Code().CopyTo(bytes[4..]);
            WriteUInt16(bytes[6..], form.HeaderSize == 8 ? (ushort)length : (ushort)0);
            if (form.HeaderSize == 12)
                WriteUInt32(bytes[8..], length);
        }
        output.Advance(form.HeaderSize);
    }

    private void WriteItemHeader(DicomTag tag, uint length)
    {
        var bytes = output.GetSpan(ElementForm.ItemHeaderSize);
        WriteTag(bytes, tag);
        WriteUInt32(bytes[4..], length);
        output.Advance(ElementForm.ItemHeaderSize);
    }

    private void WriteTag(Span<byte> bytes, DicomTag tag)
    {
        WriteUInt16(bytes, tag.Group);
        WriteUInt16(bytes[2..], tag.Element);
    }

    private void WriteUInt16(Span<byte> bytes, ushort value)
    {
        if (syntax.IsBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
    }

    private void WriteUInt32(Span<byte> bytes, uint value)
    {
        if (syntax.IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
    }
}
