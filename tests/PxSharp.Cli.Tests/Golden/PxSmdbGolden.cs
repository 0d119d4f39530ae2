using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary><c>px-smdb</c> and pypx's JSON tree, as pypx left them after it had retrieved the tiny set.</summary>
public sealed class PxSmdbGolden
{
    [Fact]
    public async Task Answers_what_pypx_answered()
    {
        await using var bench = await ImportedAsync();

        foreach (var one in GoldenFile.Json("px-smdb.json").AsArray())
        {
            var run = await bench.RunAsync((string)one!["command"]!);

            Assert.True(
                (int)run.ExitCode == ((int?)one["exitCode"] ?? 0),
                $"{one["name"]} ended with {run.ExitCode}: {run.Error}");
            var answer = JsonNode.Parse(run.Out)!.AsObject();
            if ((string?)one["difference"] == "the error says why")
            {
                Assert.NotEmpty((string)answer["error"]!);
            }

            SameMeaning.Assert(
                StableJson.Of(one["answer"]),
                StableJson.Of(answer, bench.BaseMount),
                one["exitCode"] is null ? [] : ["$.error", "$.error_message"]);
        }
    }

    [Fact]
    public async Task Goes_through_all_files_of_a_patient()
    {
        await using var bench = await ImportedAsync();

        var run = await bench.RunAsync(
            "px-smdb --logdir /BASEMOUNT/log --action mapsUpdateForPatient --actionArgs TINY001");

        var answer = JsonNode.Parse(run.Out)!.AsObject();
        Assert.True((bool)answer["status"]!);
        Assert.True((bool)answer["d_imageInfo"]!["status"]!);
        var files = answer.Where(member => member.Key.EndsWith(".dcm", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            bench.Tree().Where(path => path.StartsWith("TINY001", StringComparison.Ordinal)),
            files.Select(file => Path.GetRelativePath(Path.Combine(bench.BaseMount, "data"), file.Key)));
        Assert.All(files, file => Assert.True((bool)file.Value!["mapsUpdateForFile"]!["status"]!));
    }

    [Fact]
    public async Task Names_what_is_gone_and_records_what_is_new()
    {
        await using var bench = await ImportedAsync();
        var files = bench.Tree().Where(path => path.StartsWith("TINY001", StringComparison.Ordinal))
            .Select(path => Path.Combine(bench.BaseMount, "data", path)).ToArray();
        var aside = files[0] + ".dcm";
        File.Move(files[0], aside);
        File.Delete(files[1]);

        var run = await bench.RunAsync(
            "px-smdb --logdir /BASEMOUNT/log --action mapsUpdateForPatient --actionArgs TINY001");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        var answer = JsonNode.Parse(run.Out)!.AsObject();
        Assert.False((bool)answer["status"]!);
        Assert.Equal("the file is recorded and gone", (string)answer[files[0]]!["error"]!);
        Assert.Equal("the file is recorded and gone", (string)answer[files[1]]!["error"]!);
        Assert.True((bool)answer[aside]!["status"]!);
        Assert.StartsWith($"px smdb: {files[0]}: the file is recorded and gone", run.Error, StringComparison.Ordinal);
        var export = await bench.RunAsync("px-smdb export /BASEMOUNT/again --db /BASEMOUNT/log");
        Assert.Equal($"px smdb export: {files[1]}: the file is recorded and gone\n", export.Error);
    }

    [Fact]
    public async Task Exports_what_it_imported()
    {
        await using var bench = await ImportedAsync();

        var status = await bench.RunAsync(
            "px-status --db /BASEMOUNT/log --json --SeriesInstanceUID 1.2.826.0.1.3680043.10.9999.1.22.2001");
        var export = await bench.RunAsync("px-smdb export /BASEMOUNT/again --db /BASEMOUNT/log");

        Assert.Equal(ExitCode.Done, status.ExitCode);
        Assert.Equal(2, (int)JsonNode.Parse(status.Out)!["images"]!["requested"]!["count"]!);
        Assert.Equal(ExitCode.Done, export.ExitCode);
        Assert.Equal("3 patients, 4 studies, 6 series, 12 images, 0 service files\n", export.Out);
        AssertTree(Path.Combine(bench.BaseMount, "again"), bench.BaseMount);
    }

    /// <summary>A BASEMOUNT as pypx left it, taken over.</summary>
    private static async Task<GoldenBench> ImportedAsync()
    {
        var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        var files = Path.GetDirectoryName(GoldenArchive.Files("tiny")[0]);
        await bench.RunAsync($"px-repack {files} --logdir /BASEMOUNT/other/log --datadir /BASEMOUNT/data");
        foreach (var (path, content) in GoldenFile.Json("basemount-tiny.json").AsObject())
        {
            bench.Px.File(path, content!.ToJsonString());
        }

        var import = await bench.RunAsync("px-smdb import /BASEMOUNT");

        Assert.Equal(ExitCode.Done, import.ExitCode);
        Assert.StartsWith(
            "12 files\n12 instances recorded, 6 retrieves of pypx, 0 problems\n", import.Out, StringComparison.Ordinal);
        return bench;
    }

    private static void AssertTree(string directory, string baseMount)
    {
        var tables = GoldenFile.Json("basemount-tiny.json").AsObject();
        Assert.Equal(
            tables.Select(table => table.Key),
            Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(directory, path)).Order(StringComparer.Ordinal));
        foreach (var (path, expected) in tables)
        {
            var table = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, path)));
            SameMeaning.Assert(
                StableJson.Of(AnyImage(expected)), StableJson.Of(AnyImage(table), baseMount), ["$.command.command"]);
        }
    }

    /// <summary>The tags of a series are those of any of its images.</summary>
    private static JsonNode? AnyImage(JsonNode? table)
    {
        foreach (var (_, series) in table!.AsObject())
        {
            if ((series as JsonObject)?["DICOM"] is JsonObject tags)
            {
                tags.Remove("InstanceNumber");
                tags.Remove("SOPInstanceUID");
                tags.Remove("ImagePositionPatient");
            }
        }

        return table;
    }
}
