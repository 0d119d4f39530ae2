using PxSharp.Dicom.Values;

namespace PxSharp.Dicom.Matching;

/// <summary>One value of a key, ready to be compared with many values.</summary>
/// <remarks>PS3.4 C.2.2.2.1, C.2.2.2.4, C.2.2.2.5.</remarks>
internal readonly struct ValueMatcher
{
    private readonly DicomVR _vr;
    private readonly string _key;
    private readonly bool _ignoreCase;

    internal ValueMatcher(DicomVR vr, string key, bool ignoreCaseOfNames)
    {
        _vr = vr;
        _key = vr == DicomVR.PN ? WithoutTrailingDelimiters(key) : key;
        _ignoreCase = vr == DicomVR.PN && ignoreCaseOfNames;
    }

    internal bool Matches(string value) => _vr switch
    {
        DicomVR.DA => MatchesDate(value),
        DicomVR.TM => MatchesTime(value),
        DicomVR.DT => MatchesDateTime(value),
        DicomVR.IS or DicomVR.DS => MatchesNumber(value),
        DicomVR.PN => MatchesName(value),
        _ when AttributeMatching.MayHaveWildcards(_vr) => Wildcard.IsMatch(_key, value),
        _ => value == _key,
    };

    private bool MatchesDate(string value) => DateRange.TryParse(_key, out var range)
        ? DicomDate.TryParse(value, out var date) && range.Contains(date)
        : value == _key;

    private bool MatchesTime(string value)
    {
        if (!DicomTime.TryParse(value, out var time))
            return value == _key;
        if (TimeRange.TryParse(_key, out var range))
            return range.Contains(time);
        return DicomTime.TryParse(_key, out var single) && single.Earliest == time.Earliest;
    }

    private bool MatchesDateTime(string value)
    {
        if (!DicomDateTime.TryParse(value, out var moment))
            return value == _key;
        if (DateTimeRange.TryParse(_key, out var range))
            return range.Contains(moment);
        if (!DicomDateTime.TryParse(_key, out var single))
            return false;
        // A coarse moment is its first one, so that only equally written ones are equal.
        var only = new DateTimeRange(single, single with { Latest = single.Earliest });
        return only.Contains(moment with { Latest = moment.Earliest });
    }

    private bool MatchesNumber(string value) => DecimalString.TryParse(_key, out var key)
        ? DecimalString.TryParse(value, out var number) && number.Equals(key)
        : value == _key;

    /// <summary>The whole name, or one of its groups, since a key in kanji is meant for the group in kanji.</summary>
    private bool MatchesName(string value)
    {
        if (Wildcard.IsMatch(_key, WithoutTrailingDelimiters(value), _ignoreCase))
            return true;
        if (_key.Contains('='))
            return false;
        foreach (var group in value.AsSpan().Split('='))
        {
            if (Wildcard.IsMatch(_key, value.AsSpan()[group].TrimEnd("^ "), _ignoreCase))
                return true;
        }
        return false;
    }

    private static string WithoutTrailingDelimiters(string name) => PersonName.Parse(name).ToString();
}
