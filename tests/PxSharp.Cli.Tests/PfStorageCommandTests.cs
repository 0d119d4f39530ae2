using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class PfStorageCommandTests : IDisposable
{
    private const string List = """{"action": "ls", "args": {"path": "", "retSpec": ["name"]}}""";

    private readonly CliBench _px = new() { CalledAs = "pfstorage" };

    public PfStorageCommandTests()
    {
        _px.File("store/a/1", "one");
        _px.File("services/storage.json", $$$"""
            {
                "files": {"storagetype": "fs", "storepath": "{{{Store}}}"},
                "s3": {"storagetype": "s3", "endpoint": "http://127.0.0.1:1", "login": "me", "bucket": "b",
                    "secret": "a secret that nobody sees"}
            }
            """);
    }

    private string Store => Path.Combine(_px.BaseMount, "store");

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Takes_the_store_by_its_key_or_by_its_directory()
    {
        string[][] stores = [
            ["--swift", "files"],
            ["--swift", "files", "--type", "fs"],
            ["--storeBaseLocation", Store],
            ["--storeBaseLocation", Store, "--type", "fs"],
            // As pypx has it: a directory is taken wherever one is given.
            ["--storeBaseLocation", Store, "--type", "swift", "--swiftIP", "127.0.0.1"],
        ];
        foreach (var store in stores)
        {
            var run = await _px.RunAsync(["--do", List, .. store]);

            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
            Assert.Equal(
                Path.Combine(Store, "a/1"), (string)JsonNode.Parse(run.Out)!["ls"]!.AsArray().Single()!["name"]!);
        }
    }

    [Fact]
    public async Task Takes_the_action_in_each_way()
    {
        _px.Input = List;
        string[][] ways =
        [
            ["--do", List],
            ["--do", "-"],
            ["--doFile", _px.File("do.json", List)],
            ["--action", "ls", "--args", """{"retSpec": ["name"]}"""],
            ["--JSONargs", new JsonObject { ["do"] = List }.ToJsonString()],
        ];
        foreach (var way in ways)
        {
            var run = await _px.RunAsync([.. way, "--swift", "files", "--json"]);

            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
            Assert.True((bool)JsonNode.Parse(run.Out)!["status"]!);
        }
    }

    [Fact]
    public async Task Takes_the_store_from_what_another_tool_was_told()
    {
        var upstream = new JsonObject
        {
            ["args"] = new JsonObject { ["str_storeBaseLocation"] = Store, ["PatientID"] = "1" },
        }.ToJsonString();

        var text = await _px.RunAsync("--do", List, "--upstream", upstream);
        var file = await _px.RunAsync("--do", List, "--upstreamFile", _px.File("up.json", upstream));

        Assert.Equal((ExitCode.Done, ExitCode.Done), (text.ExitCode, file.ExitCode));
        Assert.Equal(text.Out, file.Out);
    }

    [Fact]
    public async Task Takes_what_another_tool_was_told_also_where_it_is_no_Unicode()
    {
        var upstream = $$$"""{"args": {"str_storeBaseLocation": "{{{Store}}}", "\udc80": "\udc80"}}""";

        var run = await _px.RunAsync("--do", List, "--upstreamFile", _px.File("up.json", upstream));

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Refuses_what_another_tool_was_told_where_a_name_stands_twice()
    {
        var run = await _px.RunAsync("--do", List, "--upstream", """{"args": {"a": 1, "a": 2}}""");

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Contains("JSON is broken: \"a\" stands twice in an object", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_fetches_and_removes_with_pypx_s_answers()
    {
        var into = Path.Combine(_px.BaseMount, "out");

        var put = await DoAsync("objPut", new JsonObject
        {
            ["localpath"] = Path.Combine(Store, "a"),
            ["toLocation"] = "copy",
            ["mapLocationOver"] = Path.Combine(Store, "a"),
        });
        var got = await DoAsync("objPull", new JsonObject { ["fromLocation"] = "copy", ["toLocation"] = into });
        var removed = await DoAsync("rmtree", new JsonObject { ["path"] = "copy" });

        Assert.Equal(Path.Combine(Store, "copy/1"), (string)put["objectFileList"]![0]!);
        Assert.Equal(Path.Combine(into, "1"), (string)got["localFileList"]![0]!);
        Assert.Equal("one", await File.ReadAllTextAsync(
            Path.Combine(into, "1"), TestContext.Current.CancellationToken));
        Assert.Equal(Path.Combine(Store, "copy/1"), (string)removed["dellist"]![0]!);
    }

    [Fact]
    public async Task A_status_that_is_false_is_an_exit_code_and_a_line_too()
    {
        var run = await _px.RunAsync(
            "--do", """{"action": "ls", "args": {"path": "nowhere"}}""", "--swift", "files");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.False((bool)JsonNode.Parse(run.Out)!["status"]!);
        Assert.Equal(
            $"px pfstorage: there is no object in file://{Store} whose name begins with 'nowhere'\n", run.Error);
    }

    [Fact]
    public async Task Is_silent_when_told_so_unless_the_answer_is_asked_for()
    {
        var silent = await _px.RunAsync("--do", List, "--swift", "files", "-v", "0");
        var asked = await _px.RunAsync("--do", List, "--swift", "files", "-v", "0", "--json");

        Assert.Equal((ExitCode.Done, "", ""), (silent.ExitCode, silent.Out, silent.Error));
        Assert.True((bool)JsonNode.Parse(asked.Out)!["status"]!);
    }

    [Theory]
    [InlineData("what is to be done?", "--swift", "files")]
    [InlineData("not both", "--do", List, "--action", "ls", "--swift", "files")]
    [InlineData("which store?", "--do", List)]
    [InlineData("--type: \"nfs\"", "--do", List, "--type", "nfs")]
    [InlineData("--type fs: which directory?", "--do", List, "--type", "fs")]
    [InlineData("of another kind", "--do", List, "--type", "swift", "--swift", "files")]
    [InlineData("not both", "--do", List, "--swift", "files", "--storeBaseLocation", "x")]
    [InlineData("--swiftLogin is missing", "--do", List, "--type", "s3", "--swiftIP", "x")]
    [InlineData("set $PX_STORAGE_SECRET", "--do", List, "--type", "s3", "--swiftIP", "x", "--swiftLogin", "me")]
    [InlineData("there is no action 'lss'", "--action", "lss", "--swift", "files")]
    [InlineData("broken JSON", "--do", "{", "--swift", "files")]
    public async Task Refuses_in_one_line_what_cannot_be(string why, params string[] words)
    {
        var run = await _px.RunAsync(words);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_one_line_and_exit_code_5()
    {
        _px.Input = "{";
        string[][] inputs =
        [
            ["--do", "-"],
            ["--doFile", _px.File("broken.json", "[1,")],
            ["--doFile", "/no/such/file"],
            ["--do", List, "--upstream", "{}"],
            ["--do", List, "--upstream", "nonsense"],
        ];
        foreach (var input in inputs)
        {
            var run = await _px.RunAsync([.. input, "--swift", "files"]);

            Assert.Equal((ExitCode.BadData, ""), (run.ExitCode, run.Out));
            Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        }
    }

    [Fact]
    public async Task No_secret_is_told()
    {
        _px.Clock = new HastyTime();
        _px["PX_STORAGE_SECRET"] = "another that nobody sees";

        var run = await _px.RunAsync("--do", List, "--type", "s3", "--swift", "s3", "-v", "2");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.DoesNotContain("nobody sees", run.Out + run.Error, StringComparison.Ordinal);
    }

    private async Task<JsonNode> DoAsync(string action, JsonObject arguments)
    {
        var run = await _px.RunAsync("--action", action, "--args", arguments.ToJsonString(), "--swift", "files");
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        return JsonNode.Parse(run.Out)!;
    }
}
