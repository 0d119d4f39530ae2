namespace PxSharp.Dicom.Values;

/// <summary>The times of day that a query key of VR TM asks for.</summary>
/// <param name="From">The first; null for no bound.</param>
/// <param name="To">The last; null for no bound. "-12" means up to the end of that hour.</param>
/// <remarks>PS3.4 C.2.2.2.5.2. A range over midnight matches nothing.</remarks>
public readonly record struct TimeRange(TimeOnly? From, TimeOnly? To)
{
    /// <summary>Reads "a-b", "a-" and "-b".</summary>
    /// <returns>False when it is none of these, or its times are none; for a single time too.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeRange range)
    {
        range = default;
        text = text.Trim(" \0");
        var hyphen = text.IndexOf('-');
        if (hyphen < 0 || text.Length == 1)
            return false;
        var first = text[..hyphen];
        var last = text[(hyphen + 1)..];
        var hasFrom = DicomTime.TryParse(first, out var from);
        var hasTo = DicomTime.TryParse(last, out var to);
        range = new(hasFrom ? from.Earliest : null, hasTo ? to.Latest : null);
        return (hasFrom || first.IsWhiteSpace()) && (hasTo || last.IsWhiteSpace());
    }

    /// <summary>Whether a time is in the range, its bounds included; a coarse one as its first moment.</summary>
    public bool Contains(DicomTime time) => !(time.Earliest < From) && !(time.Earliest > To);
}
