using System.Text;
using PxSharp.Dicom.Text;

namespace PxSharp.Dicom;

/// <summary>Values as text.</summary>
internal static class ElementText
{
    /// <summary>All values, joined by backslashes; null when the VR has no text form.</summary>
    internal static string? Whole(DicomElement element, DicomCharacterSet characterSet)
    {
        var vr = element.ValueVR;
        if (vr.IsText())
        {
            var text = Decode(element.RawValue.Span, vr, characterSet);
            if (!vr.IsMultiValuedText() || !text.Contains('\\', StringComparison.Ordinal))
                return Trim(text, vr);
        }
        else if (!vr.IsNumber() && vr != DicomVR.AT)
        {
            return null;
        }
        return string.Join('\\', Values(element, characterSet));
    }

    /// <summary>The values, each without padding; none when the value is empty or the VR has no text form.</summary>
    internal static IReadOnlyList<string> Values(DicomElement element, DicomCharacterSet characterSet)
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
        var text = Decode(bytes, vr, characterSet);
        if (!vr.IsMultiValuedText() || !text.Contains('\\', StringComparison.Ordinal))
            return Trim(text, vr) is { Length: > 0 } one ? [one] : [];
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++)
            values[i] = Trim(values[i], vr);
        return values;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, DicomVR vr, DicomCharacterSet characterSet)
    {
        // Padding is cut first: it is none of the character set's.
        bytes = bytes.TrimEnd("\0 "u8);
        return vr.UsesSpecificCharacterSet() ? characterSet.Decode(bytes, vr) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>
    /// Without what PS3.5 6.2 calls insignificant: trailing spaces and, where they carry nothing, leading ones.
    /// </summary>
    private static string Trim(string text, DicomVR vr) => vr is DicomVR.LO or DicomVR.LT or DicomVR.PN or DicomVR.SH
        or DicomVR.ST or DicomVR.UC or DicomVR.UR or DicomVR.UT
        ? text.TrimEnd(' ', '\0')
        : text.Trim(' ', '\0');
}
