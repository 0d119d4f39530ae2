using System.Text.Json.Nodes;
using PxSharp.Cli.Tests.Golden;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class PushCommandTests : IDisposable
{
    private const string Series = "1.2.826.0.1.3680043.10.9999.1.11.1";
    private const string Study = "1.2.826.0.1.3680043.10.9999.1.11";

    private readonly CliBench _px = new();

    private string Store => Path.Combine(_px.BaseMount, "store");

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Says_how_much_went_where_and_what_was_there_already()
    {
        await ReceiveAsync();

        var first = await PushAsync("--SeriesInstanceUID", Series);
        var second = await PushAsync("--StudyInstanceUID", Study);
        var third = await PushAsync("--StudyInstanceUID", Study);

        Assert.Equal((ExitCode.Done, ""), (first.ExitCode, first.Error));
        Assert.StartsWith("pushed 3 instances (", first.Out, StringComparison.Ordinal);
        Assert.EndsWith($") to file://{Store}\n", first.Out, StringComparison.Ordinal);
        Assert.EndsWith(", 3 were there already\n", second.Out, StringComparison.Ordinal);
        Assert.Equal($"pushed nothing to file://{Store}, 6 were there already\n", third.Out);
        Assert.Equal(6, Objects().Length);
    }

    [Fact]
    public async Task Tells_each_event_as_a_line_of_JSON()
    {
        await ReceiveAsync();

        var run = await PushAsync("--SeriesInstanceUID", Series, "--json");

        var events = run.Out.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            ["planned", "pushed", "pushed", "pushed", "finished"], events.Select(one => (string)one["event"]!));
        Assert.Equal(3, (int)events[0]["files"]!);
        Assert.All(events[1..4], one => Assert.Equal(Series, (string)one["SeriesInstanceUID"]!));
        Assert.Equal(
            Objects(), events[1..4].Select(one => (string)one["object"]!).Order(StringComparer.Ordinal));
        Assert.Equal((3, 0), ((int)events[4]["sent"]!, (int)events[4]["failed"]!));
    }

    [Fact]
    public async Task Shows_what_was_pushed_in_the_status()
    {
        await ReceiveAsync();
        await PushAsync("--SeriesInstanceUID", Series);

        var status = await _px.RunAsync("status", "--SeriesInstanceUID", Series, "--json");

        Assert.Equal(3, (int)JsonNode.Parse(status.Out)!["images"]!["pushed"]!["count"]!);
    }

    [Fact]
    public async Task Ends_with_1_when_some_files_hold_no_instance_and_names_them()
    {
        var readme = _px.File("in/readme.txt", "not DICOM");
        File.CreateSymbolicLink(Path.Combine(_px.BaseMount, "in", "z"), "/nowhere");
        File.Copy(GoldenArchive.Files("tiny")[0], Path.Combine(_px.BaseMount, "in", "1.dcm"));

        var run = await PushAsync(Path.Combine(_px.BaseMount, "in"));

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.StartsWith($"px push: not pushed: {readme}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "in/z: it is a symbolic link to /nowhere, which is not there\n", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("2 failed; the same command again pushes what is missing\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, (await PushAsync(readme)).ExitCode);
    }

    [Theory]
    [InlineData("what is to be pushed?", "--storeBaseLocation", "s", "--swiftServicesPACS", "org")]
    [InlineData("not both", "x", "--SeriesInstanceUID", "1", "--storeBaseLocation", "s", "--swiftServicesPACS", "org")]
    [InlineData("where to?", "x")]
    [InlineData("--swiftServicesPACS is missing", "x", "--storeBaseLocation", "s")]
    [InlineData("\"a/b\" has a '/' in it", "x", "--storeBaseLocation", "s", "--swiftServicesPACS", "a/b")]
    [InlineData("template '%_nosuch|1_PatientID.dcm'", "x", "--storeBaseLocation", "s", "--swiftServicesPACS", "org",
        "--imageTemplate", "%_nosuch|1_PatientID")]
    public async Task Refuses_in_one_line_what_cannot_be(string why, params string[] words)
    {
        var run = await _px.RunAsync(["push", .. words]);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--SeriesInstanceUID", "1.2.3", "nothing has been received of series 1.2.3")]
    [InlineData("--StudyInstanceUID", "1.2.3", "nothing has been received of study 1.2.3")]
    [InlineData("--xcrdir", "/no/such/place", "there is no file or directory /no/such/place")]
    public async Task Says_what_is_not_there(string option, string value, string why)
    {
        var run = await PushAsync(option, value);

        Assert.Equal((ExitCode.BadData, $"px push: {why}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_store_that_is_no_directory_is_refused()
    {
        var run = await _px.RunAsync(
            "push", GoldenArchive.Files("tiny")[0], "--storeBaseLocation", _px.File("file", ""),
            "--swiftServicesPACS", "org");

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.Contains("cannot be used", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Then_push_takes_store_and_name_from_what_is_known_of_the_PACS()
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        bench.Px.File("services/storage.json", $$$"""
            {"local": {"storagetype": "fs", "storepath": "{{{Path.Combine(bench.BaseMount, "store")}}}"}}
            """);
        await bench.RunAsync($"px-repack {Path.GetDirectoryName(GoldenArchive.Files("tiny")[0])}");
        await bench.Px.RunAsync(
            "pacs", "add", "pacs", "--aet", "US", "--aec", "ORTHANC", "--host", "127.0.0.1", "--port",
            $"{bench.Pacs.Port}", "--swift", "local", "--swiftServicesPACS", "org");

        var run = await bench.Px.RunAsync("find", "--pacs", "pacs", "--PatientID", "TINY001", "--then", "push");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            6,
            Directory.GetFiles(
                Path.Combine(bench.BaseMount, "store", "SERVICES", "PACS", "org"), "*.dcm",
                SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Then_push_says_of_which_series_nothing_is_here()
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);

        var run = await bench.RunAsync(
            "px-find --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4342 --PatientID TINY001 --json --then push "
            + "--thenArgs '{\"storeBaseLocation\":\"/BASEMOUNT/store\",\"swiftServicesPACS\":\"org\"}'");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        var series = JsonNode.Parse(run.Out)!["then"]!["00-push"]!["study"]![0]![Study]!.AsArray();
        Assert.Equal(2, series.Count);
        Assert.All(series, one => Assert.False((bool)one!["status"]!));
        Assert.All(
            series, one => Assert.Contains("retrieve it first", (string)one!["error"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "--thenArgs of push: where to?")]
    [InlineData("{\"swfit\": \"x\"}", "--thenArgs of push: \"swfit\" is no option; did you mean \"swift\"?")]
    [InlineData("{\"storeBaseLocation\": \"/tmp/x\"}", "--thenArgs of push: --swiftServicesPACS is missing")]
    public async Task Then_push_refuses_its_arguments_before_the_PACS_is_asked(string arguments, string why)
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);

        var run = await bench.RunAsync(
            "px-find --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4342 --PatientID TINY001 --then push "
            + $"--thenArgs '{arguments}'");

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("px find: " + why, run.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Pacs.Queries);
    }

    private async Task ReceiveAsync()
    {
        var run = await _px.RunAsync("repack", Path.GetDirectoryName(GoldenArchive.Files("tiny")[0])!);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    private Task<CliRun> PushAsync(params string[] words) => _px.RunAsync(
        ["push", .. words, "--storeBaseLocation", Store, "--swiftServicesPACS", "org"]);

    private string[] Objects() => [.. Directory.GetFiles(Store, "*.dcm", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Store, file)).Order(StringComparer.Ordinal)];
}
