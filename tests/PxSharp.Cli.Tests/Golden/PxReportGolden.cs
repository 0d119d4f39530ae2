using System.Text.Json.Nodes;
using PxSharp.Cli.Parsing;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>
/// <c>px-report</c>, case by case as pypx was run. <c>/REPORT</c> holds what px-find had printed. Modality, which pypx
/// drops, is left out; its lines without a series and its headings, which come again for each study, are too.
/// </summary>
public sealed class PxReportGolden
{
    private const string Headings = "--csvPrintHeaders";
    private const string Nothing = """{"status": "success", "data": []}""";

    private const string Refused = """
        {"status": "error", "command": "/usr/bin/findscu", "returncode": 0,
        "data": "E: Association Request Failed: 0006:031c TCP Initialization Error: Connection refused\n"}
        """;

    public static TheoryData<string> Cases =>
        [.. GoldenFile.Json("px-report.json").AsArray().Select(one => (string)one!["name"]!)];

    public static TheoryData<string> PipedCases =>
        [.. GoldenFile.Json("px-report_pipe.json").AsArray().Select(one => (string)one!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Reports_what_pypx_reported(string name)
    {
        var one = GoldenFile.Json("px-report.json").AsArray().Single(one => (string)one!["name"]! == name)!;
        using var px = new CliBench { CalledAs = "px-report" };
        var command = ((string)one["command"]!)
            .Replace("/REPORT", GoldenFile.PathOf("report"), StringComparison.Ordinal);
        if (one["rows"] is not null && !command.Contains(Headings, StringComparison.Ordinal))
        {
            command = $"{command} {Headings}";
        }

        var words = ShellWords.Split(command);
        AssertReported(one, words, await px.RunAsync(words[1..]));
    }

    /// <remarks>
    /// The simulated PACS keeps another order, and gives no PerformedStationAETitle, which is a key of series, at
    /// STUDY level: the rows stand sorted in the file, without it.
    /// </remarks>
    [Theory]
    [MemberData(nameof(PipedCases))]
    public async Task Reports_what_px_find_pipes_into_it(string name)
    {
        var one = GoldenFile.Json("px-report_pipe.json").AsArray().Single(one => (string)one!["name"]! == name)!;
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        var command = (string)one["command"]!;
        if (one["rows"] is not null && !command.Contains(Headings, StringComparison.Ordinal))
        {
            command = $"{command} {Headings}";
        }

        var found = await bench.RunAsync(
            "px-find --aet CHRISLOCAL --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4342 --db /BASEMOUNT/log --json "
            + (string)one["query"]!);

        AssertReported(
            one, ShellWords.Split(command), await bench.PipeAsync(found.Out, command), isSorted: true);
    }

    /// <summary>pypx prints the payload, or nothing, or a stack trace, and may end with 0.</summary>
    [Theory]
    [InlineData("px-report --reportDataFile /nonexistent.json", null, 5,
        "px report: there is no file /nonexistent.json")]
    [InlineData("px-report --printReport csv", "hello\n", 5, "px report: the input is broken JSON: ")]
    [InlineData("px-report --printReport csv", "", 5, "px report: the input is empty")]
    [InlineData("px-report --printReport nosuch", Nothing, 2, "px report: --printReport: \"nosuch\"")]
    [InlineData("px-report --printReport csv", Refused, 5, "px report: ")]
    [InlineData("px-report --printReport json", Refused, 5, "px report: ")]
    [InlineData("px-report --printReport rawText", Refused, 5, "px report: ")]
    public async Task What_cannot_be_reported_is_one_line(
        string command, string? input, int exitCode, string error)
    {
        using var px = new CliBench { Input = input };

        var run = await px.RunAsync(["report", .. ShellWords.Split(command)[1..]]);

        Assert.Equal((exitCode, ""), ((int)run.ExitCode, run.Out));
        Assert.StartsWith(error, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        if (input == Refused)
        {
            Assert.Contains("Connection refused", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_kind_it_is_a_table_and_with_json_the_input_again()
    {
        using var px = new CliBench();
        string[] command = ["report", "--reportDataFile", GoldenFile.PathOf("report/json_all.json")];

        var plain = await px.RunAsync(command);
        var table = await px.RunAsync([.. command, "--printReport", "tabular"]);
        var again = await px.RunAsync([.. command, "--json"]);

        Assert.Equal(table, plain);
        Assert.True(JsonNode.DeepEquals(GoldenFile.Json("report/json_all.json"), JsonNode.Parse(again.Out)));
    }

    private static void AssertReported(JsonNode one, List<string> words, CliRun run, bool isSorted = false)
    {
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        if (one["answer"] is { } answer)
        {
            SameMeaning.Assert(answer, JsonNode.Parse(run.Out), ["$[*].header.Modality"]);
        }
        else if (one["fields"] is { } fields)
        {
            Assert.Equal(fields.AsArray().Select(Cells), Fields(run.Out).Where(field => field[0] != "Modality"));
        }
        else
        {
            var separator = words.Contains("--csvPrettify") ? "│" : words.Contains(",") ? "," : "|";
            var rows = Rows(run.Out, separator);
            if (isSorted)
            {
                rows.Sort((left, right) => string.CompareOrdinal(string.Join('\n', left), string.Join('\n', right)));
            }

            Assert.Equal(one["rows"]!.AsArray().Select(Cells), rows);
        }
    }

    [Theory]
    [InlineData("tabular")]
    [InlineData("rawText")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task Reads_it_from_a_pipe_too(string kind)
    {
        using var px = new CliBench();
        var path = GoldenFile.PathOf("report/json_all.json");
        var file = await px.RunAsync("report", "--reportDataFile", path, "--printReport", kind);
        px.Input = File.ReadAllText(path);

        var pipe = await px.RunAsync("report", "--printReport", kind);
        var option = await px.RunAsync("report", "--reportData", px.Input, "--printReport", kind);

        Assert.Equal(file.Out, pipe.Out);
        Assert.Equal(file.Out, option.Out);
        Assert.NotEmpty(file.Out);
    }

    private static string[] Cells(JsonNode? row) => [.. row!.AsArray().Select(cell => (string)cell!)];

    /// <summary>Keyword and value of each line of a table or of plain text.</summary>
    private static IEnumerable<string[]> Fields(string output) => output.Split('\n')
        .Select(line => line.Split('│') is [_, .. var cells, _]
            ? [cells[0].Trim(), string.Join('│', cells[1..]).Trim()]
            : line.Trim().Split(' ', 2) is [var keyword, var value] ? [keyword, value.Trim()] : Array.Empty<string>())
        .Where(field => field.Length == 2);

    private static List<string[]> Rows(string output, string separator)
    {
        var lines = output.Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('┌') && !line.StartsWith('├') && !line.StartsWith('└'))
            .Select(line => separator == "│" ? line.Trim('│') : line)
            .ToArray();
        var headings = lines[0].Split(separator).Select(cell => cell.Trim()).ToArray();
        var rows = new List<string[]>();
        foreach (var line in lines[1..])
        {
            // The one column that holds the separator is the last.
            var cells = line.Split(separator, headings.Length).Select(cell => cell.Trim());
            rows.Add([.. cells.Where((_, column) => headings[column] != "Modality")]);
        }

        return rows;
    }
}
