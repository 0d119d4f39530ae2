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
        if (report.StudyOnly)
        {
            WriteStudies(terminal, report.Studies, showsUIDs);
        }
        else
        {
            WriteSeries(terminal, report.Studies, showsUIDs);
        }

        terminal.WriteLine(Totals(report));
    }

    private static void WriteSeries(Terminal terminal, IReadOnlyList<FoundStudy> studies, bool showsUIDs)
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
            if (head != patient)
            {
                table.AddLine(head, bold: true);
                patient = head;
            }

            table.AddLine("  " + StudyLine(study.Tags));
            if (showsUIDs)
            {
                table.AddLine("    " + VisibleText.Of(study.StudyInstanceUID));
            }

            foreach (var series in study.Series ?? [])
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

    private static void WriteStudies(Terminal terminal, IReadOnlyList<FoundStudy> studies, bool showsUIDs)
    {
        if (studies.Count == 0)
        {
            return;
        }

        var table = new TextTable(
            new Column("DATE"),
            new Column("PATIENT ID", MayShrink: true),
            new Column("NAME", MayShrink: true),
            new Column("KIND", MayShrink: true),
            new Column("DESCRIPTION", MayShrink: true),
            new Column("SERIES", IsNumber: true),
            new Column("IMAGES", IsNumber: true),
            new Column(showsUIDs ? "UID" : ""));
        foreach (var study in studies)
        {
            var tags = study.Tags;
            table.Add(
                ShownValue.Date(tags.FindValue("StudyDate")),
                tags.FindValue("PatientID"),
                tags.FindValue("PatientName"),
                tags.FindValue("ModalitiesInStudy"),
                tags.FindValue("StudyDescription"),
                tags.FindValue("NumberOfStudyRelatedSeries"),
                tags.FindValue("NumberOfStudyRelatedInstances"),
                showsUIDs ? study.StudyInstanceUID : "");
        }

        table.Write(terminal);
        terminal.WriteLine();
    }

    private static string PatientLine(ResultTags tags)
    {
        var birth = ShownValue.Date(tags.FindValue("PatientBirthDate"));
        return VisibleText.Of(Join(
            tags.FindValue("PatientName") ?? "(no name)",
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
