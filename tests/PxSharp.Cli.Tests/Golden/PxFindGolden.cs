using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary><c>px-find --json</c>, case by case as pypx was run.</summary>
public sealed class PxFindGolden
{
    private static readonly JsonNode Archive = Found();

    public static TheoryData<string> Cases =>
        [.. GoldenFile.Json("px-find.json").AsArray().Select(one => (string)one!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Finds_what_pypx_found(string name)
    {
        var one = GoldenFile.Json("px-find.json").AsArray().Single(one => (string)one!["name"]! == name)!;
        await using var bench = await GoldenBench.StartAsync(
            name.StartsWith("px-find-edge", StringComparison.Ordinal) ? GoldenArchive.Edge : GoldenArchive.Tiny);

        var command = (string)one["command"]!;
        var mayLack = command.Contains("--QueryReturnTags", StringComparison.Ordinal);
        var run = await bench.RunAsync(command);

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var printed = JsonNode.Parse(run.Out)!.AsObject();
        Assert.Equal("success", (string)printed["status"]!);
        var studies = printed["data"]!.AsArray().ToDictionary(study => ValueOf(study!, "StudyInstanceUID"));
        if (one["finds"] is JsonObject wanted)
        {
            Assert.Equal(["args", "command", "data", "status"], printed.Select(member => member.Key).Order());
            Assert.Equal(wanted.Select(study => study.Key).Order(), studies.Keys.Order());
            Assert.All(wanted, study => AssertStudy(
                study.Key, [.. study.Value!.AsArray().Select(uid => (string)uid!)], studies[study.Key]!, mayLack));
        }
        else
        {
            // With --StudyOnly.
            Assert.Equal(["command", "data", "returncode", "status"], printed.Select(member => member.Key).Order());
            Assert.Equal(one["finds"]!.AsArray().Select(uid => (string)uid!).Order(), studies.Keys.Order());
            Assert.All(studies, study => AssertTags(Archive[study.Key]!["study"]!, study.Value!, mayLack));
            Assert.All(studies.Values, study => Assert.Null(study!["series"]));
            Assert.Equal(0, (int)printed["returncode"]!);
        }
    }

    private static void AssertStudy(string uid, string[] series, JsonNode study, bool mayLack)
    {
        AssertOwn(study["uid"]!, "uid");
        AssertTags(Archive[uid]!["study"]!, study, mayLack);
        var found = study["series"]!.AsArray().ToDictionary(one => ValueOf(one!, "SeriesInstanceUID"));
        Assert.Equal(series.Order(), found.Keys.Order());
        foreach (var (seriesUID, one) in found)
        {
            AssertTags(Archive[uid]!["series"]![seriesUID]!, one!, mayLack);
            AssertOwn(one!["uid"]!, "uid");
            AssertOwn(one["label"]!, "RetrieveLevel", "SERIES");
            AssertOwn(one["status"]!, "status", "success");
            AssertOwn(one["command"]!, "command");
            Assert.Contains(
                $"-k \"StudyInstanceUID={uid}\"", (string)one["command"]!["value"]!, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Each attribute that pypx printed at this level has the same value; only those asked for need be there.
    /// </summary>
    private static void AssertTags(JsonNode expected, JsonNode actual, bool mayLack)
    {
        foreach (var (keyword, value) in expected.AsObject())
        {
            if (actual[keyword] is not { } tag)
            {
                Assert.True(mayLack, $"{keyword} is missing");
                continue;
            }

            Assert.Equal(["label", "tag", "value"], tag.AsObject().Select(member => member.Key).Order());
            Assert.Equal(keyword, (string)tag["label"]!);
            Assert.Matches("^[0-9a-f]{4},[0-9a-f]{4}$", (string)tag["tag"]!);
            Assert.Equal(value!.GetValue<string>(), (string)tag["value"]!);
        }

        Assert.Contains("QueryRetrieveLevel", actual.AsObject().Select(member => member.Key));
    }

    private static void AssertOwn(JsonNode member, string label, string? value = null)
    {
        Assert.Equal(0, (int)member["tag"]!);
        Assert.Equal(label, (string)member["label"]!);
        if (value is not null)
        {
            Assert.Equal(value, (string)member["value"]!);
        }
    }

    private static string ValueOf(JsonNode item, string keyword) => (string)item[keyword]!["value"]!;

    private static JsonObject Found()
    {
        var both = new JsonObject();
        foreach (var set in (string[])["tiny", "edge"])
        {
            foreach (var (uid, study) in GoldenFile.Json($"found/{set}.json").AsObject())
            {
                both.Add(uid, study!.DeepClone());
            }
        }

        return both;
    }
}
