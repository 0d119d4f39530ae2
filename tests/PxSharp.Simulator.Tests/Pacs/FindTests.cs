using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using Xunit;

namespace PxSharp.Simulator.Tests.Pacs;

public sealed class FindTests
{
    private static readonly SyntheticArchive _archive = PacsBench.Small;
    private static readonly SyntheticStudy _study = _archive.Studies[0];

    [Fact]
    public async Task A_query_without_keys_finds_all_studies_with_what_was_asked_for()
    {
        await using var bench = await PacsBench.StartAsync();

        var matches = await bench.MatchesAsync(PacsBench.Keys(
            "STUDY", (DicomTag.StudyInstanceUID, ""), (DicomTag.StudyDescription, ""), (DicomTag.PatientID, "")));

        Assert.Equal(
            _archive.Studies.Select(
                study => $"{study.StudyInstanceUID} {study.StudyDescription} {study.Patient.PatientID}"),
            matches.Select(match => string.Join(
                ' ',
                match.GetString(DicomTag.StudyInstanceUID),
                match.GetString(DicomTag.StudyDescription),
                match.GetString(DicomTag.PatientID))));
        Assert.All(matches, match =>
        {
            Assert.Equal("STUDY", match.GetString(DicomTag.QueryRetrieveLevel));
            Assert.Equal(bench.Pacs.AETitle, match.GetString(DicomTag.RetrieveAETitle));
        });
    }

