using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace PxSharp.Dicom.Json;

/// <summary>Writes data sets in the DICOM JSON model.</summary>
/// <remarks>PS3.18 F.2.</remarks>
internal sealed class JsonDatasetWriter(Utf8JsonWriter writer, DicomJsonOptions options, bool flushes)
{
    // What every reader takes as a whole number: beyond it some lose digits, and F.2.3 allows strings.
    private const long MaxSafeInteger = (1L << 53) - 1;

    private const int FlushSize = 64 * 1024;
    private const int SegmentSize = 48 * 1024;

    internal void Write(DicomDataset dataset)
    {
        writer.WriteStartObject();
        foreach (var element in dataset)
        {
            if (element.Tag.IsGroupLength)
                continue;
            writer.WriteStartObject(Key(element.Tag));
            writer.WriteString("vr"u8, element.VR.ToString());
            WriteValue(dataset, element);
            writer.WriteEndObject();
            FlushIfMuch();
        }
        writer.WriteEndObject();
    }

    /// <summary>A tag as PS3.18 F.2.2 has it: eight upper-case hexadecimal digits.</summary>
    internal static string Key(DicomTag tag) => tag.Value.ToString("X8", CultureInfo.InvariantCulture);

    private void WriteValue(DicomDataset dataset, DicomElement element)
    {
        if (element.IsEmpty)
            return;
        if (element.Items is { } items)
            WriteItems(items);
        else if (element.Fragments is { } fragments)
            WriteReference(element, fragments.Sum(fragment => (long)fragment.Length));
        else if (element.VR.IsNumber() || element.VR == DicomVR.AT)
            WriteNumbers(element);
        else if (!element.VR.IsText())
            WriteBytes(element);
        else if (element.Tag == DicomTag.SpecificCharacterSet)
            WriteStrings(element.VR, ["ISO_IR 192"]);
        else
            WriteStrings(element.VR, dataset.GetStrings(element.Tag));
    }

    private void WriteItems(IReadOnlyList<DicomDataset> items)
    {
        writer.WriteStartArray("Value"u8);
        foreach (var item in items)
            Write(item);
        writer.WriteEndArray();
    }

    private void WriteBytes(DicomElement element)
    {
        if (element.RawValue.Length <= options.MaxInlineLength)
            WriteInline(element.RawValue.Span);
        else
            WriteReference(element, element.RawValue.Length);
    }

    /// <summary>Writes base64 by segments: pixel data may be longer than what the writer takes at once.</summary>
    private void WriteInline(ReadOnlySpan<byte> bytes)
    {
        writer.WritePropertyName("InlineBinary"u8);
        for (; bytes.Length > SegmentSize; bytes = bytes[SegmentSize..])
        {
            writer.WriteBase64StringSegment(bytes[..SegmentSize], isFinalSegment: false);
            FlushIfMuch();
        }
        writer.WriteBase64StringSegment(bytes, isFinalSegment: true);
    }

    private void FlushIfMuch()
    {
        if (flushes && writer.BytesPending > FlushSize)
            writer.Flush();
    }

    private void WriteReference(DicomElement element, long length)
    {
        if (options.BulkDataUri?.Invoke(element) is { } uri)
            writer.WriteString("BulkDataURI"u8, uri);
        else
            writer.WriteNumber("Length"u8, length);
    }

    private void WriteStrings(DicomVR vr, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartArray("Value"u8);
        foreach (var value in values)
        {
            if (value.Length == 0)
                writer.WriteNullValue();
            else if (vr == DicomVR.PN)
                WriteName(value);
            else if (vr is DicomVR.IS or DicomVR.DS && JsonNumber.TryFormat(value, out var number))
                writer.WriteRawValue(number);
            else
                writer.WriteStringValue(value);
        }
        writer.WriteEndArray();
    }

    private void WriteName(string name)
    {
        var groups = name.Split('=', 3);
        writer.WriteStartObject();
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].Length > 0)
                writer.WriteString(PersonNameMembers.All[i], groups[i]);
        }
        writer.WriteEndObject();
    }

    private void WriteNumbers(DicomElement element)
    {
        var size = ElementNumber.Size(element.VR);
        var bytes = element.RawValue.Span;
        writer.WriteStartArray("Value"u8);
        for (; bytes.Length >= size; bytes = bytes[size..])
            WriteNumber(element.VR, bytes);
        writer.WriteEndArray();
    }

    private void WriteNumber(DicomVR vr, ReadOnlySpan<byte> bytes)
    {
        switch (vr)
        {
            case DicomVR.AT:
                var group = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
                writer.WriteStringValue(Key(new(group, BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]))));
                break;
            case DicomVR.FL when BinaryPrimitives.ReadSingleLittleEndian(bytes) is var value && float.IsFinite(value):
                writer.WriteNumberValue(value);
                break;
            case DicomVR.FD when BinaryPrimitives.ReadDoubleLittleEndian(bytes) is var value && double.IsFinite(value):
                writer.WriteNumberValue(value);
                break;
            case DicomVR.SV when BinaryPrimitives.ReadInt64LittleEndian(bytes) is var value
                && value is >= -MaxSafeInteger and <= MaxSafeInteger:
                writer.WriteNumberValue(value);
                break;
            case DicomVR.UV when BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var value and <= MaxSafeInteger:
                writer.WriteNumberValue(value);
                break;
            case DicomVR.SL or DicomVR.SS or DicomVR.UL or DicomVR.US:
                writer.WriteRawValue(ElementNumber.Format(vr, bytes), skipInputValidation: true);
                break;
            default:
                // Not a number, infinite, or past what JSON numbers hold safely.
                writer.WriteStringValue(ElementNumber.Format(vr, bytes));
                break;
        }
    }
}
