using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>Matches answers against keys once more, because a PACS may ignore a key it does not support.</summary>
/// <remarks>
/// PS3.4 C.2.2.2 has the rules; C.4.1.3 lets an SCP ignore optional keys. Where PACS differ (case, accents, how a name
/// is split) this matches more rather than less: what the PACS found on purpose must not be lost here.
/// </remarks>
public static class KeyMatcher
{
    /// <summary>Compares the attribute of <paramref name="key"/> in <paramref name="answer"/> with its value.</summary>
    public static KeyMatch Match(QueryKey key, DicomDataset answer)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(answer);
        if (!key.IsFilter)
        {
            return KeyMatch.Match;
        }
        var values = answer.GetStrings(key.Tag)
            .Select(value => value.Trim()).Where(value => value.Length > 0).ToArray();
        if (values.Length == 0)
        {
            return KeyMatch.Unknown;
        }
        var vr = DicomDictionary.VROf(key.Tag);
        var wanted = vr.IsText() && !vr.IsMultiValuedText() ? [key.Value] : key.Value.Split('\\');
        foreach (var one in wanted)
        {
            foreach (var value in values)
            {
                switch (MatchOne(vr, one.Trim(), value))
                {
                    case KeyMatch.Match:
                        return KeyMatch.Match;
                    case KeyMatch.Unknown:
                        return KeyMatch.Unknown;
                }
            }
        }
        return KeyMatch.Mismatch;
    }

    private static KeyMatch MatchOne(DicomVR vr, string wanted, string value) => vr switch
    {
        DicomVR.UI => wanted.AsSpan().ContainsAny('*', '?') ? KeyMatch.Unknown : Of(wanted == value),
        DicomVR.DA => MatchRange(wanted, value, digits: 8),
        DicomVR.TM => MatchRange(wanted, value, digits: 6),
        DicomVR.DT => KeyMatch.Unknown,
        DicomVR.IS or DicomVR.DS or DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL or DicomVR.FL or DicomVR.FD
            => MatchNumber(wanted, value),
        DicomVR.PN => Of(MatchesName(wanted, value)),
        DicomVR.SQ or DicomVR.AT or DicomVR.UN => KeyMatch.Unknown,
        _ => Of(MatchesText(wanted, value)),
    };

    private static KeyMatch Of(bool matches) => matches ? KeyMatch.Match : KeyMatch.Mismatch;

    private static KeyMatch MatchNumber(string wanted, string value)
    {
        const NumberStyles Style = NumberStyles.Float;
        return double.TryParse(wanted, Style, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(value, Style, CultureInfo.InvariantCulture, out var b)
                ? Of(a.Equals(b))
                : Of(MatchesText(wanted, value));
    }

    // Dates and times sort as their digits do. A shorter time stands for all that begin with it (PS3.5 6.2).
    private static KeyMatch MatchRange(string wanted, string value, int digits)
    {
        var given = Digits(value);
        var dash = wanted.IndexOf('-', StringComparison.Ordinal);
        var from = Digits(dash < 0 ? wanted : wanted[..dash]);
        var to = Digits(dash < 0 ? wanted : wanted[(dash + 1)..]);
        if (given is null || from is null || to is null || given.Length == 0)
        {
            return KeyMatch.Unknown;
        }
        return Of(
            (from.Length == 0 || Compare(given, from, '0') >= 0) && (to.Length == 0 || Compare(given, to, '9') <= 0));

        int Compare(string date, string limit, char padding) => string.CompareOrdinal(
            date.PadRight(digits, padding)[..digits], limit.PadRight(digits, padding)[..digits]);
    }

    // 2023.01.15 and 12:30:00 are how ACR-NEMA wrote them. Null: something else, which is not compared here.
    private static string? Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
            else if (c is not ('.' or ':'))
            {
                return null;
            }
        }
        return digits.ToString();
    }

    // Any of the component groups may be the one that is meant; components that are not asked for do not count.
    private static bool MatchesName(string wanted, string value)
    {
        var pattern = Components(wanted);
        return value.Split('=').Append(value).Select(Components)
            .Any(name => MatchesText(pattern, name) || MatchesText(pattern + "^*", name));
    }

    // "Doe, John", "Doe John" and "Doe^John^^" are one name to many PACS.
    private static string Components(string name) =>
        name.Replace(", ", "^", StringComparison.Ordinal).Replace(' ', '^').Replace(',', '^').Trim('^', '=');

    private static bool MatchesText(string wanted, string value) =>
        Matches(wanted, value) || Matches(AccentFolding.Fold(wanted), AccentFolding.Fold(value));

    private static bool Matches(string pattern, string value) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace('\\', '/'), value.Replace('\\', '/'), ignoreCase: true);
}
