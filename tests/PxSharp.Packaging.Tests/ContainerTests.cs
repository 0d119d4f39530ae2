using System.Globalization;
using System.Text.Json;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Simulator;

namespace PxSharp.Packaging.Tests;

/// <summary>The image at work: it takes the place of pypx's.</summary>
public sealed class ContainerTests(Podman podman) : IClassFixture<Podman>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task By_default_the_listener_runs_until_it_is_stopped()
    {
        var name = "px-" + Guid.NewGuid().ToString("N");
        await using var container = podman.Start(["--network=none", "--name", name], "-p", "11119");

        await container.WaitForOutputAsync(
            "listening on 0.0.0.0:11119 as PXSHARP, data in /home/dicom/data", Timeout,
            TestContext.Current.CancellationToken);
        await podman.SignalAsync(name, "TERM");

        Assert.Equal(0, await container.WaitForExitAsync(Timeout, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_tool_finds_the_listener_beside_it()
    {
        var run = await podman.RunAsync(
            ["--network=none"], "--px-echo", "--serverIP", "127.0.0.1", "--serverPort", "11113", "--aec", "PXSHARP");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("PXSHARP at 127.0.0.1:11113 answers", run.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("listening on 0.0.0.0:11113", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_retrieves_into_the_volume()
    {
        using var volume = new TemporaryDirectory();
        File.SetUnixFileMode(volume.Root, (UnixFileMode)Convert.ToInt32("777", 8));
        var archive = SyntheticArchive.Create(new SyntheticArchiveOptions
        {
            Patients = 1,
            StudiesPerPatient = 1,
            SeriesPerStudy = 2,
            InstancesPerSeries = 3,
            Rows = 16,
            Columns = 16,
        });
        await using var pacs = await SimulatedPacs.StartAsync(
            new SimulatedPacsOptions { Instances = archive.Instances }, TestContext.Current.CancellationToken);
        var port = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        pacs.AddDestination("BOX", "127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture));

        var run = await podman.RunAsync(
            ["--network=host", "--volume", $"{volume.Root}:/home/dicom"],
            "-p", port, "--px-find", "--aet", "BOX", "--aec", pacs.AETitle, "--serverIP", "127.0.0.1", "--serverPort",
            $"{pacs.Port}", "--PatientID", "SIM1-0001", "--db", "/home/dicom/log", "--json", "--then", "retrieve");

        Assert.True(run.ExitCode == 0, run.Output);
        using var found = JsonDocument.Parse(run.StandardOutput);
        Assert.Equal("success", found.RootElement.GetProperty("status").GetString());
        var files = Directory.GetFiles(volume["data"], "*.dcm", SearchOption.AllDirectories);
        Assert.Equal(6, files.Length);
        var owner = await Artifacts.RunAsync("stat", "-c", "%u", files[0]);
        Assert.Equal("1001\n", owner.Output);
    }

    [Fact]
    public async Task A_word_is_a_command_of_px_and_the_whole_road_works()
    {
        var run = await podman.RunAsync(["--network=none"], "demo");

        Assert.True(run.ExitCode == 0, run.Output);
    }
}
