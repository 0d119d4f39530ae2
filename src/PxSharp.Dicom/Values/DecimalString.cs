using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>The number of VR DS, in at most 16 characters.</summary>
/// <remarks>PS3.5 6.2.</remarks>
public static class DecimalString
{
    private const int MaxLength = 16;
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number. Padding is ignored.</summary>
    /// <returns>False when it is none, or too large for a finite one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        // The parser also knows words for infinity and for not-a-number, which DS has not.
        return double.TryParse(text.Trim(" \0"), Style, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>The number in at most 16 characters: exactly where they suffice, else as near as they allow.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A decimal string has a finite number.");
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 16; text.Length > MaxLength; digits--)
            text = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        return text;
    }

    /// <summary>The number in at most 16 characters, if they say it exactly.</summary>
    /// <returns>False when the text reads back as another number, or the value is not finite.</returns>
    public static bool TryFormatExactly(double value, out string text)
    {
        text = double.IsFinite(value) ? Format(value) : "";
        return TryParse(text, out var back) && back.Equals(value);
    }
}