    [Theory]
    [InlineData("SIM1-0002", 2)]
    [InlineData("SIM1-000?", 8)]
    [InlineData("*0003", 2)]
    [InlineData("sim1-0002", 0)]
    [InlineData("SIM1-0099", 0)]
    public async Task Patient_IDs_match_with_wild_cards(string key, int expected)
    {
        await using var bench = await PacsBench.StartAsync();

        Assert.Equal(expected, (await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.PatientID, key)))).Count);
    }

    [Fact]
    public async Task Dates_match_by_range()
    {
        await using var bench = await PacsBench.StartAsync();
        var limit = _archive.Studies.Select(study => study.StudyDate).Order().ElementAt(3);

        var matches = await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.StudyDate, $"-{limit:yyyyMMdd}")));

        Assert.Equal(_archive.Studies.Count(study => study.StudyDate <= limit), matches.Count);
    }

    [Theory]
    [InlineData("MR")]
    [InlineData("US")]
    [InlineData(@"MR\US")]
    public async Task ModalitiesInStudy_matches_any_of_the_studys_modalities_and_returns_them_all(string key)
    {
        await using var bench = await PacsBench.StartAsync();
        var wanted = key.Split('\\');

        var matches = await bench.MatchesAsync(PacsBench.Keys(
            "STUDY", (DicomTag.ModalitiesInStudy, key), (DicomTag.StudyInstanceUID, "")));

        var expected = _archive.Studies
            .Where(study => study.Series.Any(series => wanted.Contains(series.Modality))).ToArray();
        Assert.Equal(expected.Length, matches.Count);
        Assert.All(matches, match =>
        {
            var study = expected.Single(study => study.StudyInstanceUID == match.GetString(DicomTag.StudyInstanceUID));
            Assert.Equal(
                study.Series.Select(series => series.Modality).Distinct().Order(),
                match.GetStrings(DicomTag.ModalitiesInStudy));
        });
    }

    [Fact]
    public async Task Counts_are_those_of_the_archive_at_each_level()
    {
        await using var bench = await PacsBench.StartAsync();
        var patient = _study.Patient;

        var ofPatient = Assert.Single(await bench.MatchesAsync(
            PacsBench.Keys(
                "PATIENT",
                (DicomTag.PatientID, patient.PatientID),
                (DicomTag.NumberOfPatientRelatedStudies, ""),
                (DicomTag.NumberOfPatientRelatedSeries, ""),
                (DicomTag.NumberOfPatientRelatedInstances, "")),
            QueryRetrieve.PatientRootFind));
        var ofStudy = Assert.Single(await bench.MatchesAsync(PacsBench.Keys(
            "STUDY",
            (DicomTag.StudyInstanceUID, _study.StudyInstanceUID),
            (DicomTag.NumberOfStudyRelatedSeries, ""),
            (DicomTag.NumberOfStudyRelatedInstances, ""))));
        var ofSeries = Assert.Single(await bench.MatchesAsync(PacsBench.Keys(
            "SERIES",
            (DicomTag.StudyInstanceUID, _study.StudyInstanceUID),
            (DicomTag.SeriesInstanceUID, _study.Series[0].SeriesInstanceUID),
            (DicomTag.NumberOfSeriesRelatedInstances, ""))));

        Assert.Equal(patient.Studies.Count, ofPatient.GetInt32(DicomTag.NumberOfPatientRelatedStudies));
        Assert.Equal(
            patient.Studies.Sum(study => study.Series.Count),
            ofPatient.GetInt32(DicomTag.NumberOfPatientRelatedSeries));
        Assert.Equal(
            patient.Studies.Sum(study => study.Series.Sum(series => series.InstanceCount)),
            ofPatient.GetInt32(DicomTag.NumberOfPatientRelatedInstances));
        Assert.Equal(_study.Series.Count, ofStudy.GetInt32(DicomTag.NumberOfStudyRelatedSeries));
        Assert.Equal(
            _study.Series.Sum(series => series.InstanceCount),
            ofStudy.GetInt32(DicomTag.NumberOfStudyRelatedInstances));
        Assert.Equal(_study.Series[0].InstanceCount, ofSeries.GetInt32(DicomTag.NumberOfSeriesRelatedInstances));
    }

    [Fact]
    public async Task Counts_follow_what_is_added_and_taken_out()
    {
        await using var bench = await PacsBench.StartAsync();
        var keys = PacsBench.Keys(
            "STUDY",
            (DicomTag.StudyInstanceUID, _study.StudyInstanceUID),
            (DicomTag.NumberOfStudyRelatedInstances, ""));
        var before = Assert.Single(await bench.MatchesAsync(keys)).GetInt32(DicomTag.NumberOfStudyRelatedInstances);

        Assert.True(bench.Pacs.Archive.Remove(_study.Series[0].Instances.First().SOPInstanceUID));

        var after = Assert.Single(await bench.MatchesAsync(keys)).GetInt32(DicomTag.NumberOfStudyRelatedInstances);
        Assert.Equal(before - 1, after);
    }

    [Fact]
    public async Task Instances_of_a_series_are_found_at_the_IMAGE_level()
    {
        await using var bench = await PacsBench.StartAsync();
        var series = _study.Series[1];

        var matches = await bench.MatchesAsync(PacsBench.Keys(
            "IMAGE",
            (DicomTag.StudyInstanceUID, _study.StudyInstanceUID),
            (DicomTag.SeriesInstanceUID, series.SeriesInstanceUID),
            (DicomTag.SOPInstanceUID, ""),
            (DicomTag.InstanceNumber, "")));

        Assert.Equal(
            series.Instances.Select(instance => instance.SOPInstanceUID),
            matches.Select(match => match.GetString(DicomTag.SOPInstanceUID)));
        Assert.Equal([1, 2], matches.Select(match => match.GetInt32(DicomTag.InstanceNumber)!.Value));
    }

    [Fact]
    public async Task Names_come_back_in_the_archives_own_character_set()
    {
        await using var bench = await PacsBench.StartAsync();

        var matches = await bench.MatchesAsync(
            PacsBench.Keys("PATIENT", (DicomTag.PatientName, ""), (DicomTag.PatientID, "")),
            QueryRetrieve.PatientRootFind);

        Assert.Equal(
            _archive.Patients.Select(patient => patient.PatientName),
            matches.Select(match => match.GetString(DicomTag.PatientName)));
        Assert.Equal(
            _archive.Patients.Select(patient => string.Join('\\', patient.SpecificCharacterSet)),
            matches.Select(match => match.GetString(DicomTag.SpecificCharacterSet) ?? ""));
    }

    [Theory]
    [InlineData("ISO_IR 192", "山田*", "SIM1-0002")]
    [InlineData("ISO_IR 192", "Müller*", "SIM1-0001")]
    [InlineData("ISO_IR 100", "müller^*", "SIM1-0001")]
    [InlineData("ISO_IR 192", "*=王^小东", "SIM1-0003")]
    public async Task A_name_is_found_whatever_character_set_the_query_is_in(
        string characterSet, string name, string patientID)
    {
        await using var bench = await PacsBench.StartAsync();
        var keys = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, characterSet)
            .Set(DicomTag.QueryRetrieveLevel, "PATIENT")
            .Set(DicomTag.PatientName, name);

        var match = Assert.Single(await bench.MatchesAsync(keys, QueryRetrieve.PatientRootFind));

        Assert.Equal(patientID, match.GetString(DicomTag.PatientID));
    }

    [Fact]
    public async Task A_key_of_a_lower_level_is_neither_matched_nor_returned()
    {
        await using var bench = await PacsBench.StartAsync();

        var matches = await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.Modality, "MR")));

        Assert.Equal(_archive.Studies.Count, matches.Count);
        Assert.All(matches, match => Assert.False(match.Contains(DicomTag.Modality)));
    }

    [Fact]
    public async Task The_unique_key_comes_back_though_it_was_not_asked_for()
    {
        await using var bench = await PacsBench.StartAsync();

        var matches = await bench.MatchesAsync(PacsBench.Keys(
            "SERIES", (DicomTag.StudyInstanceUID, _study.StudyInstanceUID), (DicomTag.Modality, "")));

        Assert.Equal(
            _study.Series.Select(series => series.SeriesInstanceUID),
            matches.Select(match => match.GetString(DicomTag.SeriesInstanceUID)));
    }

    [Theory]
    [InlineData("SERIES", QueryRetrieve.StudyRootFind)]
    [InlineData("IMAGE", QueryRetrieve.StudyRootFind)]
    [InlineData("STUDY", QueryRetrieve.PatientRootFind)]
    [InlineData("PATIENT", QueryRetrieve.StudyRootFind)]
    [InlineData("INSTANCE", QueryRetrieve.StudyRootFind)]
    public async Task A_level_that_is_none_of_the_model_or_lacks_the_keys_above_is_answered_A900(
        string level, string model)
    {
        await using var bench = await PacsBench.StartAsync();

        var responses = await bench.FindAsync(PacsBench.Keys(level, (DicomTag.SeriesInstanceUID, "")), model);

        var response = Assert.Single(responses);
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSOPClass, response.Status);
        Assert.NotNull(response.ErrorComment);
    }

    [Fact]
    public async Task Relational_queries_need_no_keys_above()
    {
        await using var bench = await PacsBench.StartAsync(
            configure: options => options with { RelationalQueries = true });

        var matches = await bench.MatchesAsync(PacsBench.Keys("SERIES", (DicomTag.Modality, "US")));

        Assert.Equal(_archive.Series.Count(series => series.Modality == "US"), matches.Count);
    }

    [Fact]
    public async Task The_PACS_remembers_what_it_was_asked()
    {
        await using var bench = await PacsBench.StartAsync();

        await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.AccessionNumber, "A1")));

        Assert.Equal("A1", Assert.Single(bench.Pacs.Queries).Identifier.GetString(DicomTag.AccessionNumber));
    }
}
