using System.Globalization;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Status;

namespace PxSharp.Cli.Drawing;

/// <summary>What the tracking database knows, for a reader. A column that says nothing is left out.</summary>
internal static class StatusTable
{
    /// <summary>One line for each series.</summary>
    public static void WriteSeries(
        Terminal terminal, IReadOnlyCollection<SeriesStatus> statuses) => Write<SeriesStatus>(
        terminal,
        statuses,
        (new Column("REQUESTED", IsNumber: true), status => NumberOrDash(status.Series?.Requested)),
        (new Column("RECEIVED", IsNumber: true), status => Number(status.Received)),
        (If(statuses.Any(status => status.Missing > 0), "MISSING"), status => NumberOrDash(status.Missing)),
        (If(statuses.Any(status => status.Pushed > 0), "PUSHED"), status => Number(status.Pushed)),
        (If(statuses.Any(status => status.InCube is null && status.Registered > 0), "REGISTERED"),
            status => Number(status.Registered)),
        (If(statuses.Any(status => status.InCube is not null), "IN CUBE"), status => NumberOrDash(status.InCube)),
        (new Column("KIND"), status => status.Series?.Modality),
        (new Column("DESCRIPTION", MayShrink: true), Description),
        (new Column("SERIES", MayShrink: true), status => status.SeriesInstanceUID));

    /// <summary>pypx's words for one series.</summary>
    public static void WriteStates(Terminal terminal, SeriesStatus status) => terminal.WriteLine(
        $"study {status.StudyState}, series {status.SeriesState}, images {status.ImagesState}");

    /// <summary>One line for each study.</summary>
    public static void WriteStudies(Terminal terminal, IReadOnlyCollection<StudyStatus> studies) => Write<StudyStatus>(
        terminal,
        studies,
        (new Column("DATE"), status => ShownValue.Date(status.Study.StudyDate)),
        (new Column("PATIENT ID", MayShrink: true, Keeps: 2), status => status.Study.PatientID),
        (new Column("NAME", MayShrink: true, Keeps: 1), status => ShownValue.Name(status.Patient?.PatientName)),
        (new Column("DESCRIPTION", MayShrink: true, Keeps: 1), status => status.Study.StudyDescription),
        (new Column("SERIES", IsNumber: true), status => Number(status.Study.SeriesCount)),
        (If(studies.Any(status => status.Requested is not null), "REQUESTED"),
            status => NumberOrDash(status.Requested)),
        (new Column("RECEIVED", IsNumber: true), status => Number(status.Study.Received)),
        (If(studies.Any(status => status.Missing > 0), "MISSING"), status => NumberOrDash(status.Missing)),
        (If(studies.Any(status => status.Pushed > 0), "PUSHED"), status => Number(status.Pushed)),
        (If(studies.Any(status => status.Registered > 0), "REGISTERED"), status => Number(status.Registered)));

    /// <summary>"3 patients, 6 studies, 14 series, 200 instances, 12 MB".</summary>
    public static string Totals(IndexTotals totals) => string.Join(
        ", ",
        ShownValue.Count(totals.Patients, "patient", "patients"),
        ShownValue.Count(totals.Studies, "study", "studies"),
        $"{totals.Series} series",
        ShownValue.Count(totals.Instances, "instance", "instances"),
        ShownValue.Size(totals.Bytes));

    private static void Write<T>(
        Terminal terminal,
        IReadOnlyCollection<T> rows,
        params IEnumerable<(Column? Column, Func<T, string?> Cell)> columns)
    {
        var shown = columns.Where(column => column.Column is not null).ToList();
        var most = shown.Max(column => column.Column!.Keeps);
        // Rather than cut what tells most, leave out what tells least; of two that tell as much, the later.
        while (Table(rows, shown, most).LeastWidth > terminal.Width
            && shown.Where(one => one.Column!.MayShrink && one.Column.Keeps < most).ToList() is { Count: > 0 } others)
        {
            shown.Remove(Enumerable.Reverse(others).MinBy(one => one.Column!.Keeps));
        }

        Table(rows, shown, int.MaxValue).Write(terminal);
    }

    /// <summary>The table; columns that keep as much as told, or more, do not shrink.</summary>
    private static TextTable Table<T>(
        IEnumerable<T> rows, IReadOnlyList<(Column? Column, Func<T, string?> Cell)> columns, int whole)
    {
        var table = new TextTable([.. columns.Select(one =>
            one.Column! with { MayShrink = one.Column.MayShrink && one.Column.Keeps < whole })]);
        foreach (var row in rows)
        {
            table.Add([.. columns.Select(column => column.Cell(row))]);
        }

        return table;
    }

    /// <summary>How the newest retrieve of a series ended, and the UIDs of what it lacks.</summary>
    public static async Task WriteMissingAsync(
        Terminal terminal, SqliteIndex index, RetrieveRecord retrieve, CancellationToken cancellationToken)
    {
        terminal.WriteLine(
            $"last retrieve: {VisibleText.Of(retrieve.Outcome ?? "not ended")}, from {VisibleText.Of(retrieve.Pacs)}");
        foreach (var uid in await index.ListMissingAsync(retrieve.Id, cancellationToken).ConfigureAwait(false))
        {
            terminal.WriteLine($"missing {VisibleText.Of(uid)}");
        }
    }

    private static Column? If(bool isShown, string heading) => isShown ? new Column(heading, IsNumber: true) : null;

    private static string Description(SeriesStatus status) =>
        status.Series is null ? "(unknown here)" : status.Series.SeriesDescription ?? "(no description)";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string NumberOrDash(long? number) => number is { } known ? Number(known) : "-";
}
