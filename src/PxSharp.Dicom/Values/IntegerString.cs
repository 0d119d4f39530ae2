using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>The whole number of VR IS.</summary>
/// <remarks>PS3.5 6.2.</remarks>
public static class IntegerString
{
    /// <summary>
    /// Reads a number of -2^31 to 2^31-1. Padding is ignored, and a fraction of zeros, which some write.
    /// </summary>
    /// <returns>False when it is no such number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out int value)
    {
        text = text.Trim(" \0");
        var point = text.IndexOf('.');
        if (point > 0 && text[(point + 1)..].IndexOfAnyExcept('0') < 0)
            text = text[..point];
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The number in digits.</summary>
    public static string Format(int value) => value.ToString(CultureInfo.InvariantCulture);
}
