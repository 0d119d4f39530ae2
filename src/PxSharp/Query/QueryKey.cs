using System.Text.RegularExpressions;
using PxSharp.Dicom;
using PxSharp.Dicom.Values;

namespace PxSharp.Query;

/// <summary>A key of a query: an attribute and what it must match; an empty value matches everything.</summary>
/// <remarks>
/// PS3.4 C.2.2.2. Wildcards (<c>*</c>, <c>?</c>) and ranges (<c>20230101-20231231</c>) go to the PACS as they are.
/// </remarks>
/// <param name="Tag">The attribute.</param>
/// <param name="Value">What it must match.</param>
public sealed partial record QueryKey(DicomTag Tag, string Value)
{
    /// <summary>The keyword of the attribute, or its number <c>gggg,eeee</c> when PS3.6 has none.</summary>
    public string Keyword => Tag.Keyword ?? $"{Tag.Group:x4},{Tag.Element:x4}";

    /// <summary>Whether the key restricts anything.</summary>
    public bool IsFilter => Value.Length > 0 && Value.Any(c => c != '*');

    /// <summary>
    /// Whether the value has a wildcard where the standard has none: dates, times, UIDs, numbers and the like
    /// (PS3.4 C.2.2.2.4). Some PACS understand it all the same.
    /// </summary>
    internal bool HasStrayWildcard => IsFilter && Value.AsSpan().ContainsAny('*', '?') && !TakesWildcards;

    /// <summary>
    /// What is sent: a lone <c>*</c> says no more than nothing, and only some attributes may have it.
    /// </summary>
    internal string SentValue => IsFilter || TakesWildcards ? Value : "";

    private bool TakesWildcards => DicomDictionary.VROf(Tag) is DicomVR.AE or DicomVR.CS or DicomVR.LO or DicomVR.LT
        or DicomVR.PN or DicomVR.SH or DicomVR.ST or DicomVR.UC or DicomVR.UR or DicomVR.UT;

    /// <summary>Makes a key from what a user writes.</summary>
    /// <param name="name">A PS3.6 keyword in any case, or a tag such as <c>0010,0020</c>.</param>
    /// <param name="value">What it must match; a date may also be written 2023/01/15 or 2023-01-15.</param>
    /// <exception cref="ArgumentException">There is no such attribute, or it can be no key of a query.</exception>
    public static QueryKey Parse(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        var tag = ParseTag(name);
        var text = value.Trim();
        return new QueryKey(tag, DicomDictionary.VROf(tag) == DicomVR.DA ? Date(tag, PlainDate(text)) : text);
    }

    /// <summary>The attribute that a user means.</summary>
    /// <param name="name">A PS3.6 keyword in any case, or a tag such as <c>0010,0020</c>.</param>
    /// <exception cref="ArgumentException">There is no such attribute, or it can be no key of a query.</exception>
    public static DicomTag ParseTag(string name)
    {
        if (!DicomTag.TryParse(name, out var tag))
        {
            throw new ArgumentException($"'{name}' is neither a PS3.6 keyword nor a tag such as 0010,0020");
        }
        if (tag.Group <= 0x0007 || tag.IsGroupLength || tag == DicomTag.QueryRetrieveLevel
            || tag == DicomTag.SpecificCharacterSet || tag == DicomTag.PixelData)
        {
            throw new ArgumentException($"'{name}' cannot be asked for in a query");
        }
        return tag;
    }

    // A PACS finds nothing for a date that is none, and says so in no word. What has a wildcard is the PACS' business.
    private static string Date(DicomTag tag, string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAny('*', '?'))
        {
            return text;
        }
        if (!DateRange.TryParse(text, out var range))
        {
            throw new ArgumentException(
                $"{tag.Keyword}: '{text}' is neither a date such as 20230115 nor a range such as 20230101-20230131");
        }
        return range is { From: { } from, To: { } to } && from > to
            ? throw new ArgumentException($"{tag.Keyword}: the range '{text}' ends before it begins")
            : text;
    }

    private static string PlainDate(string text) =>
        SeparatedDate().Replace(text, "$1$2$3");

    [GeneratedRegex(@"(?<!\d)(\d{4})[/.-](\d{2})[/.-](\d{2})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex SeparatedDate();
}
