using PxSharp.Dicom;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Simulator;

namespace PxSharp.Interop.Tests;

/// <summary>Real clients and a real PACS against the simulated PACS and its synthetic archive.</summary>
public sealed class SimulatorTests(OrthancServer orthanc)
{
    private static readonly SyntheticArchive Archive =
        SyntheticArchive.Create(new() { InstancesPerSeries = 2, Rows = 32, Columns = 32 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PATIENT", "-P", 4)]
    [InlineData("STUDY", "-S", 8)]
    public async Task Findscu_finds_all_at_the_highest_level(string level, string model, int expected)
    {
        await using var pacs = await StartAsync();

        var found = await FindAsync(
            pacs, model, $"QueryRetrieveLevel={level}", "PatientID", "PatientName", "NumberOfPatientRelatedInstances");

        Assert.Equal(expected, found.Count);
        Assert.Equal(
            Archive.Patients.Select(patient => patient.PatientName),
            found.Select(match => match.GetString(DicomTag.PatientName)).Distinct());
        Assert.All(found, match => Assert.True(match.GetInt32(DicomTag.NumberOfPatientRelatedInstances) > 0));
    }

    [Fact]
    public async Task Findscu_finds_each_series_and_each_instance()
    {
        await using var pacs = await StartAsync();
        var study = Archive.Studies[1];

        var series = await FindAsync(
            pacs,
            "-S",
            "QueryRetrieveLevel=SERIES",
            $"StudyInstanceUID={study.StudyInstanceUID}",
            "SeriesInstanceUID",
            "NumberOfSeriesRelatedInstances");
        var instances = await FindAsync(
            pacs,
            "-S",
            "QueryRetrieveLevel=IMAGE",
            $"StudyInstanceUID={study.StudyInstanceUID}",
            $"SeriesInstanceUID={study.Series[0].SeriesInstanceUID}",
            "SOPInstanceUID");

        Assert.Equal(
            study.Series.Select(item => $"{item.SeriesInstanceUID} {item.InstanceCount}"),
            series.Select(match => string.Join(
                ' ',
                match.GetString(DicomTag.SeriesInstanceUID),
                match.GetString(DicomTag.NumberOfSeriesRelatedInstances))));
        Assert.Equal(
            study.Series[0].Instances.Select(instance => instance.SOPInstanceUID),
            instances.Select(match => match.GetString(DicomTag.SOPInstanceUID)));
    }

    [Fact]
    public async Task Storescu_stores_every_instance_byte_for_byte()
    {
        using var directory = new TemporaryDirectory();
        Archive.WriteFiles(directory.Root, Cancellation);
        await using var pacs = await SimulatedPacs.StartAsync(cancellationToken: Cancellation);

        await DcmtkTool.RunAsync(
            "storescu", "-xe", "+sd", "-aec", pacs.AETitle, "127.0.0.1", $"{pacs.Port}", directory.Root);

        Assert.Equal(Archive.InstanceCount, pacs.Archive.Count);
        Assert.All(Archive.Instances, instance => Assert.Equal(instance.Encode(), BytesOf(pacs, instance)));
    }

    [Fact]
    public async Task Movescu_is_told_of_failures()
    {
        await using var pacs = await StartAsync();
        await using var destination = await SimulatedPacs.StartAsync(new() { AETitle = AETitles.Next() }, Cancellation);
        pacs.AddDestination(destination.AETitle, "127.0.0.1", destination.Port);
        var study = Archive.Studies[0];
        pacs.Faults = new() { FailedInstances = [study.Series[0].Instances.First().SOPInstanceUID] };

        var failures = await DcmtkTool.TryRunAsync(
            "movescu", "-v", "-S", "-aec", pacs.AETitle, "-aem", destination.AETitle, "127.0.0.1", $"{pacs.Port}",
            "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study.StudyInstanceUID}");

        Assert.Contains("SubOperationsCompleteOneOrMoreFailures", failures.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orthanc_takes_every_instance_of_a_synthetic_archive_as_it_is()
    {
        await orthanc.RequireAsync();
        await using var pacs = await StartAsync();
        pacs.AddDestination(OrthancServer.AETitle, "127.0.0.1", orthanc.Port);

        foreach (var study in Archive.Studies)
        {
            await DcmtkTool.RunAsync(
                "movescu", "-S", "-aec", pacs.AETitle, "-aem", OrthancServer.AETitle, "127.0.0.1", $"{pacs.Port}",
                "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study.StudyInstanceUID}");
        }

        foreach (var instance in Archive.Instances)
        {
            var file = await orthanc.FindFileAsync(instance.SOPInstanceUID);
            Assert.NotNull(file);
            Assert.Equal(instance.Encode(), Part10.DataSet(file));
        }
    }

    [Fact]
    public async Task Orthanc_queries_the_simulated_PACS_and_fetches_a_study_from_it()
    {
        await orthanc.RequireAsync();
        var archive = SyntheticArchive.Create(new() { Seed = 77, InstancesPerSeries = 2, Rows = 32, Columns = 32 });
        await using var pacs = await SimulatedPacs.StartAsync(
            new() { AETitle = AETitles.Next(), Instances = archive.Instances }, Cancellation);
        pacs.AddDestination(OrthancServer.AETitle, "127.0.0.1", orthanc.Port);
        await orthanc.AddModalityAsync(pacs.AETitle, pacs.Port);
        // Not a Japanese one: Orthanc 1.10 refuses answers in \ISO 2022 IR 87.
        var study = archive.Patients[2].Studies[0];

        Assert.Equal(1, await orthanc.FetchStudyAsync(pacs.AETitle, study.StudyInstanceUID));

        foreach (var instance in study.Series.SelectMany(series => series.Instances))
            Assert.NotNull(await orthanc.FindFileAsync(instance.SOPInstanceUID));
    }

    private static Task<SimulatedPacs> StartAsync() =>
        SimulatedPacs.StartAsync(new() { Instances = Archive.Instances }, Cancellation);

    private static byte[] BytesOf(SimulatedPacs pacs, SyntheticInstance instance)
    {
        using var stream = pacs.Archive.Find(instance.SOPInstanceUID)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>What findscu extracts of each response.</summary>
    private static async Task<IReadOnlyList<DicomDataset>> FindAsync(
        SimulatedPacs pacs, string model, params IEnumerable<string> keys)
    {
        using var directory = new TemporaryDirectory();
        await DcmtkTool.RunAsync(
            "findscu",
            [
                model, "-X", "-od", directory.Root, "-aec", pacs.AETitle, "127.0.0.1", $"{pacs.Port}",
                .. keys.SelectMany(key => new[] { "-k", key }),
            ]);
        return
        [
            .. Directory.GetFiles(directory.Root)
                .Order(StringComparer.Ordinal).Select(path => DicomFile.Read(path).Dataset),
        ];
    }
}
