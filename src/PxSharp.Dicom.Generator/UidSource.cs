using System.Text;

namespace PxSharp.Dicom.Generator;

/// <summary>The code made of the registered UIDs.</summary>
internal static class UidSource
{
    /// <summary><c>DicomUID.CTImageStorage</c> and so on.</summary>
    public static string Constants(List<UidRow> rows)
    {
        var source = SpanSource.Begin().Append("public static partial class DicomUID\n{\n");
        foreach (var row in rows.Where(r => r.Keyword.Length > 0))
        {
            var note = row.IsRetired ? row.Kind + ", retired" : row.Kind;
            source.Append($"    /// <summary>{row.Name.ToXml()}: {note}.</summary>\n")
                .Append($"    public const string {row.Keyword} = \"{row.Uid}\";\n\n");
        }
        return source.Append("}\n").ToString();
    }

    /// <summary>UIDs in ordinal order and their names, for <c>DicomUID.NameOf</c>.</summary>
    public static string Table(List<UidRow> rows)
    {
        var text = new StringBuilder();
        var starts = new List<int>();
        foreach (var row in rows)
        {
            starts.Add(Encoding.UTF8.GetByteCount(text.ToString()));
            text.Append(row.Uid).Append(row.Name);
        }
        starts.Add(Encoding.UTF8.GetByteCount(text.ToString()));

        var source = SpanSource.Begin().Append("internal static class UidTable\n{\n");
        source.AppendSpan("int", "Starts", starts);
        source.AppendSpan("byte", "UidLengths", rows.Select(r => r.Uid.Length));
        source.AppendUtf8("Text", text.ToString().Replace("\\", "\\\\").Replace("\"", "\\\""));
        return source.Append("}\n").ToString();
    }
}
