using System.Text;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Query;
using PxSharp.Report;

namespace PxSharp.Cli.Drawing;

/// <summary>The forms of a query's answer that are not the table.</summary>
internal static class FindOutput
{
    /// <summary>pypx's JSON and a line end.</summary>
    public static void WriteJson(Terminal terminal, FindReport report)
    {
        using var json = new MemoryStream();
        FindJson.Write(json, report);
        terminal.Out.WriteLine(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
    }

    /// <summary>The layout that shows each tag at its own level.</summary>
    public static ReportLayout LayoutOf(IReadOnlyList<DicomTag> tags, bool studyOnly)
    {
        var bySeries = tags.ToLookup(tag => !studyOnly && QueryLevels.LevelOf(tag) >= QueryLevel.Series);
        return new ReportLayout([.. bySeries[false].Select(Keyword)], [], [.. bySeries[true].Select(Keyword)]);
    }

    private static string Keyword(DicomTag tag) => tag.Keyword ?? $"{tag.Group:x4},{tag.Element:x4}";
}
