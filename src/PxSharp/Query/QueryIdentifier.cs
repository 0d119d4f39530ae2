using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>Makes the identifiers of C-FIND requests in the Study Root model.</summary>
/// <remarks>
/// PS3.4 C.4.1.1.3 and C.6.2.1. A value is sent at the level its key belongs to. What is only asked for is asked at
/// both levels, as pypx does, because many PACS know more than they must; a PACS that refuses that gets a strict
/// identifier, which holds the keys of its level and the unique keys above and nothing else.
/// </remarks>
public static class QueryIdentifier
{
    /// <summary>The identifier that finds studies.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="strict">Whether keys of other levels are left out.</param>
    public static DicomDataset Study(FindQuery query, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(query);
        var keys = Keys(query, QueryLevel.Study, strict);
        // With a list of return keys and no second pass, the list is all that is wanted.
        if (!query.StudyOnly || query.ReturnTags is null)
        {
            keys.TryAdd(DicomTag.StudyInstanceUID, "");
        }
        return Build(keys, QueryLevel.Study, query.SpecificCharacterSet);
    }

    /// <summary>The identifier that finds the series of one study.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="studyInstanceUID">The study.</param>
    /// <param name="strict">Whether keys of other levels are left out.</param>
    public static DicomDataset Series(FindQuery query, string studyInstanceUID, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(query);
        var keys = Keys(query, QueryLevel.Series, strict);
        keys.TryAdd(DicomTag.SeriesInstanceUID, "");
        keys[DicomTag.StudyInstanceUID] = studyInstanceUID;
        return Build(keys, QueryLevel.Series, query.SpecificCharacterSet);
    }

    /// <summary>The identifier that lists the instances of one series.</summary>
    /// <param name="keys">Keys of the IMAGE level; others are left out.</param>
    /// <param name="studyInstanceUID">The study.</param>
    /// <param name="seriesInstanceUID">The series.</param>
    public static DicomDataset Image(IEnumerable<QueryKey> keys, string studyInstanceUID, string seriesInstanceUID)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var sent = new SortedDictionary<DicomTag, string>
        {
            [DicomTag.StudyInstanceUID] = studyInstanceUID,
            [DicomTag.SeriesInstanceUID] = seriesInstanceUID,
            [DicomTag.SOPInstanceUID] = "",
            [DicomTag.SOPClassUID] = "",
            [DicomTag.InstanceNumber] = "",
        };
        foreach (var key in keys.Where(key => QueryLevels.IsMatchedAt(key.Tag, QueryLevel.Image)))
        {
            sent[key.Tag] = key.SentValue;
        }
        return Build(sent, QueryLevel.Image, null);
    }

    private static SortedDictionary<DicomTag, string> Keys(FindQuery query, QueryLevel level, bool strict)
    {
        var keys = new SortedDictionary<DicomTag, string>();
        foreach (var tag in query.ReturnTags ?? FindQuery.DefaultReturnTags)
        {
            if (!strict || QueryLevels.IsMatchedAt(tag, level))
            {
                keys[tag] = "";
            }
        }
        foreach (var key in query.Keys)
        {
            if (!strict || QueryLevels.IsMatchedAt(key.Tag, level))
            {
                keys.TryAdd(key.Tag, "");
            }
        }
        foreach (var key in KeysAt(query, level))
        {
            keys[key.Tag] = key.SentValue;
        }
        return keys;
    }

    /// <summary>The keys whose values are matched at a level.</summary>
    internal static IEnumerable<QueryKey> KeysAt(FindQuery query, QueryLevel level)
    {
        foreach (var key in query.Keys.Where(key => QueryLevels.IsMatchedAt(key.Tag, level)))
        {
            yield return key;
        }
        // PS3.4 has Modality at SERIES level only; ModalitiesInStudy is what a study has of it.
        if (level == QueryLevel.Study && Filter(query, DicomTag.Modality) is { } modality
            && Filter(query, DicomTag.ModalitiesInStudy) is null)
        {
            yield return new QueryKey(DicomTag.ModalitiesInStudy, modality);
        }
    }

    private static string? Filter(FindQuery query, DicomTag tag) =>
        query.Keys.LastOrDefault(key => key.Tag == tag && key.IsFilter)?.Value;

    private static DicomDataset Build(
        SortedDictionary<DicomTag, string> keys, QueryLevel level, string? specificCharacterSet)
    {
        var identifier = new DicomDataset();
        if (keys.Values.Any(value => !Ascii.IsValid(value)))
        {
            identifier.Set(DicomTag.SpecificCharacterSet, specificCharacterSet ?? CharacterSetOf(keys.Values));
        }
        identifier.Set(DicomTag.QueryRetrieveLevel, level.WireName());
        foreach (var (tag, value) in keys)
        {
            identifier.Set(tag, value);
        }
        return identifier;
    }

    private static string CharacterSetOf(IEnumerable<string> values) =>
        values.All(value => value.All(c => c is < '\u0080' or (>= '\u00A0' and <= '\u00FF')))
            ? "ISO_IR 100"
            : "ISO_IR 192";
}
