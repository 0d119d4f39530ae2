using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>The time of VR TM, which may be as coarse as an hour.</summary>
/// <param name="Earliest">The first moment that it can mean: what is missing is 0.</param>
/// <param name="Latest">The last moment that it can mean, in microseconds.</param>
/// <remarks>PS3.5 6.2.</remarks>
public readonly record struct DicomTime(TimeOnly Earliest, TimeOnly Latest)
{
    /// <summary>Reads HH, HHMM, HHMMSS or HHMMSS.F to .FFFFFF, and the older HH:MM:SS.F. Padding is ignored.</summary>
    /// <returns>False when it is no time. A leap second counts as the second before it.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomTime time)
    {
        text = text.Trim(" \0");
        var digits = new DigitReader(text);
        var hour = digits.Next(2, 0, 23);
        digits.Skip(':');
        var minute = digits.Next(2, 0, 59);
        digits.Skip(':');
        var second = minute is null ? null : digits.Next(2, 0, 60);
        var fraction = second is null ? default : digits.Fraction();
        time = default;
        if (hour is not { } h || !digits.IsAtEnd)
            return false;
        var earliest = new TimeOnly(h, minute ?? 0, Math.Min(second ?? 0, 59))
            .Add(TimeSpan.FromMicroseconds(fraction.Value));
        var span = minute is null ? TimeSpan.FromHours(1)
            : second is null ? TimeSpan.FromMinutes(1)
            : TimeSpan.FromMicroseconds(fraction.Unit);
        time = new(earliest, earliest.Add(span - TimeSpan.FromMicroseconds(1)));
        return true;
    }

    /// <summary>A time as HHMMSS, with the fraction of a second that it has.</summary>
    public static string Format(TimeOnly time) => time.ToString("HHmmss.FFFFFF", CultureInfo.InvariantCulture);
}
