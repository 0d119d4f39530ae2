using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests.Wrapper;

public sealed class QrCommandTests
{
    private const string Query = "--PatientID SIM1-0001";

    [Fact]
    public async Task Without_do_it_is_find_with_report_behind_it()
    {
        await using var bench = await PacsBench.StartAsync();
        var found = await bench.RunAsync("find", "--pacs", "sim", "--PatientID", "SIM1-0001", "--json");
        bench.Px.Input = found.Out;
        var expected = await bench.RunAsync("report", "--colorize", "dark", "--printReport", "tabular");

        var run = await bench.RunAsync("qr", "--env", "sim", "--", Query);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal((expected.Out, ""), (run.Out, run.Error));
        Assert.Contains("SIM1-0001", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "--printReport csv --csvPrettify --csvPrintHeaders "
        + "--reportHeaderStudyTags PatientName,PatientID,StudyDate "
        + "--reportBodySeriesTags SeriesDescription,SeriesInstanceUID")]
    [InlineData("--printReport rawText", "--printReport rawText")]
    public async Task The_report_has_options_of_its_own(string report, string options)
    {
        await using var bench = await PacsBench.StartAsync();
        bench.Px.Input = (await bench.RunAsync("find", "--pacs", "sim", "--PatientID", "SIM1-0001", "--json")).Out;
        var expected = await bench.RunAsync(["report", .. options.Split(' ')]);

        var run = await bench.RunAsync("qr", "--env", "sim", "--report", report, "--", Query);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(expected.Out, run.Out);
    }

    [Fact]
    public async Task The_query_may_also_stand_in_words_of_its_own()
    {
        await using var bench = await PacsBench.StartAsync();

        var one = await bench.RunAsync("qr", "--env", "sim", "--", Query);
        var several = await bench.RunAsync("qr", "--env", "sim", "--", "--PatientID", "SIM1-0001");

        Assert.Equal(one, several);
    }

