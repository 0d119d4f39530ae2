using System.Text.Json.Nodes;
using PxSharp.Cli.Tests.Golden;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Cli.Tests;

/// <summary><c>px find --then retrieve,push,register</c>: one command, one report, and again only the rest.</summary>
public sealed class ThenChainTests : IAsyncDisposable
{
    private GoldenBench? _bench;
    private CubeStandIn _cube = new();
    private Func<string, bool> _seen = _ => true;

    private GoldenBench Bench => _bench!;

    private string Store => Path.Combine(Bench.BaseMount, "store");

    public async ValueTask DisposeAsync()
    {
        _cube.Dispose();
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_command_brings_a_query_to_the_store_and_into_CUBE(bool isNew)
    {
        await StartAsync(isNew);

        var run = await ChainAsync("--withFeedBack");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 of 2 series retrieved, pushed, registered\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            run.Out.Split('\n'),
            line => line.StartsWith("  3 of 3  3 of 3    3 of 3  Localizer", StringComparison.Ordinal));
        Assert.Equal(6, _cube.Files.Count);
        Assert.Equal(6, Directory.GetFiles(Store, "*.dcm", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Run_again_it_does_nothing()
    {
        await StartAsync();
        await ChainAsync();
        var registrations = _cube.Registrations.Count;
        var moves = Bench.Pacs.Queries.Count;

        var run = await ChainAsync("--withFeedBack");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(registrations, _cube.Registrations.Count);
        Assert.Contains("pushed nothing", run.Out, StringComparison.Ordinal);
        Assert.Contains("registered nothing", run.Out, StringComparison.Ordinal);
        Assert.True(Bench.Pacs.Queries.Count > moves);
    }

    [Fact]
    public async Task What_fails_for_one_series_is_said_the_others_go_on_and_the_next_run_does_the_rest()
    {
        await StartAsync();
        // CUBE's storage has not yet seen the files of one series.
        _seen = path => path.Contains("Localizer", StringComparison.Ordinal);

        var first = await ChainAsync("--withFeedBack");

        Assert.Equal(ExitCode.Incomplete, first.ExitCode);
        Assert.Contains(
            "not registered: path: Could not find this path. Push the file first, to the storage that CUBE has.",
            first.Out,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 of 2 series retrieved, pushed, registered: once the rest is mended, the same command does it\n",
            first.Out,
            StringComparison.Ordinal);
        Assert.Equal(3, _cube.Files.Count);

        _seen = _ => true;
        var second = await ChainAsync("--withFeedBack");

        Assert.Equal((ExitCode.Done, ""), (second.ExitCode, second.Error));
        Assert.Contains("registered 3 files", second.Out, StringComparison.Ordinal);
        Assert.Contains("3 were there already", second.Out, StringComparison.Ordinal);
        Assert.Equal(6, _cube.Files.Count);
    }

    [Fact]
    public async Task A_CUBE_that_is_not_there_does_not_keep_the_files_from_the_store()
    {
        await StartAsync();
        Bench.Px.Clock = new HastyTime();
        _cube.Dispose();

        var run = await ChainAsync("--json");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Contains("Connection refused", run.Error, StringComparison.Ordinal);
        Assert.Equal(6, Directory.GetFiles(Store, "*.dcm", SearchOption.AllDirectories).Length);
        var report = JsonNode.Parse(run.Out)!["then"]!["report"]!.AsArray();
        Assert.Equal(2, report.Count);
        Assert.All(report, series =>
        {
            Assert.False((bool)series!["status"]!);
            Assert.Equal((3, 3), ((int)series["push"]!["done"]!, (int)series["push"]!["total"]!));
            Assert.Equal(0, (int)series["register"]!["done"]!);
            Assert.Contains("refused", (string)series["register"]!["reason"]!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_wrapper_does_the_same()
    {
        await StartAsync();
        await ChainAsync("--then", "retrieve,push");

        var run = await Bench.Px.RunAsync(
            "qr", "--env", "pacs", "--baseMount", Bench.BaseMount, "--do", "push,register", "--",
            "--PatientID TINY001");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 of 2 series pushed, registered\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(6, _cube.Files.Count);
    }

    private async Task StartAsync(bool isNew = false)
    {
        _bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        _cube.Dispose();
        _cube = new CubeStandIn(isNew) { Fault = Mount };
        Bench.Px["PX_CUBE_PASSWORD"] = "chris1234";
        Bench.Px.File("services/cube.json", $$$"""{"local": {"url": "{{{_cube.Url}}}", "username": "chris"}}""");
        Bench.Px.File(
            "services/storage.json", $$$"""{"mounted": {"storagetype": "fs", "storepath": "{{{Store}}}"}}""");
        var run = await Bench.Px.RunAsync(
            "pacs", "add", "pacs", "--aet", "US", "--aec", "ORTHANC", "--host", "127.0.0.1", "--port",
            $"{Bench.Pacs.Port}", "--swift", "mounted", "--CUBE", "local", "--swiftServicesPACS", "org");
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
    }

    /// <summary>CUBE's storage is the store: what was pushed by then is seen.</summary>
    private StandInFault? Mount(StandInRequest request)
    {
        if (Directory.Exists(Store))
        {
            _cube.Store(Directory.GetFiles(Store, "*.dcm", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Store, file)).Where(_seen));
        }

        return null;
    }

    private Task<CliRun> ChainAsync(params string[] words) => Bench.Px.RunAsync(
        ["find", "--pacs", "pacs", "--PatientID", "TINY001", "--get", "--then", "retrieve,push,register", .. words]);
}
