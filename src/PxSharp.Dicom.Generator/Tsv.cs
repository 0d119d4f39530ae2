namespace PxSharp.Dicom.Generator;

/// <summary>Rows of a tab-separated table with one heading line.</summary>
internal static class Tsv
{
    public static IEnumerable<string[]> Rows(string text)
    {
        var heading = true;
        foreach (var line in text.Split('\n'))
        {
            if (!heading && line.Length > 0)
                yield return line.TrimEnd('\r').Split('\t');
            heading = false;
        }
    }
}
