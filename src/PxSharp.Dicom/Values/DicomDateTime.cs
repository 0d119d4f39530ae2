using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>The date and time of VR DT, which may be as coarse as a year.</summary>
/// <param name="Earliest">The first moment that it can mean, in its own time zone.</param>
/// <param name="Latest">The last moment that it can mean, in microseconds.</param>
/// <param name="Offset">The time zone, east of UTC; null when the value has none.</param>
/// <remarks>PS3.5 6.2.</remarks>
public readonly record struct DicomDateTime(DateTime Earliest, DateTime Latest, TimeSpan? Offset)
{
    /// <summary>
    /// Reads YYYY[MM[DD[HH[MM[SS[.F to .FFFFFF]]]]]] with or without +ZZXX or -ZZXX. Padding is ignored.
    /// </summary>
    /// <returns>False when it is no date and time. A leap second counts as the second before it.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomDateTime value)
    {
        value = default;
        text = text.Trim(" \0");
        var digits = new DigitReader(text);
        if (digits.Next(4, 1, 9999) is not { } year)
            return false;
        var month = digits.Next(2, 1, 12);
        var day = month is null ? null : digits.Next(2, 1, DateTime.DaysInMonth(year, month.Value));
        var hour = day is null ? null : digits.Next(2, 0, 23);
        var minute = hour is null ? null : digits.Next(2, 0, 59);
        var second = minute is null ? null : digits.Next(2, 0, 60);
        var fraction = second is null ? default : digits.Fraction();
        TimeSpan? offset = null;
        if (digits.Rest is ['+' or '-', ..] && !TryParseOffset(digits.Rest, ref digits, out offset))
            return false;
        if (!digits.IsAtEnd)
            return false;
        var earliest = new DateTime(year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, Math.Min(second ?? 0, 59))
            .AddMicroseconds(fraction.Value);
        // Not by adding a year: year 9999 has no next one.
        var latest = new DateTime(
                year, month ?? 12, day ?? DateTime.DaysInMonth(year, month ?? 12), hour ?? 23, minute ?? 59,
                Math.Min(second ?? 59, 59))
            .AddMicroseconds(second is null ? 999_999 : fraction.Value + fraction.Unit - 1);
        value = new(earliest, latest, offset);
        return true;
    }

    /// <summary>A moment as YYYYMMDDHHMMSS with the fraction of a second that it has, and its offset.</summary>
    public static string Format(DateTimeOffset moment)
    {
        var sign = moment.Offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{moment:yyyyMMddHHmmss.FFFFFF}{sign}{moment.Offset:hhmm}");
    }

    /// <summary>The offsets that there are: -1200 to +1400.</summary>
    private static bool TryParseOffset(ReadOnlySpan<char> text, ref DigitReader digits, out TimeSpan? offset)
    {
        offset = null;
        var east = text[0] == '+';
        digits = new DigitReader(text[1..]);
        if (digits.Next(2, 0, east ? 14 : 12) is not { } hours || digits.Next(2, 0, 59) is not { } minutes)
            return false;
        var size = new TimeSpan(hours, minutes, 0);
        offset = east ? size : -size;
        return size <= TimeSpan.FromHours(east ? 14 : 12);
    }
}
