using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>
/// <c>px-report</c>, case by case as pypx was run. <c>/REPORT</c> holds what px-find had printed. Modality, which pypx
/// drops, is left out; its lines without a series and its headings, which come again for each study, are too.
/// </summary>
public sealed class PxReportGolden
{
    private const string Headings = "--csvPrintHeaders";

    public static TheoryData<string> Cases =>
        [.. GoldenFile.Json("px-report.json").AsArray().Select(one => (string)one!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Reports_what_pypx_reported(string name)
    {
        var one = GoldenFile.Json("px-report.json").AsArray().Single(one => (string)one!["name"]! == name)!;
        using var px = new CliBench();
        var command = ((string)one["command"]!)
            .Replace("/REPORT", GoldenFile.PathOf("report"), StringComparison.Ordinal);
        if (one["rows"] is not null && !command.Contains(Headings, StringComparison.Ordinal))
        {
            command = $"{command} {Headings}";
        }

        var words = ShellWords.Of(command);
        var run = await px.RunAsync(["report", .. words[1..]]);

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
            Assert.Equal(one["rows"]!.AsArray().Select(Cells), Rows(run.Out, separator));
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
