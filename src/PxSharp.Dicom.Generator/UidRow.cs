namespace PxSharp.Dicom.Generator;

/// <summary>One registered UID of PS3.6 Annex A.</summary>
internal sealed class UidRow
{
    private UidRow(string[] columns)
    {
        Uid = columns[0];
        Name = columns[1];
        Kind = columns[2];
        IsRetired = columns[3] == "Y";
        Keyword = columns[4].Replace("_", "");
    }

    public string Uid { get; }

    public string Name { get; }

    /// <summary>What the UID stands for, such as <c>SOP Class</c>.</summary>
    public string Kind { get; }

    public bool IsRetired { get; }

    /// <summary>Empty for the few that PS3.6 gives none.</summary>
    public string Keyword { get; }

    public static List<UidRow> ParseAll(string text)
    {
        var rows = new List<UidRow>();
        foreach (var columns in Tsv.Rows(text))
        {
            if (columns.Length >= 5)
                rows.Add(new UidRow(columns));
        }
        rows.Sort((a, b) => string.CompareOrdinal(a.Uid, b.Uid));
        return rows;
    }
}
