using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Query;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class FindTableTests
{
    [Fact]
    public void A_patients_studies_stand_together_the_oldest_first_and_series_by_number()
    {
        var lines = Write(
            Study("P2", "20240101", Series("10", "last"), Series("2", "first")),
            Study("P1", "20230101"),
            Study("P2", "20220101"));

        Assert.Equal(
            ["Doe^J  P1", "2023-01-01", "Doe^J  P2", "2022-01-01", "2024-01-01", "2  MR  first  ?", "10  MR  last   ?"],
            lines[..^1]);
    }

    [Fact]
    public void Studies_without_a_patient_ID_are_not_taken_for_one_patients()
    {
        var lines = Write(Study("", "20220101"), Study("", "20230101"));

        Assert.Equal(2, lines.Count(line => line == "Doe^J  (no patient ID)"));
    }

    [Theory]
    [InlineData("Yamada^Tarou=^=^", "Yamada^Tarou  P1")]
    [InlineData("Doe^J^^", "Doe^J  P1")]
    [InlineData("^^^^", "(no name)  P1")]
    public void The_empty_end_of_a_name_is_not_shown(string name, string line) =>
        Assert.Equal(line, Write(Study("P1", "20230101", name))[0]);

    [Fact]
    public void Of_studies_only_what_the_PACS_does_not_tell_gets_no_column()
    {
        var lines = Write(new FindReport { Studies = [Study("P1", "20230101")], StudyOnly = true });

        Assert.Equal(["DATE        PATIENT ID  NAME", "2023-01-01  P1          Doe^J", "1 study"], lines);
    }

    [Fact]
    public void Of_studies_only_a_count_that_the_PACS_tells_of_some_is_unknown_of_the_others()
    {
        var counted = new FoundStudy(
            0,
            ResultTags.Of(new DicomDataset()
                .Set(DicomTag.StudyDate, "20240101")
                .Set(DicomTag.PatientID, "P2")
                .Set(DicomTag.NumberOfStudyRelatedSeries, "3")),
            null);

        var lines = Write(new FindReport { Studies = [counted, Study("P1", "20230101")], StudyOnly = true });

        Assert.Equal(
            [
                "DATE        PATIENT ID  NAME   SERIES", "2023-01-01  P1          Doe^J       ?",
                "2024-01-01  P2                      3", "2 studies",
            ],
            lines);
    }

    private static string[] Write(params FoundStudy[] studies) => Write(new FindReport { Studies = studies });

    private static string[] Write(FindReport report)
    {
        using var output = new StringWriter();
        FindTable.Write(new Terminal { Out = output, Error = TextWriter.Null }, report, showsUIDs: false);
        return
        [
            .. output.ToString().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
                .Select(line => line.Replace("  (no description)", "", StringComparison.Ordinal)),
        ];
    }

    private static FoundStudy Study(string patient, string date, params FoundSeries[] series) =>
        Study(patient, date, "Doe^J", series);

    private static FoundStudy Study(string patient, string date, string name, params FoundSeries[] series) => new(
        0,
        ResultTags.Of(new DicomDataset()
            .Set(DicomTag.StudyDate, date)
            .Set(DicomTag.PatientName, name)
            .Set(DicomTag.PatientID, patient)
            .Set(DicomTag.StudyInstanceUID, "1." + date)),
        series);

    private static FoundSeries Series(string number, string description) => new(
        0,
        ResultTags.Of(new DicomDataset()
            .Set(DicomTag.Modality, "MR")
            .Set(DicomTag.SeriesDescription, description)
            .Set(DicomTag.SeriesNumber, number)),
        "");
}
