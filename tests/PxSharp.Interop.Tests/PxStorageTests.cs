using System.Text.Json.Nodes;
using PxSharp.Interop.Tests.Peers;

namespace PxSharp.Interop.Tests;

/// <summary>px storage and pfstorage as a user runs them: on a directory, a real Swift, and its S3.</summary>
public sealed class PxStorageTests(SwiftServer swift) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _container = SwiftServer.NewContainer();

    public static TheoryData<string> EveryStore => ["fs", "swift", "s3"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(EveryStore))]
    public async Task A_tree_that_was_stored_and_fetched_is_byte_identical(string kind)
    {
        var files = await StartAsync(kind, "tree");

        var put = await StorageAsync("put", _directory["in"], "tree");
        var again = await StorageAsync("put", _directory["in"], "tree");
        var list = await StorageAsync("ls", "tree", "-r", "--json");
        var stat = await StorageAsync("stat", "tree/large", "--json");
        var got = await StorageAsync("get", "tree", _directory["out"]);

        Assert.True(put.ExitCode == 0, put.Output);
        Assert.Contains($"stored {files.Count} objects", put.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("stored nothing", again.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(
            files.Select(file => (file.Key, file.Value.LongLength)).Order(),
            Lines(list).Select(one => ((string)one["object"]!, (long)one["bytes"]!)).Order());
        Assert.Equal(files["tree/large"].Length, (int)Lines(stat).Single()["bytes"]!);
        Assert.True(got.ExitCode == 0, got.Output);
        foreach (var (name, bytes) in files)
        {
            Assert.Equal(bytes, await ReadAsync(_directory["out", name["tree/".Length..]]));
        }
    }

    [Theory]
    [MemberData(nameof(EveryStore))]
    public async Task What_was_removed_is_gone_and_what_is_beside_it_stays(string kind)
    {
        await StartAsync(kind, "in");
        await StorageAsync("put", _directory["in"], "org1");
        await StorageAsync("put", _directory["in"], "org10");

        var tree = await StorageAsync("rm", "--tree", "org1");
        var one = await StorageAsync("rm", "org10/empty");
        var gone = await StorageAsync("stat", "org10/empty");
        var list = await StorageAsync("ls", "--json");

        Assert.True(tree.ExitCode == 0, tree.Output);
        Assert.Contains("removed 4 objects", tree.StandardOutput, StringComparison.Ordinal);
        Assert.True(one.ExitCode == 0, one.Output);
        Assert.Equal(1, gone.ExitCode);
        var left = Lines(list).Single();
        Assert.Equal(("org10/", 3), ((string)left["directory"]!, (int)left["objects"]!));
    }

    [Theory]
    [MemberData(nameof(EveryStore))]
    public async Task Pfstorage_answers_as_pypx_on_every_store(string kind)
    {
        var files = await StartAsync(kind, "s");
        var above = kind == "fs" ? _directory["store"] + "/" : "";

        var put = await DoAsync(kind, "objPut", new JsonObject
        {
            ["localpath"] = _directory["in"],
            ["toLocation"] = "s",
            ["mapLocationOver"] = _directory["in"],
        });
        var list = await DoAsync(
            kind, "ls", new JsonObject { ["path"] = "s/", ["retSpec"] = new JsonArray("name", "bytes") });
        var there = await DoAsync(kind, "objExists", new JsonObject { ["path"] = "s/large" });
        var got = await DoAsync(
            kind, "objPull", new JsonObject { ["fromLocation"] = "s", ["toLocation"] = _directory["out"] });
        var removed = await DoAsync(kind, "rmtree", new JsonObject { ["path"] = "s", ["substr"] = "large" });

        Assert.Equal(
            files.Keys.Select(name => above + name).Order(StringComparer.Ordinal),
            put["objectFileList"]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.Equal(
            files.Select(file => (above + file.Key, file.Value.LongLength)).Order(),
            list["ls"]!.AsArray().Select(one => ((string)one!["name"]!, (long)one["bytes"]!)).Order());
        Assert.True((bool)there["objExists"]!);
        Assert.Equal(files.Count, got["localFileList"]!.AsArray().Count);
        Assert.Equal([above + "s/large"], removed["dellist"]!.AsArray().Select(name => (string)name!));
        foreach (var (name, bytes) in files)
        {
            Assert.Equal(bytes, await ReadAsync(_directory["out", name[2..]]));
        }
    }

    [Fact]
    public async Task Pfstorage_goes_to_Swift_by_the_options_of_pypx()
    {
        await swift.RequireAsync();
        var path = "by-options-" + SwiftServer.NewContainer();
        await File.WriteAllTextAsync(_directory["file"], "x", TestContext.Current.CancellationToken);
        string[] options =
        [
            "pfstorage", "--swiftIP", "127.0.0.1", "--swiftPort", $"{swift.Port}", "--swiftLogin", SwiftServer.User,
            "--verbosity", "1", "--type", "swift", "--json", "--do",
        ];

        var put = await PxProcess.RunAsync([.. options, new JsonObject
        {
            ["action"] = "objPut",
            ["args"] = new JsonObject
            {
                ["localpath"] = _directory["file"],
                ["toLocation"] = path,
                ["mapLocationOver"] = _directory.Root,
            },
        }.ToJsonString()]);

        Assert.True(put.ExitCode == 0, put.Output);
        await using var store = swift.Open("users");
        Assert.NotNull(await store.FindAsync(path + "/file", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_pypx_left_under_names_with_a_slash_before_them_is_found_fetched_and_removed()
    {
        await StartAsync("swift", "in");
        // Our own store does not give such a name, so Swift is asked as pypx asks it.
        using var http = new HttpClient();
        using var login = new HttpRequestMessage(HttpMethod.Get, $"{swift.Endpoint}/auth/v1.0");
        login.Headers.Add("X-Auth-User", SwiftServer.User);
        login.Headers.Add("X-Auth-Key", SwiftServer.Key);
        using var account = await http.SendAsync(login, TestContext.Current.CancellationToken);
        await StorageAsync("put", _directory["in"]);
        using var put = new HttpRequestMessage(
            HttpMethod.Put, $"{account.Headers.GetValues("X-Storage-Url").Single()}/{_container}//home/user/1.dcm");
        put.Headers.Add("X-Auth-Token", account.Headers.GetValues("X-Auth-Token").Single());
        put.Content = new StringContent("image");
        using var stored = await http.SendAsync(put, TestContext.Current.CancellationToken);
        stored.EnsureSuccessStatusCode();

        var list = await DoAsync("swift", "ls", new JsonObject { ["path"] = "/home" });
        await DoAsync(
            "swift", "objPull", new JsonObject { ["fromLocation"] = "/home", ["toLocation"] = _directory["out"] });
        var removed = await DoAsync("swift", "rmtree", new JsonObject { ["path"] = "/home" });

        Assert.Equal("/home/user/1.dcm", (string)list["ls"]!.AsArray().Single()!["name"]!);
        Assert.Equal("image"u8.ToArray(), await ReadAsync(_directory["out", "user", "1.dcm"]));
        Assert.Equal("/home/user/1.dcm", (string)removed["dellist"]!.AsArray().Single()!);
    }

    [Theory]
    [InlineData("swift", "check the user and the secret")]
    [InlineData("s3", "403")]
    public async Task A_wrong_secret_is_exit_code_4_and_a_file_may_hold_the_right_one(string kind, string why)
    {
        await StartAsync(kind, "in");
        await File.WriteAllTextAsync(
            _directory["services", "store.key"], SwiftServer.Key + "\n", TestContext.Current.CancellationToken);

        var wrong = await PxProcess.RunWithAsync(
            new Dictionary<string, string> { ["PX_STORAGE_SECRET_STORE"] = "wrong-secret" },
            "storage", "ls", "--swift", "store", "--db", _directory["log"]);
        await WriteStoreAsync(kind, secret: null);
        var right = await StorageAsync("ls");

        Assert.Equal(4, wrong.ExitCode);
        Assert.Contains(why, Assert.Single(wrong.Output.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", wrong.Output, StringComparison.Ordinal);
        Assert.True(right.ExitCode == 0, right.Output);
    }

    /// <summary>A store with the key "store", and files by the names that they get below a directory.</summary>
    private async Task<SortedDictionary<string, byte[]>> StartAsync(string kind, string above)
    {
        if (kind != "fs")
        {
            await swift.RequireAsync();
        }

        Directory.CreateDirectory(_directory["store"]);
        await WriteStoreAsync(kind, SwiftServer.Key);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, length) in ((string, int)[])[
            ("empty", 0), ("large", 3_000_000), ("deep/er/1.dcm", 1000), ("with space/ü%41.bin", 70_000)])
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var path = _directory["in", name];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            files[$"{above}/{name}"] = bytes;
        }

        return files;
    }

    private Task WriteStoreAsync(string kind, string? secret)
    {
        var entry = kind switch
        {
            "fs" => new JsonObject { ["storepath"] = _directory["store"] },
            "swift" => new JsonObject
            {
                ["ip"] = "127.0.0.1",
                ["port"] = $"{swift.Port}",
                ["login"] = SwiftServer.User,
                ["container"] = _container,
            },
            _ => new JsonObject
            {
                ["endpoint"] = swift.Endpoint,
                ["login"] = SwiftServer.User,
                ["bucket"] = _container,
            },
        };
        entry["storagetype"] = kind;
        entry[secret is null ? "secretFile" : "secret"] = secret ?? "store.key";
        return File.WriteAllTextAsync(
            Path.Combine(_directory.Make("services"), "storage.json"),
            new JsonObject { ["store"] = entry }.ToJsonString(),
            TestContext.Current.CancellationToken);
    }

    private Task<ToolResult> StorageAsync(params string[] words) =>
        PxProcess.RunAsync(["storage", .. words, "--swift", "store", "--db", _directory["log"]]);

    private async Task<JsonNode> DoAsync(string kind, string action, JsonObject arguments)
    {
        var result = await PxProcess.RunAsync(
            "pfstorage", "--type", kind, "--swift", "store", "--db", _directory["log"], "--do",
            new JsonObject { ["action"] = action, ["args"] = arguments }.ToJsonString());
        Assert.True(result.ExitCode == 0, result.Output);
        return JsonNode.Parse(result.StandardOutput)!;
    }

    private static List<JsonNode> Lines(ToolResult result) =>
        [.. result.StandardOutput.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)];

    private static Task<byte[]> ReadAsync(string path) =>
        File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
}
