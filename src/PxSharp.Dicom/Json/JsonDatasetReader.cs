using System.Text;
using System.Text.Json;

namespace PxSharp.Dicom.Json;

/// <summary>Reads data sets in the DICOM JSON model.</summary>
/// <remarks>PS3.18 F.2. The members of an element may come in any order; unknown ones are passed over.</remarks>
internal sealed class JsonDatasetReader(DicomJsonOptions options)
{
    private bool _hasCharacterSet;

    internal DicomDataset Read(JsonElement json)
    {
        DicomDataset dataset;
        try
        {
            dataset = ReadItem(json, null);
        }
        catch (InvalidOperationException)
        {
            // The parser looks into strings only when they are taken.
            throw new DicomFormatException("A text in the JSON is not Unicode");
        }
        // The text was Unicode, whatever the character set that was once declared.
        return _hasCharacterSet ? dataset.Set(DicomTag.SpecificCharacterSet, "ISO_IR 192") : dataset;
    }

    private DicomDataset ReadItem(JsonElement json, DicomTag? sequence)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new DicomFormatException($"A data set is a JSON object, not {Describe(json)}", sequence);
        var dataset = new DicomDataset();
        foreach (var member in json.EnumerateObject())
        {
            if (!DicomTag.TryParse(member.Name, out var tag))
                throw new DicomFormatException($"\"{Short(member.Name)}\" is no tag", sequence);
            if (tag == DicomTag.SpecificCharacterSet)
                _hasCharacterSet = true;
            else if (ReadElement(tag, member.Value) is { } element)
                dataset.Append(element);
        }
        dataset.PutInOrder();
        return dataset;
    }

    private DicomElement? ReadElement(DicomTag tag, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new DicomFormatException($"An element is a JSON object, not {Describe(json)}", tag);
        var vr = ReadVR(tag, json);
        if (json.TryGetProperty("InlineBinary"u8, out var inline) && vr != DicomVR.SQ)
        {
            return inline.ValueKind == JsonValueKind.String && inline.TryGetBytesFromBase64(out var bytes)
                ? new DicomElement(tag, vr, bytes)
                : throw new DicomFormatException("InlineBinary is not base64", tag);
        }
        if (json.TryGetProperty("BulkDataURI"u8, out var uri) && vr != DicomVR.SQ)
            return ReadBulkData(tag, vr, uri);
        if (!json.TryGetProperty("Value"u8, out var values))
        {
            // What was only referred to is not there, which is not the same as empty.
            if (json.TryGetProperty("Length"u8, out _))
                return null;
            return vr == DicomVR.SQ
                ? new DicomElement(tag, Array.Empty<DicomDataset>())
                : new DicomElement(tag, vr, ReadOnlyMemory<byte>.Empty);
        }
        if (values.ValueKind != JsonValueKind.Array)
            throw new DicomFormatException($"Value is a JSON array, not {Describe(values)}", tag);
        return vr == DicomVR.SQ ? ReadSequence(tag, values) : new DicomElement(tag, vr, ReadValues(tag, vr, values));
    }

    private DicomElement? ReadBulkData(DicomTag tag, DicomVR vr, JsonElement uri)
    {
        if (uri.ValueKind != JsonValueKind.String)
            throw new DicomFormatException($"BulkDataURI is text, not {Describe(uri)}", tag);
        return options.ReadBulkData?.Invoke(tag, uri.GetString()!) is { } bytes
            ? new DicomElement(tag, vr, bytes)
            : null;
    }

    private static DicomVR ReadVR(DicomTag tag, JsonElement json)
    {
        if (!json.TryGetProperty("vr"u8, out var member))
            return DicomDictionary.VROf(tag);
        if (member.ValueKind == JsonValueKind.String && member.GetString() is { Length: 2 } letters
            && Ascii.IsValid(letters) && DicomVRExtensions.TryParse((byte)letters[0], (byte)letters[1], out var vr))
            return vr;
        throw new DicomFormatException("The vr is none of DICOM's", tag);
    }

    private DicomElement ReadSequence(DicomTag tag, JsonElement values)
    {
        var items = new List<DicomDataset>(values.GetArrayLength());
        foreach (var value in values.EnumerateArray())
            items.Add(value.ValueKind == JsonValueKind.Null ? new DicomDataset() : ReadItem(value, tag));
        return new DicomElement(tag, items);
    }

    private byte[] ReadValues(DicomTag tag, DicomVR vr, JsonElement values)
    {
        if (vr.IsNumber() || vr == DicomVR.AT)
            return ReadNumbers(tag, vr, values);
        if (!vr.IsText())
            throw new DicomFormatException($"A value of VR {vr} is InlineBinary or BulkDataURI", tag);
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var value in values.EnumerateArray())
        {
            if (!isFirst)
                text.Append('\\');
            isFirst = false;
            AppendText(text, tag, vr, value);
        }
        return Encode(tag, vr, text.ToString());
    }

    private static void AppendText(StringBuilder text, DicomTag tag, DicomVR vr, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                text.Append(value.GetString());
                break;
            case JsonValueKind.Number:
                text.Append(value.GetRawText());
                break;
            case JsonValueKind.Object when vr == DicomVR.PN:
                text.Append(ReadName(tag, value));
                break;
            default:
                throw new DicomFormatException($"A value of VR {vr} is text, not {Describe(value)}", tag);
        }
    }

    private static string ReadName(DicomTag tag, JsonElement name)
    {
        var groups = Array.ConvertAll(PersonNameMembers.All, member =>
        {
            if (!name.TryGetProperty(member, out var group) || group.ValueKind == JsonValueKind.Null)
                return "";
            return group.ValueKind == JsonValueKind.String
                ? group.GetString()!
                : throw new DicomFormatException($"{member} is text, not {Describe(group)}", tag);
        });
        return string.Join('=', groups).TrimEnd('=');
    }

    private byte[] Encode(DicomTag tag, DicomVR vr, string text)
    {
        if (Ascii.IsValid(text) || !vr.UsesSpecificCharacterSet())
        {
            // VRs without character sets are read as ISO 8859-1 and so written.
            return text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF') < 0
                ? Padded(Encoding.Latin1.GetBytes(text), vr)
                : throw new DicomFormatException($"A value of VR {vr} is in ASCII", tag);
        }
        _hasCharacterSet = true;
        return Padded(Encoding.UTF8.GetBytes(text), vr);
    }

    private static byte[] Padded(byte[] bytes, DicomVR vr) =>
        (bytes.Length & 1) == 0 ? bytes : [.. bytes, vr.PaddingByte()];

    private static byte[] ReadNumbers(DicomTag tag, DicomVR vr, JsonElement values)
    {
        var size = ElementNumber.Size(vr);
        var bytes = new byte[values.GetArrayLength() * size];
        var index = 0;
        foreach (var value in values.EnumerateArray())
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.String => value.GetString()!,
                _ => "",
            };
            text = text switch
            {
                "inf" => "Infinity",
                "-inf" => "-Infinity",
                "nan" => "NaN",
                _ => text,
            };
            if (!ElementNumber.TryParse(vr, text, bytes.AsSpan(size * index++)))
            {
                var what = text.Length > 0 ? Short(text) : Describe(value);
                throw new DicomFormatException($"{what} is no value of VR {vr}", tag);
            }
        }
        return bytes;
    }

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
