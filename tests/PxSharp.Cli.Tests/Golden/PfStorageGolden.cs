using System.Text.Json.Nodes;
using PxSharp.Cli.Help;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary><c>pfstorage</c>, case by case as pypx was run.</summary>
public sealed class PfStorageGolden
{
    [Fact]
    public async Task A_store_that_is_not_there_is_told_as_pypx_tells_it_and_by_the_exit_code()
    {
        await using var bench = await GoldenBench.StartAsync([]);
        bench.Px.Clock = new HastyTime();
        var one = Case("ls_noserver");

        var run = await bench.RunAsync((string)one["command"]!);

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        var answer = JsonNode.Parse(run.Out)!;
        SameMeaning.Assert(one["json"], answer, ["$.lsError"]);
        Assert.Contains("Connection refused", (string)answer["lsError"]!, StringComparison.Ordinal);
        Assert.Equal($"px pfstorage: {answer["lsError"]}\n", run.Error);
        Assert.DoesNotContain("testing", run.Error + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_ours()
    {
        await using var bench = await GoldenBench.StartAsync([]);

        var run = await bench.RunAsync((string)Case("help_version")["command"]!);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(ProductVersion.Line + "\n", run.Out);
    }

    private static JsonNode Case(string name) =>
        GoldenFile.Json("pfstorage.json").AsArray().Single(one => (string)one!["name"]! == $"pfstorage/{name}")!;
}
