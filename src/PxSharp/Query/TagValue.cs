using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>One attribute of a result, as pypx' JSON has it.</summary>
/// <param name="Keyword">The PS3.6 keyword, or the tag where there is none.</param>
/// <param name="Tag"><c>gggg,eeee</c> in lower-case hexadecimal.</param>
/// <param name="Value">
/// The value as text, several joined by a backslash; <c>no value provided for gggg,eeee</c> when it is empty.
/// </param>
public readonly record struct TagValue(string Keyword, string Tag, string Value)
{
    private const string NoValue = "no value provided for ";

    /// <summary>Whether there is a value.</summary>
    public bool HasValue => Value.Length > 0 && !Value.StartsWith(NoValue, StringComparison.Ordinal);

    /// <summary>The attribute that an answer of a PACS holds.</summary>
    public static TagValue Of(DicomDataset dataset, DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(element);
        var tag = $"{element.Tag.Group:x4},{element.Tag.Element:x4}";
        var value = element.Items is { Count: > 0 } items
            ? $"(sequence of {items.Count})"
            : string.Join('\\', dataset.GetStrings(element.Tag).Select(one => one.Trim())).Trim();
        return new TagValue(element.Tag.Keyword ?? tag, tag, value.Length > 0 ? value : NoValue + tag);
    }
}
