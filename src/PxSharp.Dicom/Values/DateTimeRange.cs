namespace PxSharp.Dicom.Values;

/// <summary>The moments that a query key of VR DT asks for.</summary>
/// <param name="From">The first; null for no bound.</param>
/// <param name="To">The last; null for no bound. "-2024" means up to the end of that year.</param>
/// <remarks>PS3.4 C.2.2.2.5.3.</remarks>
public readonly record struct DateTimeRange(DicomDateTime? From, DicomDateTime? To)
{
    /// <summary>Reads "a-b", "a-" and "-b".</summary>
    /// <remarks>
    /// A hyphen with a possible offset after it, as in "20240101-0500", begins an offset and no range.
    /// </remarks>
    /// <returns>False when it is none of these, or its ends are none; for a single moment too.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeRange range)
    {
        range = default;
        text = text.Trim(" \0");
        if (text.Length < 2 || DicomDateTime.TryParse(text, out _))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '-' && TryParseEnd(text[..i], out var from) && TryParseEnd(text[(i + 1)..], out var to))
            {
                range = new(from, to);
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Whether a value is in the range, its bounds included; a coarse value when any moment of it is.
    /// </summary>
    /// <remarks>Where only one side has an offset, the other is taken to be in the same time zone.</remarks>
    public bool Contains(DicomDateTime value) =>
        (From is not { } from || Compare(value.Latest, value.Offset, from.Earliest, from.Offset) >= 0)
        && (To is not { } to || Compare(value.Earliest, value.Offset, to.Latest, to.Offset) <= 0);

    private static int Compare(DateTime a, TimeSpan? offsetOfA, DateTime b, TimeSpan? offsetOfB) =>
        offsetOfA is { } east && offsetOfB is { } west
            ? (a.Ticks - east.Ticks).CompareTo(b.Ticks - west.Ticks)
            : a.CompareTo(b);

    private static bool TryParseEnd(ReadOnlySpan<char> text, out DicomDateTime? end)
    {
        var found = DicomDateTime.TryParse(text, out var parsed);
        end = found ? parsed : null;
        return found || text.IsWhiteSpace();
    }
}
