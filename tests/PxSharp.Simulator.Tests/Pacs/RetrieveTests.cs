using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using Xunit;

namespace PxSharp.Simulator.Tests.Pacs;

public sealed class RetrieveTests
{
    private static readonly SyntheticStudy _study = PacsBench.Small.Studies[0];

    [Fact]
    public async Task Move_sends_a_study_to_the_destination_byte_for_byte()
    {
        await using var bench = await PacsBench.StartAsync();

        var responses = await bench.MoveAsync(PacsBench.OneStudy(_study.StudyInstanceUID));

        Assert.Equal(DimseStatus.Success, responses[^1].Status);
        var sent = _study.Series.SelectMany(series => series.Instances).ToArray();
        Assert.Equal(sent.Length, responses[^1].Completed);
        Assert.Equal(sent.Length, bench.Destination.Archive.Count);
        Assert.All(sent, instance =>
        {
            using var stored = bench.Destination.Archive.Find(instance.SOPInstanceUID)!.Open();
            using var bytes = new MemoryStream();
            stored.CopyTo(bytes);
            Assert.Equal(instance.Encode(), bytes.ToArray());
        });
    }

    [Fact]
    public async Task Get_sends_a_series_on_the_same_association_byte_for_byte()
    {
        await using var bench = await PacsBench.StartAsync();
        var series = _study.Series[1];
        var handler = new CollectingHandler();

        var responses = await bench.GetAsync(
            PacsBench.Keys(
                "SERIES",
                (DicomTag.StudyInstanceUID, _study.StudyInstanceUID),
                (DicomTag.SeriesInstanceUID, series.SeriesInstanceUID)),
            handler);

        Assert.Equal(DimseStatus.Success, responses[^1].Status);
        Assert.Equal(series.InstanceCount, handler.Instances.Count);
        Assert.All(
            series.Instances, instance => Assert.Equal(instance.Encode(), handler.Instances[instance.SOPInstanceUID]));
    }

    [Fact]
    public async Task A_list_of_UIDs_at_the_retrieve_level_means_all_of_them()
    {
        await using var bench = await PacsBench.StartAsync();
        var wanted = _study.Series[0].Instances.Concat(_study.Series[1].Instances).ToArray();

        var responses = await bench.MoveAsync(PacsBench.Keys(
            "STUDY",
            (DicomTag.StudyInstanceUID, $@"{_study.StudyInstanceUID}\{PacsBench.Small.Studies[1].StudyInstanceUID}")));

        Assert.Equal(
            PacsBench.Small.Studies.Take(2).Sum(study => study.Series.Sum(series => series.InstanceCount)),
            responses[^1].Completed);
        Assert.Subset(
            bench.Destination.Archive.Instances.Select(instance => instance.SOPInstanceUID).ToHashSet(),
            wanted.Select(instance => instance.SOPInstanceUID).ToHashSet());
    }

    [Fact]
    public async Task Single_instances_move_at_the_IMAGE_level()
    {
        await using var bench = await PacsBench.StartAsync();
        var instance = _study.Series[0].Instances.Last();

        var responses = await bench.MoveAsync(PacsBench.Keys(
            "IMAGE",
            (DicomTag.StudyInstanceUID, instance.StudyInstanceUID),
            (DicomTag.SeriesInstanceUID, instance.SeriesInstanceUID),
            (DicomTag.SOPInstanceUID, instance.SOPInstanceUID)));

        Assert.Equal(1, responses[^1].Completed);
        Assert.NotNull(bench.Destination.Archive.Find(instance.SOPInstanceUID));
    }

    [Fact]
    public async Task Patient_Root_moves_all_studies_of_a_patient()
    {
        await using var bench = await PacsBench.StartAsync();
        var patient = PacsBench.Small.Patients[2];

        var responses = await bench.MoveAsync(
            PacsBench.Keys("PATIENT", (DicomTag.PatientID, patient.PatientID)),
            sopClassUID: QueryRetrieve.PatientRootMove);

        Assert.Equal(DimseStatus.Success, responses[^1].Status);
        Assert.Equal(
            patient.Studies.Sum(study => study.Series.Sum(series => series.InstanceCount)), responses[^1].Completed);
        Assert.All(
            bench.Destination.Archive.Instances, instance => Assert.Equal(patient.PatientID, instance.PatientID));
    }

    [Fact]
    public async Task An_unknown_destination_is_answered_A801()
    {
        await using var bench = await PacsBench.StartAsync();

        var responses = await bench.MoveAsync(
            PacsBench.OneStudy(_study.StudyInstanceUID), destination: "NOBODY");

        Assert.Equal(DimseStatus.MoveDestinationUnknown, Assert.Single(responses).Status);
    }

    [Fact]
    public async Task A_destination_can_be_forgotten()
    {
        await using var bench = await PacsBench.StartAsync();

        Assert.True(bench.Pacs.RemoveDestination(PacsBench.DestinationAETitle));

        var responses = await bench.MoveAsync(PacsBench.OneStudy(_study.StudyInstanceUID));
        Assert.Equal(DimseStatus.MoveDestinationUnknown, Assert.Single(responses).Status);
    }

    [Fact]
    public async Task A_study_that_is_not_there_moves_nothing_and_succeeds()
    {
        await using var bench = await PacsBench.StartAsync();

        var responses = await bench.MoveAsync(PacsBench.Keys("STUDY", (DicomTag.StudyInstanceUID, "2.25.1")));

        Assert.Equal(DimseStatus.Success, responses[^1].Status);
        Assert.Equal(0, responses[^1].Completed);
    }

    [Theory]
    [InlineData("SERIES")]
    [InlineData("IMAGE")]
    public async Task A_retrieve_without_the_keys_above_is_answered_A900(string level)
    {
        await using var bench = await PacsBench.StartAsync();

        var responses = await bench.MoveAsync(PacsBench.Keys(
            level,
            (DicomTag.SeriesInstanceUID, _study.Series[0].SeriesInstanceUID),
            (DicomTag.SOPInstanceUID, "2.25.1")));

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSOPClass, Assert.Single(responses).Status);
    }

    [Fact]
    public async Task A_retrieve_that_names_nothing_is_answered_A900()
    {
        await using var bench = await PacsBench.StartAsync();

        var responses = await bench.MoveAsync(
            PacsBench.Keys("STUDY", (DicomTag.PatientID, PacsBench.Small.Patients[0].PatientID)));

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSOPClass, Assert.Single(responses).Status);
    }

    [Fact]
    public async Task The_PACS_remembers_what_it_was_asked()
    {
        await using var bench = await PacsBench.StartAsync();

        await bench.MoveAsync(PacsBench.OneStudy(_study.StudyInstanceUID));

        var request = Assert.Single(bench.Pacs.Retrievals);
        Assert.Equal(PacsBench.DestinationAETitle, request.MoveDestination);
        Assert.Equal("TESTER", request.CallingAETitle);
        Assert.Equal(_study.StudyInstanceUID, request.Identifier.GetString(DicomTag.StudyInstanceUID));
    }
}
