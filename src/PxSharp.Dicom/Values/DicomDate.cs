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
        var format = text.Length switch
        {
            8 => "yyyyMMdd",
            10 when text[4] == '.' => "yyyy'.'MM'.'dd",
            10 => "yyyy'-'MM'-'dd",
            _ => "",
        };
        date = default;
        return format.Length > 0
            && DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>The date as YYYYMMDD.</summary>
    public static string Format(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
