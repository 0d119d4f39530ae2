using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>
/// <c>px-repack</c>, case by case as pypx was run: <c>/TINYSET</c> and <c>/EDGESET</c> are the two sets of files.
/// </summary>
public sealed class PxRepackGolden
{
    public static TheoryData<string> Cases =>
        [.. GoldenFile.Json("px-repack.json").AsArray().Select(one => (string)one!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Files_go_where_pypx_put_them(string name)
    {
        var one = GoldenFile.Json("px-repack.json").AsArray().Single(one => (string)one!["name"]! == name)!;
        await using var bench = await GoldenBench.StartAsync([]);

        var run = await bench.RunAsync(Localised((string)one["command"]!));

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(one["tree"]!.AsArray().Select(path => (string)path!), bench.Tree());
        if (((string)one["command"]!).Contains("verbosity 0", StringComparison.Ordinal))
        {
            Assert.Equal("", run.Out);
        }
        else
        {
            var filed = JsonNode.Parse(run.Out)!["run"]!.AsArray().Count(file => (bool)file!["status"]!);
            Assert.Equal(one["tree"]!.AsArray().Count, filed);
        }
    }

    [Fact]
    public async Task Tells_of_a_file_what_pypx_tells()
    {
        await using var bench = await GoldenBench.StartAsync([]);

        var run = await bench.RunAsync(Localised(
            "px-repack --xcrdir /TINYSET --xcrfile TINY001_ST1_SE1_IM0001.dcm --logdir /BASEMOUNT/log "
            + "--datadir /BASEMOUNT/data --verbosity 1"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        const string read = "$.run[0].d_DICOMfile_save.d_DICOMfile_read.d_DICOM";
        SameMeaning.Assert(
            GoldenFile.Json("px-repack_singlefile.json"),
            Stable(JsonNode.Parse(run.Out), bench.BaseMount),
            // What pypx says too little of, and the file has no pixel data here.
            [
                "$.run[0].d_mapsUpdate.status", "$.run[0].d_mapsUpdate.d_studyData_process.d_studySeries",
                $"{read}.str_raw", $"{read}.str_json", $"{read}.l_tagRaw",
            ]);
        var wanted = GoldenFile.Json("px-repack_singlefile.json")["run"]![0]!["d_DICOMfile_save"]!["d_DICOMfile_read"]!;
        var given = JsonNode.Parse(run.Out)!["run"]![0]!["d_DICOMfile_save"]!["d_DICOMfile_read"]!;
        Assert.Equal(Dump(wanted), Dump(given));
        Assert.True(JsonNode.DeepEquals(Inner(wanted), Inner(given)));

        static JsonNode? Inner(JsonNode json) => JsonNode.Parse((string)json["d_DICOM"]!["str_json"]!);
    }

    [Fact]
    public async Task Tells_of_a_file_that_is_not_there_what_pypx_tells()
    {
        await using var bench = await GoldenBench.StartAsync([]);

        var run = await bench.RunAsync(Localised(
            "px-repack --xcrdirfile /TINYSET/nosuch.dcm --logdir /BASEMOUNT/log --datadir /BASEMOUNT/data"));

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Contains("there is no file or directory", run.Error, StringComparison.Ordinal);
        const string error = "$.run[0].d_DICOMfile_save.d_DICOMfile_read.d_DICOMprocess.prior.prior.error";
        SameMeaning.Assert(
            GoldenFile.Json("px-repack_missing.json"),
            Stable(JsonNode.Parse(run.Out), bench.BaseMount),
            [$"{error}.cwd", $"{error}.message"]);
    }

    [Fact]
    public async Task Tells_of_a_source_that_it_removed_what_pypx_tells()
    {
        await using var bench = await GoldenBench.StartAsync([]);
        var file = Path.Combine(bench.BaseMount, "flat2", "one.dcm");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(GoldenArchive.Files("tiny")[0], file);
        var bad = bench.Px.File("flat2/two.dcm", "no DICOM at all, but a good many words that somebody may still need");

        var run = await bench.RunAsync("px-repack --xcrdir /BASEMOUNT/flat2 --parseAllFilesWithSubStr dcm "
            + "--logdir /BASEMOUNT/log --datadir /BASEMOUNT/data --cleanup");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        var cleanups = JsonNode.Parse(run.Out)!["run"]!.AsArray().Select(one => one!["cleanup"]!)
            .OrderByDescending(cleanup => (bool)cleanup["status"]!).ToList();
        SameMeaning.Assert(
            new JsonObject { ["status"] = true, ["error"] = "", ["message"] = $"{file} successfully deleted" },
            cleanups[0]);
        Assert.Equal(
            (false, $"{bad} was left alone"), ((bool)cleanups[1]["status"]!, (string)cleanups[1]["message"]!));
        Assert.NotEqual("", (string)cleanups[1]["error"]!);
        Assert.Equal([bad], Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task An_empty_directory_is_no_success_and_no_failure()
    {
        await using var bench = await GoldenBench.StartAsync([]);
        Directory.CreateDirectory(Path.Combine(bench.BaseMount, "empty"));

        var run = await bench.RunAsync("px-repack --xcrdir /BASEMOUNT/empty --parseAllFilesWithSubStr dcm "
            + "--logdir /BASEMOUNT/log --datadir /BASEMOUNT/data");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"status":false,"run":[]}"""), JsonNode.Parse(run.Out)));
    }

    [Theory]
    [InlineData("no DICOM at all, but a good many words that somebody may still need")]
    [InlineData("")]
    public async Task Cleaning_up_leaves_what_was_not_filed(string content)
    {
        await using var bench = await GoldenBench.StartAsync([]);
        var bad = bench.Px.File("in/bad.dcm", content);
        var whole = File.ReadAllBytes(GoldenArchive.Files("tiny")[0]);
        var cut = Path.Combine(bench.BaseMount, "in", "cut.dcm");
        await File.WriteAllBytesAsync(cut, whole[..^20], TestContext.Current.CancellationToken);

        var run = await bench.RunAsync("px-repack --xcrdir /BASEMOUNT/in --parseAllFilesWithSubStr dcm "
            + "--logdir /BASEMOUNT/log --datadir /BASEMOUNT/data --cleanup");

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Equal([bad, cut], Directory.GetFiles(Path.Combine(bench.BaseMount, "in")).Order(StringComparer.Ordinal));
        Assert.Empty(bench.Tree());
        Assert.False((bool)JsonNode.Parse(run.Out)!["status"]!);
    }

    /// <summary>A dump without what says which file it is, and without pixel data.</summary>
    private static string[] Dump(JsonNode read) =>
    [
        .. ((string)read["d_DICOM"]!["str_raw"]!).Split('\n')
            .Where(line => !line.StartsWith("(0002,", StringComparison.Ordinal)
                && !line.StartsWith("(7fe0,", StringComparison.Ordinal)),
    ];

    private static string Localised(string command) => command
        .Replace("/TINYSET", Path.GetDirectoryName(GoldenArchive.Files("tiny")[0]), StringComparison.Ordinal)
        .Replace("/EDGESET", Path.GetDirectoryName(GoldenArchive.Files("edge")[0]), StringComparison.Ordinal);

    private static JsonNode? Stable(JsonNode? node, string baseMount) =>
        StableJson.Of(node, baseMount, text => text.Replace(
            Path.GetDirectoryName(GoldenArchive.Files("tiny")[0])!, "/TINYSET", StringComparison.Ordinal));
}
