namespace PxSharp.Dicom.Values;

/// <summary>The dates that a query key of VR DA asks for.</summary>
/// <param name="From">The first; null for no bound.</param>
/// <param name="To">The last; null for no bound.</param>
/// <remarks>PS3.4 C.2.2.2.5.1.</remarks>
public readonly record struct DateRange(DateOnly? From, DateOnly? To)
{
    /// <summary>Reads "a-b", "a-", "-b", and "a", which is a range of one day.</summary>
    /// <returns>False when it is none of these, or its dates are none.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateRange range)
    {
        text = text.Trim(" \0");
        if (DicomDate.TryParse(text, out var day))
        {
            range = new(day, day);
            return true;
        }
        for (var i = 0; text.Length > 1 && i < text.Length; i++)
        {
            if (text[i] == '-' && TryParseEnd(text[..i], out var from) && TryParseEnd(text[(i + 1)..], out var to))
            {
                range = new(from, to);
                return true;
            }
        }
        range = default;
        return false;
    }

    /// <summary>Whether a date is in the range, its bounds included.</summary>
    public bool Contains(DateOnly date) => !(date < From) && !(date > To);

    /// <summary>The range as a query key has it.</summary>
    public override string ToString() => this switch
    {
        { From: { } from, To: { } to } when from == to => DicomDate.Format(from),
        _ => $"{(From is { } first ? DicomDate.Format(first) : "")}-{(To is { } last ? DicomDate.Format(last) : "")}",
    };

    private static bool TryParseEnd(ReadOnlySpan<char> text, out DateOnly? date)
    {
        var found = DicomDate.TryParse(text, out var parsed);
        date = found ? parsed : null;
        return found || text.IsWhiteSpace();
    }
}
