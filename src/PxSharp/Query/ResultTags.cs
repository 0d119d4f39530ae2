using System.Collections;
using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>The attributes of one study or series that a query found, in the order the PACS gave them.</summary>
public sealed class ResultTags : IReadOnlyList<TagValue>
{
    private readonly IReadOnlyList<TagValue> _values;

    /// <summary>Holds <paramref name="values"/>.</summary>
    public ResultTags(IReadOnlyList<TagValue> values) => _values = values;

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public TagValue this[int index] => _values[index];

    /// <summary>The attributes of an answer.</summary>
    public static ResultTags Of(DicomDataset answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new ResultTags(
            [.. answer.Where(element => !element.Tag.IsGroupLength).Select(element => TagValue.Of(answer, element))]);
    }

    /// <summary>The text of an attribute, "no value provided..." included; null when it is not there.</summary>
    public string? Find(string keyword)
    {
        foreach (var value in _values)
        {
            if (value.Keyword == keyword)
            {
                return value.Value;
            }
        }
        return null;
    }

    /// <summary>The value of an attribute; null when it is not there or has none.</summary>
    public string? FindValue(string keyword)
    {
        foreach (var value in _values)
        {
            if (value.Keyword == keyword)
            {
                return value.HasValue ? value.Value : null;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<TagValue> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
