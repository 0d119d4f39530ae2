using System.Text.Json.Nodes;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class RegisterCommandTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_how_much_was_registered_and_what_was_there_already(bool isNew)
    {
        using var bench = await PushedAsync(isNew);

        var first = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);
        var second = await bench.RegisterAsync("--StudyInstanceUID", RegisterBench.Study);
        var third = await bench.RegisterAsync("--StudyInstanceUID", RegisterBench.Study);

        Assert.Equal((ExitCode.Done, ""), (first.ExitCode, first.Error));
        Assert.Equal($"registered 3 files with {bench.Cube.Url} for org\n", first.Out);
        Assert.Equal($"registered 3 files with {bench.Cube.Url} for org, 3 were there already\n", second.Out);
        Assert.Equal($"registered nothing with {bench.Cube.Url} for org, 6 were there already\n", third.Out);
        Assert.Equal(isNew ? 2 : 6, bench.Cube.Registrations.Count);
        Assert.Equal(6, bench.Cube.Files.Count);
    }

    [Fact]
    public async Task Tells_each_event_as_a_line_of_JSON()
    {
        using var bench = await PushedAsync();

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series, "--json");

        var events = run.Out.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            ["registered", "registered", "registered", "series", "finished"],
            events.Select(one => (string)one["event"]!));
        Assert.Equal(
            bench.Cube.Files.Select(file => (string)file["fname"]!).Order(StringComparer.Ordinal),
            events[..3].Select(one => (string)one["path"]!).Order(StringComparer.Ordinal));
        Assert.Equal((3, 0), ((int)events[3]["added"]!, (int)events[3]["failed"]!));
        Assert.Equal((3, bench.Cube.Url), ((int)events[4]["added"]!, (string)events[4]["CUBE"]!));
    }

    [Fact]
    public async Task Finds_what_was_pushed_by_templates_of_ones_own()
    {
        using var bench = new RegisterBench();
        await bench.ReceiveAsync();
        await bench.PushAsync("--SeriesInstanceUID", RegisterBench.Series, "--seriesDirTemplate", "%SeriesNumber");

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.All(
            bench.Cube.Files, file => Assert.Contains("/1/000", (string)file["fname"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registers_what_a_push_told_in_a_pipe()
    {
        using var bench = new RegisterBench();
        await bench.ReceiveAsync();
        var push = await bench.Px.RunAsync(
            "push", "--SeriesInstanceUID", RegisterBench.Series, "--storeBaseLocation", bench.Store,
            "--swiftServicesPACS", "org", "--json");
        bench.Mount();
        bench.Px.Input = push.Out;

        var run = await bench.RegisterAsync();

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, bench.Cube.Files.Count);
    }

    [Fact]
    public async Task Registers_what_px_push_of_pypx_told_in_a_file()
    {
        using var bench = new RegisterBench();
        await bench.ReceiveAsync();
        var push = await bench.Px.RunAsync(
            "--px-push", "--xcrdir", Path.Combine(bench.Px.BaseMount, "data"), "--parseAllFilesWithSubStr",
            RegisterBench.Study + ".", "--storeBaseLocation", bench.Store,
            "--swiftServicesPACS", "org", "--json");
        bench.Mount();

        var run = await bench.RegisterAsync("--upstreamFile", bench.Px.File("push.json", push.Out));

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(6, bench.Cube.Files.Count);
    }

    [Fact]
    public async Task Names_file_field_and_reason_of_what_CUBE_refuses()
    {
        using var bench = new RegisterBench();
        await bench.ReceiveAsync();
        await bench.PushAsync("--SeriesInstanceUID", RegisterBench.Series);

        var nothing = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.OtherSeries);
        var some = await bench.RegisterAsync(Path.Combine(bench.Px.BaseMount, "data"), "-v", "2");

        Assert.Equal(ExitCode.PacsFailure, nothing.ExitCode);
        var line = nothing.Error.Split('\n')[0];
        Assert.StartsWith(
            $"px register: not registered: {bench.Px.BaseMount}/data/TINY001", line, StringComparison.Ordinal);
        Assert.EndsWith(
            ": path: Could not find this path. Push the file first, to the storage that CUBE has.",
            line,
            StringComparison.Ordinal);
        Assert.Contains("2 more files, for the same reasons", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Incomplete, some.ExitCode);
        Assert.Equal(3, bench.Cube.Files.Count);
        Assert.EndsWith(
            "failed: once that is mended, the same command registers them\n", some.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_ask_for_what_was_not_pushed_when_the_rest_of_its_series_was()
    {
        using var bench = new RegisterBench();
        await bench.ReceiveAsync();
        var one = Directory.GetFiles(
            Path.Combine(bench.Px.BaseMount, "data"), "0002-*11.1.2.dcm", SearchOption.AllDirectories).Single();
        await bench.PushAsync(one);

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains("it has not been pushed; push it first", run.Error, StringComparison.Ordinal);
        Assert.Single(bench.Cube.Registrations);
        Assert.Single(bench.Cube.Files);
    }

    [Fact]
    public async Task A_CUBE_that_is_not_there_is_told_of_each_file()
    {
        using var bench = await PushedAsync();
        bench.Px.Clock = new HastyTime();
        bench.Cube.Dispose();

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Contains("Connection refused", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("chris1234", run.Error + run.Out, StringComparison.Ordinal);
        Assert.StartsWith("registered nothing", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_shown()
    {
        using var bench = await PushedAsync();
        bench.Px["PX_CUBE_PASSWORD"] = "nosuch";

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.Contains("Unable to log in with provided credentials", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nosuch", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_may_come_from_standard_input()
    {
        using var bench = await PushedAsync();
        bench.Px["PX_CUBE_PASSWORD"] = "";
        bench.Px.Input = "chris1234\n";

        var run = await bench.Px.RunAsync(
            "register", "--SeriesInstanceUID", RegisterBench.Series, "--CUBEURL", bench.Cube.Url, "--CUBEuserpasswd",
            "-", "--swiftServicesPACS", "org");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, bench.Cube.Files.Count);
    }

    [Fact]
    public async Task A_user_who_may_not_register_is_told_who_may()
    {
        using var bench = await PushedAsync();

        var run = await bench.Px.RunAsync(
            "register", "--SeriesInstanceUID", RegisterBench.Series, "--CUBEURL", bench.Cube.Url, "--CUBEusername",
            "reader", "--CUBEuserpasswd", "reader1234", "--swiftServicesPACS", "org");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.Contains("only the user chris may register", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CUBE_that_takes_no_registrations_is_told_as_such()
    {
        using var bench = await PushedAsync(registersSeries: true);
        bench.Cube.Fault = request => request.IsRegistration ? new StandInFault(405) : null;

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.Contains("6.3.0-beta.1", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what is to be registered?", "--CUBE", "local", "--swiftServicesPACS", "org")]
    [InlineData("not both", "x", "--SeriesInstanceUID", "1", "--CUBE", "local", "--swiftServicesPACS", "org")]
    [InlineData("with which CUBE?", "x", "--swiftServicesPACS", "org")]
    [InlineData("--swiftServicesPACS is missing", "x", "--CUBE", "local")]
    [InlineData("has 21 characters, CUBE takes 20", "x", "--CUBE", "local", "--PACS", "a23456789012345678901")]
    [InlineData("the password of chris is missing", "x", "--CUBEURL", "http://h/api/v1/", "--PACS", "org")]
    [InlineData("--CUBEURL must be as http://HOST:8000/api/v1/", "x", "--CUBEURL", "h", "--PACS", "org")]
    public async Task Refuses_in_one_line_what_cannot_be(string why, params string[] words)
    {
        using var px = new CliBench();
        px.File("services/cube.json", """{"local": {"url": "http://127.0.0.1:9/", "token": "t"}}""");

        var run = await px.RunAsync(["register", .. words]);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{", "it is broken JSON")]
    [InlineData("[]", "it has no localFileList and objectFileList")]
    [InlineData("{\"localFileList\": [\"a\"], \"objectFileList\": []}", "there are 1 files and 0 objects")]
    [InlineData("{\"localFileList\": [1], \"objectFileList\": [2]}", "a list in it has what is no text")]
    public async Task Refuses_a_pipe_that_holds_no_push(string input, string why)
    {
        using var bench = new RegisterBench();
        bench.Px.Input = input;

        var run = await bench.RegisterAsync();

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Empty(bench.Cube.Requests);
    }

    [Fact]
    public async Task A_server_that_fails_is_told_and_run_again_the_rest_is_done()
    {
        using var bench = await PushedAsync(registersSeries: true);
        bench.Cube.Fault = request => request.IsRegistration ? new StandInFault(500) : null;
        bench.Px.Clock = new HastyTime();

        var run = await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Contains("500", run.Error, StringComparison.Ordinal);
        bench.Cube.Fault = static _ => null;
        Assert.Equal(ExitCode.Done, (await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series)).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_status_shows_what_CUBE_has(bool isNew)
    {
        using var bench = await PushedAsync(isNew);
        string[] status = ["status", "--StudyInstanceUID", RegisterBench.Study, "--CUBE", "local"];
        var before = await bench.Px.RunAsync(status);
        // By somebody else, of whom our database knows nothing.
        await bench.RegisterAsync("--SeriesInstanceUID", RegisterBench.Series);
        Directory.Delete(Path.Combine(bench.Px.BaseMount, "log"), recursive: true);
        await bench.ReceiveAsync();

        var half = await bench.Px.RunAsync(status);
        var json = await bench.Px.RunAsync(
            "status", "--SeriesInstanceUID", RegisterBench.Series, "--CUBE", "local", "--json");

        Assert.Equal(
            (ExitCode.Incomplete, "px status: 2 of 2 series are not whole in CUBE\n"), (before.ExitCode, before.Error));
        Assert.Equal(
            (ExitCode.Incomplete, "px status: 1 of 2 series is not whole in CUBE\n"), (half.ExitCode, half.Error));
        Assert.Contains("IN CUBE", half.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, ""), (json.ExitCode, json.Error));
        var told = JsonNode.Parse(json.Out)!;
        Assert.Equal(3, (int)told["images"]!["registered"]!["count"]!);
        Assert.Equal("ImagesPulledAndRegisteredOK", (string)told["state"]!["images"]!);
    }

    private static async Task<RegisterBench> PushedAsync(bool registersSeries = false)
    {
        var bench = new RegisterBench(registersSeries);
        await bench.ReceiveAsync();
        await bench.PushAsync("--StudyInstanceUID", RegisterBench.Study);
        return bench;
    }
}
