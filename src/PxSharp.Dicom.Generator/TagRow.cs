using System.Globalization;

namespace PxSharp.Dicom.Generator;

/// <summary>One data element of PS3.6, or one repeating group of them (<c>60XX,0010</c>).</summary>
internal sealed class TagRow
{
    private TagRow(string[] columns)
    {
        var digits = columns[0].Remove(4, 1);
        Value = Hex(digits.Replace('X', '0'));
        var mask = new char[8];
        for (var i = 0; i < 8; i++)
            mask[i] = digits[i] == 'X' ? '0' : 'F';
        Mask = Hex(new string(mask));
        VR = columns[1];
        ValueMultiplicity = columns[2];
        Name = columns[3];
        IsRetired = columns[4] == "Y";
        Keyword = columns[5];
    }

    /// <summary>The tag, group in the upper half; X digits are 0.</summary>
    public uint Value { get; }

    /// <summary>Ones where the tag is fixed, zeros where the dictionary has an X.</summary>
    public uint Mask { get; }

    public bool IsPattern => Mask != 0xFFFFFFFF;

    /// <summary>As the dictionary has it: <c>LO</c>, <c>US or SS</c>, <c>NONE</c>.</summary>
    public string VR { get; }

    public string ValueMultiplicity { get; }

    public string Name { get; }

    public bool IsRetired { get; }

    /// <summary>Empty for a few retired elements that kept their VR only.</summary>
    public string Keyword { get; }

    public static List<TagRow> ParseAll(string text)
    {
        var rows = new List<TagRow>();
        foreach (var columns in Tsv.Rows(text))
        {
            if (columns.Length >= 6)
                rows.Add(new TagRow(columns));
        }
        // Patterns last: the exact tags are searched first, by bisection.
        rows.Sort((a, b) =>
            a.IsPattern != b.IsPattern ? a.IsPattern.CompareTo(b.IsPattern) : a.Value.CompareTo(b.Value));
        return rows;
    }

    private static uint Hex(string digits) => uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
