using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class StorageCommandTests : IDisposable
{
    private readonly CliBench _px = new();

    public StorageCommandTests() => _px.File("services/storage.json", $$$"""
        {
            "files": {"storagetype": "fs", "storepath": "{{{Store}}}"},
            "swift": {"storagetype": "swift", "ip": "127.0.0.1", "port": "{{{PacsBench.DeadPort()}}}",
                "login": "chris:chris1234", "secret": "a secret that nobody sees"}
        }
        """);

    private string Store => Path.Combine(_px.BaseMount, "store");

    private string In => Path.Combine(_px.BaseMount, "in");

    private string Out => Path.Combine(_px.BaseMount, "out");

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task A_tree_goes_in_and_comes_out_and_goes()
    {
        Files(("in/1", "one"), ("in/deep/2", "two"));

        var put = await RunAsync("put", In, "a/b");
        var list = await RunAsync("ls");
        var got = await RunAsync("get", "a/b", Out);
        var removed = await RunAsync("rm", "--tree", "a/b");
        var nothing = await RunAsync("ls");

        Assert.Equal((ExitCode.Done, $"stored 2 objects (6 bytes) in file://{Store}\n", ""), Of(put));
        Assert.Equal((ExitCode.Done, "  6 bytes  2 objects         a/\n", ""), Of(list));
        Assert.Equal((ExitCode.Done, $"fetched 2 objects (6 bytes) from file://{Store}\n", ""), Of(got));
        Assert.Equal("two", await File.ReadAllTextAsync(
            Path.Combine(Out, "deep/2"), TestContext.Current.CancellationToken));
        Assert.Equal((ExitCode.Done, $"removed 2 objects from file://{Store}\n", ""), Of(removed));
        Assert.Equal(
            (ExitCode.Done, "", $"px storage ls: there is nothing in file://{Store}\n"), Of(nothing));
    }

    [Fact]
    public async Task A_tree_that_cannot_go_as_a_whole_says_how_much_of_it_went()
    {
        // No object can have the last name, so that it cannot be removed.
        Files([.. Enumerable.Range(0, 40).Select(number => ($"store/a/{number:00}", "x")), ("store/a/z\u0001", "x")]);

        var run = await RunAsync("rm", "--tree", "a");

        var gone = 41 - Directory.GetFiles(Path.Combine(Store, "a")).Length;
        Assert.NotInRange(gone, 0, 1);
        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Contains($"({gone} objects were removed before)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_one_level_or_every_object()
    {
        Files(("store/a/1", "one"), ("store/a/b/2", "two"), ("store/c", "c"));

        var level = Names(await RunAsync("ls", "a"));
        var all = Names(await RunAsync("ls", "-r"));
        var json = (await RunAsync("ls", "a", "--json")).Out.TrimEnd('\n').Split('\n')
            .Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

        Assert.Equal(["a/1", "a/b/"], level);
        Assert.Equal(["a/1", "a/b/2", "c"], all);
        Assert.Equal(["object", "bytes", "md5", "modified"], json[0].Select(member => member.Key));
        Assert.Equal("""{"directory":"a/b/","objects":1,"bytes":3}""", json[1].ToJsonString());
    }

    [Fact]
    public async Task What_has_other_content_is_kept_unless_forced()
    {
        Files(("in/1", "new"), ("store/in/1", "old"));

        var kept = await RunAsync("put", In);
        var lost = await RunAsync("get", "in", In);
        var forced = await RunAsync("put", In, "--force");

        Assert.Equal(
            (ExitCode.Incomplete, $"stored nothing in file://{Store}, 1 failed\n",
                "px storage put: not stored: there is an object 'in/1' with other content; --force replaces it\n"),
            Of(kept));
        Assert.Equal(
            $"px storage get: not fetched: there is a file {In}/1 with other content; --force replaces it\n",
            lost.Error);
        Assert.Equal(ExitCode.Done, forced.ExitCode);
        Assert.Equal("new", await File.ReadAllTextAsync(
            Path.Combine(Store, "in/1"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Done_again_it_says_what_was_there()
    {
        Files(("in/1", "one"));
        await RunAsync("put", In);

        var again = await RunAsync("put", In);

        Assert.Equal((ExitCode.Done, $"stored nothing in file://{Store}, 1 was there already\n", ""), Of(again));
    }

    [Fact]
    public async Task Tells_each_event_as_a_line_of_JSON()
    {
        Files(("in/1", "one"), ("in/2", "two"), ("store/in/2", "other"));

        var run = await RunAsync("put", In, "--json", "--parallel", "1");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        var events = run.Out.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["planned", "done", "failed", "finished"], events.Select(one => (string)one["event"]!));
        Assert.Equal((2, 6), ((int)events[0]["objects"]!, (int)events[0]["bytes"]!));
        Assert.Equal("f97c5d29941bfb1b2fdab0874906ab82", (string)events[1]["md5"]!);
        Assert.Equal(("exists", "in/2"), ((string)events[2]["failure"]!, (string)events[2]["object"]!));
        Assert.Equal((1, 1), ((int)events[3]["copied"]!, (int)events[3]["failed"]!));
    }

    [Fact]
    public async Task Shows_what_is_known_of_an_object()
    {
        Files(("store/a/1", "one"));

        var text = await RunAsync("stat", "a/1");
        var json = await RunAsync("stat", "a/1", "--json");

        Assert.Equal(["object  a/1", $"store   file://{Store}", "bytes   3"], text.Out.Split('\n')[..3]);
        Assert.Equal(("a/1", 3), (
            (string)JsonNode.Parse(json.Out)!["object"]!, (int)JsonNode.Parse(json.Out)!["bytes"]!));
    }

    [Theory]
    [InlineData("there is nothing named no/thing in", "ls", "no/thing")]
    [InlineData("there is nothing named no/thing in", "stat", "no/thing")]
    [InlineData("there is nothing named no/thing in", "get", "no/thing")]
    [InlineData("there is nothing named no/thing/ in", "rm", "--tree", "no/thing")]
    [InlineData("there is no object no/thing in", "rm", "no/thing")]
    public async Task What_is_not_there_is_one_line_and_exit_code_1(string why, params string[] words)
    {
        Directory.CreateDirectory(Store);

        var run = await RunAsync(words);

        Assert.Equal(
            (ExitCode.Incomplete, $"px storage {words[0]}: {why} file://{Store}\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("--tree a/b removes them", "rm", "a/b")]
    [InlineData("px storage ls a/b/ lists them", "stat", "/a/b/")]
    public async Task A_directory_is_no_object_but_what_is_in_it_is_pointed_to(string hint, params string[] words)
    {
        Files(("store/a/b/1", "one"));

        var run = await RunAsync(words);

        Assert.Equal(
            (ExitCode.Incomplete, "",
                $"px storage {words[0]}: there is no object a/b in file://{Store}, but objects below a/b/; {hint}\n"),
            Of(run));
        Assert.True(File.Exists(Path.Combine(Store, "a/b/1")));
    }

    [Theory]
    [InlineData("which store?", "ls")]
    [InlineData("which store?", "ls", "--swift", "files", "--storeBaseLocation", "x")]
    [InlineData("PATH is missing", "put", "--swift", "files")]
    [InlineData("NAME is missing", "get", "--swift", "files")]
    [InlineData("what is to be removed?", "rm", "--swift", "files")]
    [InlineData("what is to be removed?", "rm", "x", "--tree", "y", "--swift", "files")]
    [InlineData("that is the whole store", "rm", "--tree", "/", "--swift", "files")]
    [InlineData("no address of a machine", "ls", "--swiftIP", "a b")]
    public async Task Refuses_in_one_line_what_cannot_be(string why, params string[] words)
    {
        var run = await _px.RunAsync(["storage", .. words]);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "there is no file or directory /no/such", "put", "/no/such", "--swift", "files")]
    [InlineData(2, "no storage is named 'nosuch'", "ls", "--swift", "nosuch")]
    [InlineData(4, "there is no directory /no/such", "ls", "--storeBaseLocation", "/no/such")]
    [InlineData(2, "a part of it is '..'", "stat", "../x", "--swift", "files")]
    [InlineData(2, "a part of it is '..'", "ls", "../..", "--swift", "files")]
    [InlineData(2, "a part of it is '..'", "ls", "../..", "-r", "--swift", "files")]
    [InlineData(2, "a part of it is '..'", "get", "../x", "--swift", "files")]
    [InlineData(2, "a part of it is '..'", "put", "/dev/null", "../x", "--swift", "files")]
    [InlineData(2, "a part of it is '..'", "rm", "there", "../x", "--swift", "files")]
    [InlineData(2, "a part of it is '..'", "rm", "--tree", "../x", "--swift", "files")]
    [InlineData(3, "Connection refused", "ls", "--swift", "swift")]
    [InlineData(6, "takes no new directory /proc/nope", "put", "/dev/null", "--storeBaseLocation", "/proc/nope")]
    public async Task Each_failure_is_one_line_with_its_exit_code(int code, string why, params string[] words)
    {
        _px.Clock = new HastyTime();
        Directory.CreateDirectory(Store);

        var run = await _px.RunAsync(["storage", .. words]);

        Assert.Equal((code, ""), ((int)run.ExitCode, run.Out));
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody sees", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_with_6()
    {
        Files(("store/a/1", "one"), ("out", "a file where a directory should be"));

        var run = await RunAsync("get", "a", Out);

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.StartsWith("px storage get: not fetched: ", Assert.Single(run.Error.TrimEnd('\n').Split('\n')),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_many_that_failed_the_first_and_how_many_more()
    {
        Files([.. Enumerable.Range(0, 25).SelectMany(number =>
            new[] { ($"in/{number:00}", "new"), ($"store/in/{number:00}", "old") })]);

        var run = await RunAsync("put", In);
        var all = await RunAsync("put", In, "-v", "2");

        Assert.Equal(21, run.Error.TrimEnd('\n').Split('\n').Length);
        Assert.EndsWith("px storage put: not stored: 5 more (-v 2 lists them)\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(25, all.Error.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task An_interruption_says_how_much_is_done()
    {
        Files(("in/1", "one"));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var run = await _px.RunAsync(["storage", "put", In, "--swift", "files"], stop.Token);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Contains("interrupted", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_verbosity_only_errors_are_told()
    {
        Files(("in/1", "one"));

        Assert.Equal((ExitCode.Done, "", ""), Of(await RunAsync("put", In, "-v", "0")));
        Assert.Equal((ExitCode.Done, "", ""), Of(await RunAsync("rm", "in/1", "-v", "0")));
    }

    [Fact]
    public async Task With_details_each_object_is_told()
    {
        Files(("in/1", "one"));

        var run = await RunAsync("put", In, "-v", "2");
        var removed = await RunAsync("rm", "--tree", "in", "--json");

        Assert.StartsWith($"{In}/1 -> in/1\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("""{"event":"removed","object":"in/1"}""" + "\n", removed.Out);
    }

    private Task<CliRun> RunAsync(params string[] words) => _px.RunAsync(["storage", .. words, "--swift", "files"]);

    private void Files(params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            _px.File(name, content);
        }
    }

    private static (ExitCode ExitCode, string Out, string Error) Of(CliRun run) => (run.ExitCode, run.Out, run.Error);

    private static string[] Names(CliRun run) =>
        [.. run.Out.TrimEnd('\n').Split('\n').Select(line => line[(line.LastIndexOf(' ') + 1)..])];
}
