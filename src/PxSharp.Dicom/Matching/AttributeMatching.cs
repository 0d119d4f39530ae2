namespace PxSharp.Dicom.Matching;

/// <summary>Attribute matching: whether a data set is what the keys of a query ask for.</summary>
/// <remarks>
/// PS3.4 C.2.2.2: single value, list of UIDs, universal, wild card, range and sequence matching. A key with several
/// values of another VR than UI asks for any of them, as peers take it; an attribute with several values matches by
/// any.
/// </remarks>
public static class AttributeMatching
{
    /// <summary>Whether every key matches.</summary>
    /// <param name="keys">
    /// The identifier of a query, character set and level and all: what is no key is passed over.
    /// </param>
    /// <param name="candidate">
    /// The data set. An attribute that it has not, or has empty, matches only universal keys.
    /// </param>
    /// <param name="ignoreCaseOfNames">Whether case counts in VR PN; in all others it does.</param>
    public static bool Matches(DicomDataset keys, DicomDataset candidate, bool ignoreCaseOfNames = true)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(candidate);
        foreach (var key in keys)
        {
            if (!IsNoKey(key.Tag) && !Matches(key, keys, candidate, ignoreCaseOfNames))
                return false;
        }
        return true;
    }

    /// <summary>Elements that say how to ask, not what for.</summary>
    private static bool IsNoKey(DicomTag tag) => tag.IsGroupLength || tag.IsPrivateCreator || tag.Group <= 2
        || tag == DicomTag.SpecificCharacterSet || tag == DicomTag.QueryRetrieveLevel || tag == DicomTag.RetrieveAETitle
        || tag == DicomTag.InstanceAvailability || tag == DicomTag.QueryRetrieveView
        || tag == DicomTag.TimezoneOffsetFromUTC;

    private static bool Matches(DicomElement key, DicomDataset keys, DicomDataset candidate, bool ignoreCaseOfNames)
    {
        if (key.Items is { } items)
            return items.Count == 0 || AnyItemMatches(items[0], candidate.GetItems(key.Tag), ignoreCaseOfNames);
        // Stars alone ask for anything, also where they are no wild cards. Bytes are no keys: they have no strings.
        var asked = keys.GetStrings(key.Tag);
        var isUniversal = true;
        foreach (var value in asked)
            isUniversal &= value.AsSpan().IndexOfAnyExcept(key.ValueVR == DicomVR.PN ? "* ^=" : "* ") < 0;
        if (isUniversal)
            return true;
        var there = candidate.GetStrings(key.Tag);
        foreach (var value in asked)
        {
            var matcher = new ValueMatcher(key.ValueVR, value, ignoreCaseOfNames);
            foreach (var other in there)
            {
                if (value.Length > 0 && matcher.Matches(other))
                    return true;
            }
        }
        return false;
    }

    /// <summary>One item of the candidate must match all keys of the item (C.2.2.2.6).</summary>
    private static bool AnyItemMatches(DicomDataset keys, IReadOnlyList<DicomDataset> items, bool ignoreCaseOfNames)
    {
        if (IsUniversal(keys))
            return true;
        foreach (var item in items)
        {
            if (Matches(keys, item, ignoreCaseOfNames))
                return true;
        }
        return false;
    }

    /// <summary>An item of empty keys asks what is there, so that a missing sequence matches too.</summary>
    private static bool IsUniversal(DicomDataset keys)
    {
        foreach (var key in keys)
        {
            var isEmpty = key.Items is { } items ? items.Count == 0 || IsUniversal(items[0]) : key.RawValue.IsEmpty;
            if (!isEmpty && !IsNoKey(key.Tag))
                return false;
        }
        return true;
    }

    /// <summary>Whether * and ? are wild cards in a VR (C.2.2.2.4).</summary>
    internal static bool MayHaveWildcards(DicomVR vr) => vr.IsText()
        && vr is not (DicomVR.AS or DicomVR.DA or DicomVR.DS or DicomVR.DT or DicomVR.IS or DicomVR.TM or DicomVR.UI);
}
