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
    public async Task Says_whether_a_study_is_all_here()
    {
        await using var bench = await ImportedAsync();
        var series = Path.GetDirectoryName(bench.Tree()[0]);

        var whole = await bench.RunAsync(
            $"px-smdb --logdir /BASEMOUNT/log --xcrdir '/BASEMOUNT/data/{series}' --action endOfStudy");

        Assert.Equal(ExitCode.Done, whole.ExitCode);
        var answer = JsonNode.Parse(whole.Out)!;
        Assert.True((bool)answer["status"]!);
        Assert.Equal("1.2.826.0.1.3680043.10.9999.1.11", (string)answer["endOfStudy"]!["StudyInstanceUID"]!);
        Assert.Equal(6, (int)answer["endOfStudy"]!["received"]!);
    }

    /// <summary>pypx ends with a stack trace for the first, and takes the second.</summary>
    [Theory]
    [InlineData("/BASEMOUNT/log", "/nonexistent/x.dcm", "does not lie below")]
    [InlineData("/BASEMOUNT/log", "/BASEMOUNT/data/x.dcm", "there is no file")]
    [InlineData("/BASEMOUNT/new/log", "/BASEMOUNT/data/FILE", "does not lie below")]
    public async Task Records_no_file_that_is_not_in_its_tree(string log, string file, string error)
    {
        await using var bench = await ImportedAsync();
        file = file.Replace("FILE", bench.Tree()[0], StringComparison.Ordinal);

        var run = await bench.RunAsync(
            $"px-smdb --logdir {log} --xcrdirfile '{file}' --action mapsUpdateForFile");

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.False((bool)JsonNode.Parse(run.Out)!["status"]!);
        Assert.Contains(error, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "px smdb: --action is missing")]
    [InlineData(" --action nosuch", "px smdb: --action: \"nosuch\" is none of ")]
    public async Task An_action_that_does_not_exist_is_a_typing_error(string action, string error)
    {
        await using var bench = await GoldenBench.StartAsync([]);

        var run = await bench.RunAsync("px-smdb --logdir /BASEMOUNT/log" + action);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_keys_that_PACS_QR_writes()
    {
        await using var bench = await GoldenBench.StartAsync([]);
        const string entry = """{"local":{"ip":"127.0.0.1","port":"8080","login":"chris:chris1234"}}""";

        var set = await bench.RunAsync($"px-smdb --logdir /BASEMOUNT/log --action swift --actionArgs '{entry}'");
        var get = await bench.RunAsync("px-smdb --logdir /BASEMOUNT/log --action storage");

        Assert.Equal((ExitCode.Done, ""), (set.ExitCode, set.Error));
        var local = JsonNode.Parse(get.Out)!["storage"]!["local"]!;
        Assert.Equal(
            ("swift", "127.0.0.1", "8080"),
            ((string?)local["storagetype"], (string?)local["ip"], (string?)local["port"]));
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
