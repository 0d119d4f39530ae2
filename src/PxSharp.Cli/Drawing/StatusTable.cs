using System.Globalization;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Status;

namespace PxSharp.Cli.Drawing;

/// <summary>What the tracking database knows, for a reader.</summary>
internal static class StatusTable
{
    /// <summary>One line for each series.</summary>
    public static void WriteSeries(Terminal terminal, IEnumerable<SeriesStatus> statuses)
    {
        var table = new TextTable(
            new Column("REQUESTED", IsNumber: true),
            new Column("RECEIVED", IsNumber: true),
            new Column("KIND"),
            new Column("DESCRIPTION", MayShrink: true),
            new Column("SERIES", MayShrink: true));
        foreach (var status in statuses)
        {
            table.Add(
                Requested(status.Series?.Requested),
                Number(status.Received),
                status.Series?.Modality,
                status.Series is null ? "(unknown here)" : status.Series.SeriesDescription ?? "(no description)",
                status.SeriesInstanceUID);
        }

        table.Write(terminal);
    }

    /// <summary>One line for each study.</summary>
    public static void WriteStudies(
        Terminal terminal, IEnumerable<(StudyRecord Study, PatientRecord? Patient, long? Requested)> studies)
    {
        var table = new TextTable(
            new Column("DATE"),
            new Column("PATIENT ID", MayShrink: true),
            new Column("NAME", MayShrink: true),
            new Column("DESCRIPTION", MayShrink: true),
            new Column("SERIES", IsNumber: true),
            new Column("REQUESTED", IsNumber: true),
            new Column("RECEIVED", IsNumber: true));
        foreach (var (study, patient, requested) in studies)
        {
            table.Add(
                ShownValue.Date(study.StudyDate),
                study.PatientID,
                patient?.PatientName,
                study.StudyDescription,
                Number(study.SeriesCount),
                Requested(requested),
                Number(study.Received));
        }

        table.Write(terminal);
    }

    /// <summary>"3 patients, 6 studies, 14 series, 200 instances, 12 MB".</summary>
    public static string Totals(IndexTotals totals) => string.Join(
        ", ",
        ShownValue.Count(totals.Patients, "patient", "patients"),
        ShownValue.Count(totals.Studies, "study", "studies"),
        $"{totals.Series} series",
        ShownValue.Count(totals.Instances, "instance", "instances"),
        ShownValue.Size(totals.Bytes));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Requested(long? requested) => requested is { } number ? Number(number) : "-";
}
