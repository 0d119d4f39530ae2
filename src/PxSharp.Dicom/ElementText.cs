using System.Text;

namespace PxSharp.Dicom;

/// <summary>Values as text.</summary>
internal static class ElementText
{
    /// <summary>All values, joined by backslashes; null when the VR has no text form.</summary>
    internal static string? Whole(DicomElement element, IReadOnlyList<string> characterSets)
    {
        var vr = element.ValueVR;
        if (vr.IsText())
        {
            var text = Decode(element.RawValue.Span, vr, characterSets);
            if (!vr.IsMultiValuedText() || !text.Contains('\\', StringComparison.Ordinal))
                return Trim(text, vr);
        }
        else if (!vr.IsNumber() && vr != DicomVR.AT)
        {
            return null;
        }
        return string.Join('\\', Values(element, characterSets));
    }

    /// <summary>The values, each without padding; none when the value is empty or the VR has no text form.</summary>
    internal static IReadOnlyList<string> Values(DicomElement element, IReadOnlyList<string> characterSets)
    {
        var vr = element.ValueVR;
        var bytes = element.RawValue.Span;
        if (bytes.IsEmpty)
            return [];
        if (vr.IsNumber() || vr == DicomVR.AT)
        {
            var size = ElementNumber.Size(vr);
            var numbers = new string[bytes.Length / size];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = ElementNumber.Format(vr, bytes.Slice(i * size, size));
            return numbers;
        }
        if (!vr.IsText())
            return [];
        var text = Decode(bytes, vr, characterSets);
        if (!vr.IsMultiValuedText() || !text.Contains('\\', StringComparison.Ordinal))
            return Trim(text, vr) is { Length: > 0 } one ? [one] : [];
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++)
            values[i] = Trim(values[i], vr);
        return values;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, DicomVR vr, IReadOnlyList<string> characterSets)
    {
        // Padding is cut first: most values are then plain ASCII, which every character set of DICOM contains.
        bytes = bytes.TrimEnd("\0 "u8);
        if (!vr.UsesSpecificCharacterSet() || (Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B)))
            return Encoding.Latin1.GetString(bytes);
        return characterSets is ["ISO_IR 192"] ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Without what PS3.5 6.2 calls insignificant: trailing spaces and, where they carry nothing, leading ones.</summary>
    private static string Trim(string text, DicomVR vr) => vr is DicomVR.LO or DicomVR.LT or DicomVR.PN or DicomVR.SH
        or DicomVR.ST or DicomVR.UC or DicomVR.UR or DicomVR.UT
        ? text.TrimEnd(' ', '\0')
        : text.Trim(' ', '\0');
}
