using System.Globalization;
using PxSharp.Cli.Terminals;
using PxSharp.Query;

namespace PxSharp.Cli.Drawing;

/// <summary>What a query found, for a reader: each patient, the studies, and the series beneath.</summary>
internal static class FindTable
{
    /// <summary>Writes the studies and a last line with their number.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">What was found.</param>
    /// <param name="showsUIDs">Whether to show Study and Series Instance UIDs too.</param>
    public static void Write(Terminal terminal, FindReport report, bool showsUIDs)
    {
        var studies = Sorted(report.Studies);
        if (report.StudyOnly)
        {
            WriteStudies(terminal, studies, showsUIDs);
        }
        else
        {
            WriteSeries(terminal, studies, showsUIDs);
        }

        terminal.WriteLine(Totals(report));
    }

    /// <summary>A PACS answers in any order: a patient's studies belong together, the oldest first.</summary>
    private static List<FoundStudy> Sorted(IReadOnlyList<FoundStudy> studies) =>
    [
        .. studies
            .OrderBy(study => study.Tags.FindValue("PatientID") ?? "", StringComparer.Ordinal)
            .ThenBy(study => study.Tags.FindValue("PatientName") ?? "", StringComparer.Ordinal)
            .ThenBy(study => study.Tags.FindValue("StudyDate") ?? "", StringComparer.Ordinal)
            .ThenBy(study => study.StudyInstanceUID, StringComparer.Ordinal),
    ];

    private static IEnumerable<FoundSeries> Sorted(IReadOnlyList<FoundSeries> series) => series.OrderBy(
        one => int.TryParse(
            one.Tags.FindValue("SeriesNumber"),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : int.MaxValue);

    private static void WriteSeries(Terminal terminal, List<FoundStudy> studies, bool showsUIDs)
    {
        var table = new TextTable(
            new Column("", IsNumber: true),
            new Column(""),
            new Column("", MayShrink: true),
            new Column("", IsNumber: true),
            new Column(""))
        {
            Indent = 4,
        };
        string? patient = null;
        foreach (var study in studies)
        {
            var head = PatientLine(study.Tags);
            // Without a patient ID nobody knows whether it is the same patient.
            if (head != patient || study.Tags.FindValue("PatientID") is null)
            {
                table.AddLine(head, bold: true);
                patient = head;
            }

            table.AddLine("  " + StudyLine(study.Tags));
            if (showsUIDs)
            {
                table.AddLine("    " + VisibleText.Of(study.StudyInstanceUID));
            }

            foreach (var series in Sorted(study.Series ?? []))
            {
                table.Add(
                    series.Tags.FindValue("SeriesNumber"),
                    series.Tags.FindValue("Modality"),
                    series.Tags.FindValue("SeriesDescription") ?? "(no description)",
                    series.Tags.FindValue("NumberOfSeriesRelatedInstances") ?? "?",
                    showsUIDs ? series.SeriesInstanceUID : "");
            }

            table.AddLine("");
        }

        table.Write(terminal);
    }

    private static void WriteStudies(Terminal terminal, List<FoundStudy> studies, bool showsUIDs)
    {
        // Many PACS return no kinds and no counts for a study: what is unknown of all of them needs no column.
        var columns = StudyColumns(showsUIDs)
            .Where(column => studies.Exists(study => column.ValueOf(study) is { Length: > 0 })).ToArray();
        if (columns.Length == 0)
        {
            return;
        }

        var table = new TextTable([.. columns.Select(column => column.Column)]);
        foreach (var study in studies)
        {
            table.Add([.. columns.Select(column => column.ValueOf(study) is { Length: > 0 } value
                ? value
                : column.Column.IsNumber ? "?" : "")]);
        }

        table.Write(terminal);
        terminal.WriteLine();
    }

    private static IEnumerable<(Column Column, Func<FoundStudy, string?> ValueOf)> StudyColumns(bool showsUIDs)
    {
        yield return (new Column("DATE"), study => ShownValue.Date(study.Tags.FindValue("StudyDate")));
        yield return (new Column("PATIENT ID", MayShrink: true), Tag("PatientID"));
        yield return (
            new Column("NAME", MayShrink: true), study => ShownValue.Name(study.Tags.FindValue("PatientName")));
        yield return (new Column("KIND", MayShrink: true), Tag("ModalitiesInStudy"));
        yield return (new Column("DESCRIPTION", MayShrink: true), Tag("StudyDescription"));
        yield return (new Column("SERIES", IsNumber: true), Tag("NumberOfStudyRelatedSeries"));
        yield return (new Column("IMAGES", IsNumber: true), Tag("NumberOfStudyRelatedInstances"));
        if (showsUIDs)
        {
            yield return (new Column("UID"), study => study.StudyInstanceUID);
        }

        static Func<FoundStudy, string?> Tag(string keyword) => study => study.Tags.FindValue(keyword);
    }

    private static string PatientLine(ResultTags tags)
    {
        var birth = ShownValue.Date(tags.FindValue("PatientBirthDate"));
        return VisibleText.Of(Join(
            ShownValue.Name(tags.FindValue("PatientName")) is { Length: > 0 } name ? name : "(no name)",
            tags.FindValue("PatientID") ?? "(no patient ID)",
            birth.Length > 0 ? $"born {birth}" : null,
            tags.FindValue("PatientSex")));
    }

    private static string StudyLine(ResultTags tags) => VisibleText.Of(Join(
        tags.FindValue("StudyDate") is { } date ? ShownValue.Date(date) : "(no date)",
        tags.FindValue("AccessionNumber"),
        tags.FindValue("StudyDescription") ?? "(no description)"));

    private static string Join(params ReadOnlySpan<string?> parts)
    {
        var line = "";
        foreach (var part in parts)
        {
            line += string.IsNullOrEmpty(part) ? "" : line.Length > 0 ? "  " + part : part;
        }

        return line;
    }

    public static string Totals(FindReport report)
    {
        if (report.Studies.Count == 0)
        {
            return "No study matches.";
        }

        var studies = ShownValue.Count(report.Studies.Count, "study", "studies");
        if (report.StudyOnly)
        {
            return studies;
        }

        var series = report.Studies.SelectMany(study => study.Series ?? []).ToList();
        long instances = 0;
        var counted = series.All(one => long.TryParse(
            one.Tags.FindValue("NumberOfSeriesRelatedInstances"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var count)
            && (instances += count) >= 0);
        return $"{studies}, {series.Count} series"
            + (counted ? $", {ShownValue.Count(instances, "instance", "instances")}" : "");
    }
}
