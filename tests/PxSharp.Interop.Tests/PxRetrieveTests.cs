using PxSharp.Index;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests;

/// <summary>The main job, as a user does it: px against real PACS.</summary>
public sealed class PxRetrieveTests(OrthancServer orthanc)
{
    public static TheoryData<PacsKind> EveryPacs => ClientTests.EveryPacs;

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Px_retrieve_that_listens_itself_has_every_instance_byte_for_byte(PacsKind kind)
    {
        using var directory = new TemporaryDirectory();
        var (title, port) = (AETitles.Next(), FreePort.Take());
        await using var recorder = new WireRecorder(port);
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc, (title, recorder.Port));
        var study = await StoreStudyAsync(pacs);

        var result = await PxProcess.RunAsync(
            [.. Retrieve(pacs, title, directory), "--PatientID", study.PatientID, "--listen", $"{port}"]);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains(
            $"received {study.InstanceCount} of {study.InstanceCount}", result.Output, StringComparison.Ordinal);
        await AssertHoldsAsync(directory, study, await recorder.StopAsync());
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Px_retrieve_with_px_listen_beside_it_has_every_instance_byte_for_byte(PacsKind kind)
    {
        using var directory = new TemporaryDirectory();
        var (title, port) = (AETitles.Next(), FreePort.Take());
        await using var recorder = new WireRecorder(port);
        await using var listener = await PxProcess.ListenAsync(title, port, directory["log"]);
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc, (title, recorder.Port));
        var study = await StoreStudyAsync(pacs);

        var result = await PxProcess.RunAsync(
            [.. Retrieve(pacs, title, directory), "--StudyInstanceUID", study.StudyInstanceUID]);
        Assert.True(result.ExitCode == 0, result.Output);
        await AssertHoldsAsync(directory, study, await recorder.StopAsync());

        // All is here: the second time nothing is asked for.
        result = await PxProcess.RunAsync(
            [.. Retrieve(pacs, title, directory), "--StudyInstanceUID", study.StudyInstanceUID]);
        Assert.True(result.ExitCode == 0, result.Output);
        var status = await PxProcess.RunAsync(
            "status", "--db", directory["log"], "--StudyInstanceUID", study.StudyInstanceUID);
        Assert.True(status.ExitCode == 0, status.Output);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Px_retrieve_by_C_GET_has_every_instance_byte_for_byte(PacsKind kind)
    {
        using var directory = new TemporaryDirectory();
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await using var recorder = new WireRecorder(pacs.Port);
        var study = await StoreStudyAsync(pacs);

        var result = await PxProcess.RunAsync(
            "retrieve", "--aec", pacs.AETitle, "--serverIP", "127.0.0.1", "--serverPort", $"{recorder.Port}",
            "--db", directory["log"], "--PatientID", study.PatientID, "--get");
        Assert.True(result.ExitCode == 0, result.Output);
        await AssertHoldsAsync(directory, study, await recorder.StopAsync());
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Px_find_shows_names_as_a_person_writes_them(PacsKind kind)
    {
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        foreach (var (characterSet, stored, name) in Names.InCharacterSets.Select(row => row.Data))
        {
            var study = new SampleStudy
            {
                CharacterSet = characterSet,
                PatientName = stored,
                SeriesCount = 1,
                InstancesPerSeries = 1,
            };
            await pacs.StoreAsync((await study.MakeFilesAsync()).Values);
            var result = await PxProcess.RunAsync(
                "find", "--aec", pacs.AETitle, "--serverIP", "127.0.0.1", "--serverPort", $"{pacs.Port}",
                "--PatientID", study.PatientID);
            Assert.True(result.ExitCode == 0, result.Output);
            Assert.Contains(name.Split('=')[0], result.StandardOutput, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task An_unknown_move_destination_ends_with_a_failure_that_says_what_to_do(PacsKind kind)
    {
        using var directory = new TemporaryDirectory();
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        var study = await StoreStudyAsync(pacs);
        var result = await PxProcess.RunAsync(
            [
                .. Retrieve(pacs, "NOBODYKNOWSME", directory),
                "--PatientID", study.PatientID, "--listen", "0", "--wait", "1",
            ]);
        Assert.InRange(result.ExitCode, 1, 4);
        Assert.Contains($"received 0 of {study.InstanceCount}", result.Output, StringComparison.Ordinal);
        Assert.Contains("NOBODYKNOWSME", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task A_wrong_AE_title_is_one_line_and_exit_code_3(PacsKind kind)
    {
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        var result = await PxProcess.RunAsync(
            "echo", "--aec", "NOTME", "--serverIP", "127.0.0.1", "--serverPort", $"{pacs.Port}");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("NOTME", Assert.Single(result.Output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_port_is_one_line_and_exit_code_3()
    {
        var port = FreePort.Take();
        var result = await PxProcess.RunAsync(
            "find", "--serverIP", "127.0.0.1", "--serverPort", $"{port}", "--PatientID", "1");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(result.Output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static string[] Retrieve(PacsUnderTest pacs, string title, TemporaryDirectory directory) =>
    [
        "retrieve", "--aec", pacs.AETitle, "--aet", title, "--serverIP", "127.0.0.1", "--serverPort", $"{pacs.Port}",
        "--db", directory["log"],
    ];

    private static async Task<SampleStudy> StoreStudyAsync(PacsUnderTest pacs)
    {
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 25 };
        await pacs.StoreAsync((await study.MakeFilesAsync()).Values);
        return study;
    }

    private static async Task AssertHoldsAsync(
        TemporaryDirectory directory, SampleStudy study, IReadOnlyDictionary<string, SentInstance> sent)
    {
        Assert.Equal(study.InstanceCount, sent.Count);
        await using var index = SqliteIndex.Open(directory["log"]);
        await new ArchiveOnDisk(directory["data"], index).AssertHoldsAsync(sent);
    }
}
