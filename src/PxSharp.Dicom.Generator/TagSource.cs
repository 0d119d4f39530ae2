using System.Text;

namespace PxSharp.Dicom.Generator;

/// <summary>The code made of the data elements.</summary>
internal static class TagSource
{
    /// <summary><c>DicomTag.PatientID</c> and so on, for every tag that is not a pattern.</summary>
    public static string Properties(List<TagRow> rows)
    {
        var source = SpanSource.Begin().Append("public readonly partial record struct DicomTag\n{\n");
        foreach (var row in rows.Where(r => !r.IsPattern && r.Keyword.Length > 0))
        {
            string group = $"{row.Value >> 16:x4}", element = $"{row.Value & 0xFFFF:x4}";
            var note = row.IsRetired ? ", retired" : "";
            source.Append($"    /// <summary>{row.Name.ToXml()} ({group},{element}), ")
                .Append($"VR {row.VR}, VM {row.ValueMultiplicity}{note}.</summary>\n")
                .Append($"    public static DicomTag {row.Keyword} => new(0x{group}, 0x{element});\n\n");
        }
        return source.Append("}\n").ToString();
    }

    /// <summary>The columns of the dictionary, row by row the same index in each.</summary>
    public static string Table(List<TagRow> rows)
    {
        var multiplicities = rows.Select(r => r.ValueMultiplicity).Distinct().ToList();
        var byKeyword = Enumerable.Range(0, rows.Count)
            .Where(i => rows[i].Keyword.Length > 0)
            .OrderBy(i => rows[i].Keyword.ToUpperInvariant(), StringComparer.Ordinal);
        var text = new StringBuilder();
        var starts = new List<int>();
        foreach (var row in rows)
        {
            starts.Add(text.Length);
            text.Append(row.Keyword).Append(row.Name.Replace("\\", "\\\\").Replace("\"", "\\\""));
        }
        starts.Add(text.Length);

        var source = SpanSource.Begin().Append("internal static class TagTable\n{\n");
        source.Append("    internal const int ExactCount = ").Append(rows.Count(r => !r.IsPattern)).Append(";\n\n");
        source.AppendSpan("uint", "Tags", rows.Select(r => "0x" + r.Value.ToString("X8")));
        var patterns = rows.Where(r => r.IsPattern);
        source.AppendSpan("uint", "PatternMasks", patterns.Select(r => "0x" + r.Mask.ToString("X8")));
        source.AppendSpan("byte", "VRs", rows.Select(r => VRCode(r.VR)));
        source.AppendSpan("byte", "Multiplicities", rows.Select(r => multiplicities.IndexOf(r.ValueMultiplicity)));
        source.AppendSpan("bool", "Retired", rows.Select(r => r.IsRetired ? "true" : "false"));
        source.AppendSpan("int", "Starts", starts);
        source.AppendSpan("byte", "KeywordLengths", rows.Select(r => r.Keyword.Length));
        source.AppendSpan("ushort", "ByKeyword", byKeyword);
        source.AppendUtf8("Text", text.ToString());
        source.Append("    internal static string Multiplicity(byte code) => code switch\n    {\n");
        for (var i = 0; i < multiplicities.Count; i++)
            source.Append($"        {i} => \"{multiplicities[i]}\",\n");
        source.Append("        _ => \"1-n\",\n    };\n");
        return source.Append("}\n").ToString();
    }

    private static string VRCode(string vr) => vr switch
    {
        "NONE" => "(byte)DicomVR.UN",
        "OB or OW" => "AmbiguousVR.OBOrOW",
        "US or SS" => "AmbiguousVR.USOrSS",
        "US or OW" => "AmbiguousVR.USOrOW",
        "US or SS or OW" => "AmbiguousVR.USOrSSOrOW",
        _ => "(byte)DicomVR." + vr,
    };
}
