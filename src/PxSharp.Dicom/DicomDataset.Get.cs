using System.Globalization;
using PxSharp.Dicom.Text;

namespace PxSharp.Dicom;

public sealed partial class DicomDataset
{
    private DicomCharacterSet? _characterSet;

    /// <summary>
    /// How text is coded: Specific Character Set (0008,0005), here or in the data sets around; else ASCII.
    /// </summary>
    /// <remarks>PS3.3 C.12.1.1.2, PS3.5 6.1.2.3.</remarks>
    public DicomCharacterSet CharacterSet
    {
        get
        {
            for (var set = this; set is not null; set = set._parent)
            {
                if (set._characterSet is { } known)
                    return known;
                if (set.Find(DicomTag.SpecificCharacterSet) is { } element)
                {
                    var terms = ElementText.Values(element, DicomCharacterSet.Default);
                    return set._characterSet = DicomCharacterSet.Of(terms);
                }
            }
            return DicomCharacterSet.Default;
        }
    }

    /// <summary>The whole value as text.</summary>
    /// <remarks>
    /// Text is decoded by <see cref="CharacterSet"/>, numbers and tags are formatted, several values are joined by a
    /// backslash, each without its padding.
    /// </remarks>
    /// <returns>
    /// Empty for an empty value; null when there is no such element or it has no text form (OB, OW, SQ).
    /// </returns>
    public string? GetString(DicomTag tag) =>
        Find(tag) is { } element ? ElementText.Whole(element, CharacterSet) : null;

    /// <summary>The values as text, as <see cref="GetString"/> has them; empty when there are none.</summary>
    public IReadOnlyList<string> GetStrings(DicomTag tag) =>
        Find(tag) is { } element ? ElementText.Values(element, CharacterSet) : [];

    /// <summary>
    /// The first value as a whole number, of a binary or a text VR; null when there is none in range.
    /// </summary>
    public int? GetInt32(DicomTag tag) =>
        GetInt64(tag) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>
    /// The first value as a whole number, of a binary or a text VR; null when there is none in range.
    /// </summary>
    public long? GetInt64(DicomTag tag)
    {
        if (Find(tag) is not { } element)
            return null;
        if (element.ValueVR.IsNumber())
            return ElementNumber.Int64(element);
        var text = FirstValue(element);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        // A DS such as "12.0" is a whole number too.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && Math.Abs(real) < 1e15 && Math.Floor(real) == real ? (long)real : null;
    }

    /// <summary>The first value as a number, of a binary or a text VR; null when there is none.</summary>
    public double? GetDouble(DicomTag tag)
    {
        if (Find(tag) is not { } element)
            return null;
        if (element.ValueVR.IsNumber())
            return ElementNumber.Double(element);
        var text = FirstValue(element);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>The items of a sequence; empty when there is none.</summary>
    public IReadOnlyList<DicomDataset> GetItems(DicomTag tag) => Find(tag)?.Items ?? [];

    private string? FirstValue(DicomElement element) =>
        ElementText.Values(element, CharacterSet) is [var first, ..] ? first : null;
}
