using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>The age of VR AS: a number of days, weeks, months or years.</summary>
/// <param name="Count">How many, 0 to 999.</param>
/// <param name="Unit">D, W, M or Y.</param>
/// <remarks>PS3.5 6.2.</remarks>
public readonly record struct AgeString(int Count, char Unit)
{
    /// <summary>The age in days: a year has 365, a month 30, a week 7, as pypx counts.</summary>
    public int Days => Count * Unit switch
    {
        'Y' => 365,
        'M' => 30,
        'W' => 7,
        _ => 1,
    };

    /// <summary>Reads "042Y"; also with fewer digits, in lower case, and without a unit, which means years.</summary>
    /// <returns>False when it is no age.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out AgeString age)
    {
        age = default;
        text = text.Trim(" \0");
        if (text.IsEmpty)
            return false;
        var unit = char.IsAsciiDigit(text[^1]) ? 'Y' : char.ToUpperInvariant(text[^1]);
        var digits = text.TrimEnd("DWMYdwmy");
        if (digits.Length is 0 or > 3 || text.Length - digits.Length > 1 || unit is not ('D' or 'W' or 'M' or 'Y')
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        age = new(count, unit);
        return true;
    }

    /// <summary>The age in the unit that fits: days up to a week, weeks up to 30 days, months up to a year.</summary>
    /// <remarks>pypx's rule for an instance without PatientAge; rounded, half to even.</remarks>
    /// <param name="days">The age, not negative.</param>
    public static AgeString OfDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return days switch
        {
            < 7 => new(days, 'D'),
            < 30 => new((int)Math.Round(days / 7.0), 'W'),
            < 365 => new((int)Math.Round(days / 30.0), 'M'),
            _ => new(Math.Min((int)Math.Round(days / 365.0), 999), 'Y'),
        };
    }

    /// <summary>The age as three digits and the unit.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:000}{Unit}");
}
