using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>The date of VR DA.</summary>
/// <remarks>PS3.5 6.2.</remarks>
public static class DicomDate
{
    /// <summary>Reads YYYYMMDD, the older YYYY.MM.DD, and the YYYY-MM-DD that some write. Padding is ignored.</summary>
    /// <returns>False when it is no date.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly date)
    {
        text = text.Trim(" \0");
        var parsed = text.Length switch
        {
            8 => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date),
            10 when text[4] == '.' =>
                DateOnly.TryParseExact(text, "yyyy'.'MM'.'dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date),
            10 => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date),
            _ => (date = default) != default,
        };
        return parsed;
    }

    /// <summary>The date as YYYYMMDD.</summary>
    public static string Format(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