    [Fact]
    public async Task Do_retrieve_fetches_what_the_query_finds()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "qr", "--env", "sim", "--do", "retrieve,status", "--", Query + " --get");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(6, bench.Files().Length);
    }

    [Fact]
    public async Task V_shows_the_commands_that_it_stands_for()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("qr", "-v", "--env", "sim", "--AEC", "OTHER", "--", "--PatientName 'X Y'");

        Assert.Equal(
            $"px qr: px find --pacs sim --aec OTHER --db {bench.Px.BaseMount}/log --json --PatientName 'X Y' "
                + "| px report --colorize dark --printReport tabular",
            run.Error.Split('\n')[0]);
    }

    [Theory]
    [InlineData("-v", "1")]
    [InlineData("-v")]
    [InlineData("--non-interactive", "-F", "--debug", "-v", "--container", "local/pypx")]
    public async Task The_wrappers_own_options_are_taken(params string[] options)
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(["qr", .. options, "--env", "sim", "--", Query]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith("px qr: px find ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_and_register_get_the_keys_of_the_institution()
    {
        using var px = new CliBench();
        await px.RunAsync(
            "pacs", "add", "bch", "--aec", "A", "--aet", "B", "--host", "127.0.0.1", "--port", "104",
            "--swift", "store", "--CUBE", "cube", "--swiftServicesPACS", "BCH");
        var target = new Cli.Wrapper.QrTarget("/base/log", ["--pacs", "bch"], "store", "cube", "BCH");

        var show = await px.RunAsync("pacs", "show", "bch");
        var plan = Cli.Wrapper.QrPlan.Of(target, "retrieve,push,register", null, [Query]);

        Assert.Contains("storage key (--swift)             store", show.Out, StringComparison.Ordinal);
        Assert.Equal(
            [
                "find", "--pacs", "bch", "--db", "/base/log", "--then", "retrieve,push,register", "--withFeedBack",
                "--thenArgs",
                """;{"db":"/base/log","swift":"store","swiftServicesPACS":"BCH","swiftPackEachDICOM":true};"""
                    + """{"db":"/base/log","CUBE":"cube","swiftServicesPACS":"BCH","parseAllFilesWithSubStr":"dcm"}""",
                "--PatientID", "SIM1-0001",
            ],
            plan.Find);
        Assert.Null(plan.Report);
    }

    [Theory]
    [InlineData("qr", "px qr: the query is missing: put it at the end, as -- \"--PatientID 1234567\"")]
    [InlineData("qr --PatientID 1", "px qr: --PatientID belongs to the query, which stands at the end in one word: "
        + "-- \"--PatientID VALUE\"")]
    [InlineData("qr --do dance -- --PatientID_1", "px qr: --do: \"dance\" is none of status, retrieve, push, register")]
    [InlineData("qr --do push -- --PatientID_1", "px qr: --SWIFTKEY is missing: the storage to push to "
        + "(px pacs add NAME --swift remembers it for --env NAME)")]
    [InlineData("qr --do register --CUBEKEY c -- --PatientID_1", "px qr: --SWIFTPACS is missing: the name of the PACS "
        + "in storage and CUBE (px pacs add NAME --swiftServicesPACS remembers it for --env NAME)")]
    [InlineData("qr --env nowhere -- --PatientID_1", "px find: no PACS is named \"nowhere\", and none is known; "
        + "add it: px pacs add nowhere --aec TITLE --host HOST --port PORT")]
    [InlineData("qr --env sim -- --PatientID_'1", "px qr: the query: a single quote is not closed")]
    [InlineData("qr --report ' -- --PatientID_1", "px qr: --report: a single quote is not closed")]
    [InlineData("qr word -- --PatientID_1", "px qr: \"word\" is one word too many; values with spaces need quotes "
        + "(see px qr --help)")]
    [InlineData("qr --CUBEKEY c --CUBEURL http://h/api/v1/", "px qr: --CUBEuser is missing, which belongs to the key")]
    [InlineData("qr --CUBEKEY a/b --CUBEURL http://h/ --CUBEuser u --CUBEpassword p", "px qr: \"a/b\" cannot be a key: "
        + "it is up to 64 letters, digits, dots, underscores and hyphens, and begins with a letter or digit")]
    [InlineData("qr --CUBEKEY c --CUBEURL http://u:p@h/ --CUBEuser u --CUBEpassword p",
        "px qr: --CUBEURL must be as http://HOST:8000/api/v1/, without user and password in it")]
    [InlineData("qr --SWIFTHOST h --SWIFTPORT 1 --SWIFTLOGIN u:p",
        "px qr: --SWIFTKEY is missing, which belongs to the key")]
    public async Task Says_what_is_missing(string words, string line)
    {
        using var px = new CliBench();

        var run = await px.RunAsync(words.Split(' ').Select(word => word.Replace('_', ' ')).ToList());

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(line + "\n", run.Error);
    }

    [Fact]
    public async Task A_query_that_nothing_matches_is_told()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("qr", "--", "--PatientID NOPE");

        Assert.Equal(new CliRun(ExitCode.Done, "", "px qr: no study matches\n"), run);
    }

    [Fact]
    public async Task The_only_institution_is_meant_when_none_is_named()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("pacs", "add", "sim", "--swift", "store");

        var run = await bench.RunAsync("qr", "--do", "push", "--", Query);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("px qr: --SWIFTPACS is missing: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_fails_is_told_once_and_not_reported()
    {
        using var px = new CliBench();

        var run = await px.RunAsync(
            "qr", "--PACSIP", "127.0.0.1", "--PACSport", $"{PacsBench.DeadPort()}", "--", Query);

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Writes_the_keys_for_their_owner_only_and_shows_no_secret()
    {
        using var px = new CliBench { CalledAs = "PACS_QR.sh" };
        px.File("services/storage.json", """{"local": {"container": "mine"}, "other": {"storagetype": "fs"}}""");

        var cube = await px.RunAsync(
            "-v", "--CUBEKEY", "local", "--CUBEURL", "http://cube:8000/api/v1/", "--CUBEuser", "chris",
            "--CUBEpassword", "chris1234");
        px.Input = "chris:chris1234\n";
        var storage = await px.RunAsync(
            "--SWIFTKEY", "local", "--SWIFTHOST", "10.1.2.3", "--SWIFTPORT", "8080", "--SWIFTLOGIN", "-");

        var services = Path.Combine(px.BaseMount, "services");
        Assert.Equal(
            (ExitCode.Done, $"wrote local to {services}/cube.json\n", ""), (cube.ExitCode, cube.Out, cube.Error));
        Assert.Equal(
            (ExitCode.Done, $"wrote local to {services}/storage.json\n", ""),
            (storage.ExitCode, storage.Out, storage.Error));
        AssertJson(
            """{"local": {"url": "http://cube:8000/api/v1/", "username": "chris", "password": "chris1234"}}""",
            Path.Combine(services, "cube.json"));
        AssertJson(
            """
            {"local": {"container": "mine", "storagetype": "swift", "ip": "10.1.2.3", "port": "8080",
            "login": "chris:chris1234"}, "other": {"storagetype": "fs"}}
            """,
            Path.Combine(services, "storage.json"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(services, "cube.json")));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(services, "storage.json")));
        }
    }

    private static void AssertJson(string expected, string path) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(File.ReadAllText(path))),
            File.ReadAllText(path));
}
