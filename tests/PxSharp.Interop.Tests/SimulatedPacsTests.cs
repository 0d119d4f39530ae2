using PxSharp.Dicom;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Simulator;

namespace PxSharp.Interop.Tests;

/// <summary>DCMTK's clients against our own PACS.</summary>
public sealed class SimulatedPacsTests
{
    private static readonly SyntheticArchive Archive =
        SyntheticArchive.Create(new SyntheticArchiveOptions { InstancesPerSeries = 3, Rows = 16, Columns = 16 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Echoscu_gets_an_answer_and_with_a_wrong_AE_title_a_rejection()
    {
        await using var pacs = await StartAsync();
        await DcmtkTool.RunAsync("echoscu", "-aec", pacs.AETitle, "127.0.0.1", $"{pacs.Port}");
        var rejected = await DcmtkTool.TryRunAsync("echoscu", "-aec", "NOTME", "127.0.0.1", $"{pacs.Port}");
        Assert.NotEqual(0, rejected.ExitCode);
        Assert.Contains("Called AE Title Not Recognized", rejected.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-S")]
    [InlineData("-P")]
    public async Task Findscu_finds_every_study_of_a_patient(string model)
    {
        using var directory = new TemporaryDirectory();
        await using var pacs = await StartAsync();
        foreach (var patient in Archive.Patients)
        {
            var output = directory.Make(patient.PatientID);
            await DcmtkTool.RunAsync(
                "findscu", model, "-aec", pacs.AETitle, "-X", "-od", output, "127.0.0.1", $"{pacs.Port}",
                "-k", "0008,0052=STUDY", "-k", $"0010,0020={patient.PatientID}", "-k", "0020,000d", "-k", "0010,0010");
            var matches = Directory.EnumerateFiles(output).Select(path => DicomFile.Read(path).Dataset).ToList();
            Assert.Equal(
                patient.Studies.Select(study => study.StudyInstanceUID).Order(StringComparer.Ordinal),
                matches.Select(match => match.GetString(DicomTag.StudyInstanceUID)).Order(StringComparer.Ordinal));
            Assert.All(matches, match => Assert.Equal(patient.PatientName, match.GetString(DicomTag.PatientName)));
        }
    }

    [Fact]
    public async Task Getscu_gets_every_instance_byte_for_byte()
    {
        using var directory = new TemporaryDirectory();
        await using var pacs = await StartAsync();
        var study = Archive.Studies[0];
        await DcmtkTool.RunAsync(
            "getscu", "-S", "-aec", pacs.AETitle, "+B", "-od", directory.Root, "127.0.0.1", $"{pacs.Port}",
            "-k", "0008,0052=STUDY", "-k", $"0020,000d={study.StudyInstanceUID}");
        AssertHolds(study, directory.Root);
    }

    [Fact]
    public async Task Movescu_moves_every_instance_to_storescp_byte_for_byte()
    {
        DcmtkTool.Require();
        using var directory = new TemporaryDirectory();
        var (title, port) = (AETitles.Next(), FreePort.Take());
        await using var pacs = await StartAsync();
        pacs.AddDestination(title, "127.0.0.1", port);
        var study = Archive.Studies[1];
        await using var receiver = DcmtkTool.Start("storescp", "-aet", title, "+B", "-od", directory.Root, $"{port}");
        await receiver.WaitForPortAsync(port);
        await DcmtkTool.RunAsync(
            "movescu", "-S", "-aec", pacs.AETitle, "-aem", title, "127.0.0.1", $"{pacs.Port}",
            "-k", "0008,0052=STUDY", "-k", $"0020,000d={study.StudyInstanceUID}");
        AssertHolds(study, directory.Root);
    }

    [Fact]
    public async Task Movescu_to_an_unknown_destination_is_told_so()
    {
        await using var pacs = await StartAsync();
        var result = await DcmtkTool.TryRunAsync(
            "movescu", "-v", "-S", "-aec", pacs.AETitle, "-aem", "NOBODY", "127.0.0.1", $"{pacs.Port}",
            "-k", "0008,0052=STUDY", "-k", $"0020,000d={Archive.Studies[0].StudyInstanceUID}");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("MoveDestinationUnknown", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storescu_stores_what_findscu_then_finds()
    {
        using var directory = new TemporaryDirectory();
        var study = new SampleStudy();
        await study.WriteFilesAsync(directory.Make("files"));
        await using var pacs = await SimulatedPacs.StartAsync(new SimulatedPacsOptions(), Cancellation);
        await DcmtkTool.RunAsync(
            "storescu", "-aec", pacs.AETitle, "+sd", "127.0.0.1", $"{pacs.Port}", directory["files"]);
        var matches = directory.Make("matches");
        await DcmtkTool.RunAsync(
            "findscu", "-S", "-aec", pacs.AETitle, "-X", "-od", matches, "127.0.0.1", $"{pacs.Port}",
            "-k", "0008,0052=SERIES", "-k", $"0020,000d={study.StudyInstanceUID}", "-k", "0020,000e");
        Assert.Equal(study.SeriesCount, Directory.EnumerateFiles(matches).Count());
    }

    private static Task<SimulatedPacs> StartAsync()
    {
        DcmtkTool.Require();
        return SimulatedPacs.StartAsync(new SimulatedPacsOptions { Instances = Archive.Instances }, Cancellation);
    }

    private static void AssertHolds(SyntheticStudy study, string directory)
    {
        var files = Directory.EnumerateFiles(directory).Select(File.ReadAllBytes).ToDictionary(Part10.SOPInstanceUID);
        var instances = study.Series.SelectMany(series => series.Instances).ToList();
        Assert.Equal(instances.Count, files.Count);
        foreach (var instance in instances)
        {
            using var original = instance.Open();
            using var dataset = new MemoryStream();
            original.CopyTo(dataset);
            Assert.Equal(instance.TransferSyntaxUID, Part10.TransferSyntaxUID(files[instance.SOPInstanceUID]));
            Assert.Equal(dataset.ToArray(), Part10.DataSet(files[instance.SOPInstanceUID]));
        }
    }
}
