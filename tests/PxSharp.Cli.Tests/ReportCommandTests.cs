using System.Text.Json;
using PxSharp.Cli.Terminals;
using PxSharp.Cli.Tests.Golden;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private readonly CliBench _px = new();

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Reads_the_JSON_of_pypx_from_a_pipe_and_writes_a_line_for_each_series()
    {
        _px.Input = GoldenFile.Read("find_all.json");

        var run = await _px.RunAsync(
            "report", "--printReport", "csv", "--csvPrintHeaders", "--csvSeparator", ",",
            "--reportHeaderStudyTags", "PatientID,StudyDescription", "--reportHeaderSeriesTags", "Modality",
            "--reportBodySeriesTags", "SeriesDescription");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(
            """
            PatientID,StudyDescription,Modality,SeriesDescription
            TINY003,US ABD/PELVIS (LIMITED),US,Liver & Spleen
            TINY003,US RENAL,US,Kidneys_B-Mode
            TINY002,CT THORAX MIT KM,CT,Lunge 1.0 B60f
            TINY002,CT THORAX MIT KM,CT,Topogram 0.6 T20s
            TINY001,MR BRAIN W/O CONTRAST (3T) / ROUTINE,MR,AX T2 FSE (FS) / 3mm
            TINY001,MR BRAIN W/O CONTRAST (3T) / ROUTINE,MR,Localizer

            """,
            run.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task A_table_lines_up_with_ideographs_in_it()
    {
        var run = await _px.RunAsync("report", "--reportDataFile", GoldenFile.PathOf("find_all.json"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var table = run.Out.Split("\n\n")[0].Split('\n');
        Assert.Contains("│ Yamada^Tarou=山田^太郎=やまだ^たろう ", table[1], StringComparison.Ordinal);
        Assert.Single(table.Select(TextWidth.Of).Distinct());
    }

    [Fact]
    public async Task A_narrow_terminal_gets_a_table_that_fits()
    {
        using var output = new StringWriter();
        var terminal = new Terminal { Out = output, Error = TextWriter.Null, Width = 40 };

        await _px.RunAsync(
            ["report", "--reportDataFile", GoldenFile.PathOf("find_all.json")],
            TestContext.Current.CancellationToken,
            terminal);

        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(TextWidth.Of(line), 0, 40));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(80)]
    [InlineData(40)]
    public async Task Pretty_CSV_fits_the_terminal(int width)
    {
        using var output = new StringWriter();
        var terminal = new Terminal { Out = output, Error = TextWriter.Null, Width = width };

        await _px.RunAsync(
            [
                "report", "--reportDataFile", GoldenFile.PathOf("find_all.json"), "--printReport", "csv",
                "--csvPrettify", "--csvPrintHeaders",
            ],
            TestContext.Current.CancellationToken,
            terminal);

        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(TextWidth.Of(line), 0, width));
        Assert.Contains("Localizer", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_nothing_has_is_told()
    {
        var run = await _px.RunAsync(
            "report", "--reportDataFile", GoldenFile.PathOf("find_all.json"), "--printReport", "csv",
            "--csvPrintHeaders", "--reportHeaderStudyTags", "PatientNmae,PatientID");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(
            "px report: note: nothing that was found has PatientNmae; did you mean PatientName?\n", run.Error);
        Assert.StartsWith("PatientID|Modality|", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CSV_keeps_the_lines_of_a_value_in_quotes()
    {
        _px.Input =
            """
            {"status":"success","command":"","args":{},"data":[
            {"StudyDescription":{"tag":"0008,1030","value":"one\r\ntwo\t\u001b[2J"},
            "series":[{"SeriesDescription":{"tag":"0008,103e","value":"a"}}]}]}
            """;

        var run = await _px.RunAsync("report", "--printReport", "csv");

        Assert.Equal("\"one\ntwo\t\\x1b[2J\"|a|\n", run.Out);
    }

    [Fact]
    public async Task Colours_only_a_terminal()
    {
        string[] arguments =
        [
            "report", "--reportDataFile", GoldenFile.PathOf("find_all.json"), "--printReport", "rawText",
            "--colorize", "dark",
        ];
        using var output = new StringWriter();
        var terminal = new Terminal { Out = output, Error = TextWriter.Null, UsesColour = true, IsInteractive = true };

        var pipe = await _px.RunAsync(arguments);
        await _px.RunAsync(arguments, TestContext.Current.CancellationToken, terminal);

        Assert.DoesNotContain('\x1b', pipe.Out);
        Assert.Contains("\x1b[35m", output.ToString(), StringComparison.Ordinal);
        output.GetStringBuilder().Clear();
        await _px.RunAsync(
            ["report", "--reportDataFile", GoldenFile.PathOf("find_all.json"), "--colorize", "light"],
            TestContext.Current.CancellationToken,
            terminal);
        Assert.Contains("│ \x1b[35mPatientName\x1b[0m ", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tabular")]
    [InlineData("rawText")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task Hostile_values_cannot_steer_the_terminal(string kind)
    {
        _px.Input =
            """
            {"status":"success","command":"","args":{},"data":[{"uid":{"tag":0,"value":0,"label":"uid"},
            "PatientName":{"tag":"0010,0010","value":"a\u001b[2Jb\u009b1m\u0007\r\n\"c\"","label":"PatientName"},
            "series":[{"SeriesDescription":{"tag":"0008,103e","value":"\u001b]0;x\u0007|\u202e",
            "label":"SeriesDescription"}}]}]}
            """;

        var run = await _px.RunAsync("report", "--printReport", kind);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain(run.Out, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task Gives_the_input_again_for_json()
    {
        _px.Input = GoldenFile.Read("find_all.json");

        var run = await _px.RunAsync("report", "--json");

        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(_px.Input).RootElement, JsonDocument.Parse(run.Out).RootElement));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("rawText")]
    [InlineData("tabular")]
    public async Task What_is_empty_is_left_empty_but_for_pypxs_own_tool(string kind)
    {
        _px.Input = """
            {"data": [{"PatientID": {"tag": "0010,0020", "value": "P1", "label": "PatientID"},
                       "PatientAge": {"tag": "0010,1010", "value": "no value provided for 0010,1010",
                                      "label": "PatientAge"}}]}
            """;

        var ours = await _px.RunAsync("report", "--printReport", kind);
        var theirs = await _px.RunAsync("--px-report", "--printReport", kind);

        Assert.Contains("P1", ours.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("no value provided", ours.Out, StringComparison.Ordinal);
        Assert.Contains("no value provided for 0010,1010", theirs.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_why_there_is_nothing_to_report()
    {
        _px.Input = """{"data": []}""";

        Assert.Equal(
            new CliRun(
                ExitCode.Done, "", "px report: note: the query found no study, so there is nothing to report\n"),
            await _px.RunAsync("report"));
    }

    [Fact]
    public async Task Says_that_a_special_attribute_needs_a_status()
    {
        _px.Input = """{"data": [{"PatientID": {"tag": "0010,0020", "value": "P1", "label": "PatientID"}}]}""";

        var run = await _px.RunAsync("report", "--seriesSpecial", "seriesStatus");

        Assert.Equal(
            "px report: note: --seriesSpecial: the input has no status; px find --json --then status puts it there\n",
            run.Error);
    }

    [Theory]
    [InlineData("", "px report: the input is empty; it must be what px find --json prints")]
    [InlineData("hello",
        "px report: the input is broken JSON: see line 1, column 1, or just before")]
    [InlineData("{\"data\":[],\"then\":{\"do\":1,\"do\":2}}",
        "px report: \"do\" stands twice in an object")]
    [InlineData("{}", "px report: this is not what px find --json prints: there is no 'data' in it")]
    public async Task Bad_input_is_one_line_and_its_own_exit_code(string input, string line)
    {
        _px.Input = input;

        var run = await _px.RunAsync("report");

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Equal(line + "\n", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Passes_on_that_the_query_had_failed()
    {
        var run = await _px.RunAsync("report", "--reportDataFile", GoldenFile.PathOf("find_dead_port.json"));

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.StartsWith(
            "px report: the input tells of a query that failed: E: Association", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report --printReport nosuch", 2)]
    [InlineData("report --colorize red", 2)]
    [InlineData("report --seriesSpecial nosuch --reportData {\"data\":[]}", 2)]
    [InlineData("report --reportLayout {", 2)]
    [InlineData("report", 2)]
    [InlineData("report --reportDataFile /nonexistent/found.json", 5)]
    public async Task Refuses_what_it_cannot_do(string words, int exitCode)
    {
        var run = await _px.RunAsync(words.Split(' '));

        Assert.Equal(exitCode, (int)run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }
}
