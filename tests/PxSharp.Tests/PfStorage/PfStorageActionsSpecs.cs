using System.Text.Json.Nodes;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using PxSharp.PfStorage;
using PxSharp.Tests.ObjectStores;
using PxSharp.Tests.Push;
using Xunit;

namespace PxSharp.Tests.PfStorage;

public sealed class PfStorageActionsSpecs : IAsyncLifetime
{
    private readonly TransferBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("", "", "a/1 a/2 ab/1")]
    [InlineData("a", "", "a/1 a/2 ab/1")]
    [InlineData("a/", "", "a/1 a/2")]
    [InlineData("./a/", "", "a/1 a/2")]
    [InlineData("/", "", "a/1 a/2 ab/1")]
    [InlineData(".", "", "a/1 a/2 ab/1")]
    [InlineData("a", "1", "a/1 ab/1")]
    public async Task Lists_what_begins_with_the_path_and_has_the_text_in_it(string path, string text, string names)
    {
        await StoreAsync("a/1", "a/2", "ab/1");

        var (json, result) = await RunAsync("ls", new JsonObject { ["path"] = path, ["substr"] = text });

        Assert.True(result.Succeeded);
        Assert.True((bool)json["status"]!);
        Assert.Equal(names, string.Join(' ', json["ls"]!.AsArray().Select(one => (string)one!["name"]!)));
        Assert.All(json["ls"]!.AsArray(), one => Assert.Equal(
            ["name", "bytes", "hash", "last_modified"], one!.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task Tells_of_each_object_what_is_asked_in_that_order()
    {
        await StoreAsync("a/1");

        var (json, _) = await RunAsync("ls", new JsonObject { ["retSpec"] = new JsonArray("bytes", "name") });
        var (all, _) = await RunAsync("ls", new JsonObject { ["retSpec"] = new JsonArray() });

        Assert.Equal("""{"status":true,"ls":[{"bytes":3,"name":"a/1"}]}""", json.ToJsonString());
        Assert.Equal("a/1", (string)all["ls"]!["list_ls"]![0]!);
        Assert.Equal(3, (int)all["ls"]!["listDict_obj"]![0]!["bytes"]!);
    }

    [Fact]
    public async Task Where_nothing_is_listed_the_status_is_false()
    {
        var (json, result) = await RunAsync("ls", new JsonObject { ["path"] = "nowhere" });

        Assert.Equal("""{"status":false,"ls":[]}""", json.ToJsonString());
        Assert.Contains("'nowhere'", result.Error, StringComparison.Ordinal);
        Assert.Null(result.Failure);
    }

    [Fact]
    public async Task Stores_a_tree_in_another_place()
    {
        _bench.Write("in/file1", "1");
        _bench.Write("in/dir1/file_d1", "2");

        var (json, result) = await RunAsync("objPut", new JsonObject
        {
            ["localpath"] = _bench["in"],
            ["toLocation"] = "/storage",
            ["mapLocationOver"] = _bench["in"],
        });

        Assert.True(result.Succeeded, result.Error);
        Assert.Equal(["storage/dir1/file_d1", "storage/file1"], _bench.Store.Names());
        Assert.Equal(_bench.Store.Names(), Texts(json["objectFileList"]));
        Assert.Equal([_bench["in/dir1/file_d1"], _bench["in/file1"]], Texts(json["localFileList"]));
        Assert.Equal(
            ["status", "localFileList", "objectFileList", "localpath"], json.Select(member => member.Key));
    }

    [Fact]
    public async Task Without_a_map_the_whole_path_follows_the_place()
    {
        var path = _bench.Write("in/1", "1");

        await RunAsync("objPut", new JsonObject { ["localpath"] = path, ["toLocation"] = "storage" });

        Assert.Equal(["storage" + path], _bench.Store.Names());
    }

    [Fact]
    public async Task Each_DICOM_file_has_the_place_that_its_header_says()
    {
        await using var push = new PushBench();
        push.Write(1);
        push.Write(2, "deeper/two.dcm", series: "1.2.3.9");
        await File.WriteAllTextAsync(push.Mount["in", "notes.txt"], "no", TestContext.Current.CancellationToken);

        var (json, result) = await RunAsync("objPut", new JsonObject
        {
            ["localpath"] = push.Mount["in"],
            ["DICOMsubstr"] = ".dcm",
            ["packEachDICOM"] = true,
            ["toLocation"] = "SERVICES/PACS/org/%pack",
            ["mapLocationOver"] = push.Mount["in"],
        });
        await push.PushAsync(PxSharp.Sources.FileSource.AtPath(push.Mount["in"], ".dcm"));

        Assert.True(result.Succeeded, result.Error);
        Assert.Equal(push.Store.Names(), _bench.Store.Names());
        Assert.Equal(2, _bench.Store.Names().Length);
        var one = json[push.Mount["in", "0001.dcm"]]!;
        Assert.True((bool)one["status"]!);
        Assert.Equal(push.Mount["in"], (string)one["localpath"]!);
    }

    [Fact]
    public async Task All_files_have_the_place_of_the_first_where_not_each_is_packed()
    {
        await using var push = new PushBench();
        push.Write(1, "a.dcm");
        push.Write(2, "b.dcm", series: "1.2.3.9");

        await RunAsync("objPut", new JsonObject
        {
            ["localpath"] = push.Mount["in"],
            ["toLocation"] = "x/%pack",
            ["mapLocationOver"] = push.Mount["in"],
        });

        Assert.Equal(["a.dcm", "b.dcm"], _bench.Store.Names().Select(Path.GetFileName));
        Assert.Single(_bench.Store.Names().Select(Path.GetDirectoryName).Distinct());
    }

    [Fact]
    public async Task A_file_that_cannot_be_packed_is_named_and_the_others_are_stored()
    {
        await using var push = new PushBench();
        push.Write(1);
        var bad = push.Mount["in", "bad.dcm"];
        await File.WriteAllTextAsync(bad, "no DICOM", TestContext.Current.CancellationToken);

        var (json, result) = await RunAsync("objPut", new JsonObject
        {
            ["localpath"] = push.Mount["in"],
            ["packEachDICOM"] = true,
            ["toLocation"] = "%pack",
        });

        Assert.Single(_bench.Store.Names());
        Assert.False((bool)json["status"]!);
        Assert.Null(result.Failure);
        Assert.Contains(bad, result.Error, StringComparison.Ordinal);
        Assert.False((bool)json[bad]!["status"]!);
        Assert.StartsWith(bad, (string)json[bad]!["error"]!, StringComparison.Ordinal);
        Assert.Empty(json[bad]!["objectFileList"]!.AsArray());
    }

    [Fact]
    public async Task Where_there_is_no_file_pypx_s_words_say_so()
    {
        Directory.CreateDirectory(_bench["in"]);

        var (json, result) = await RunAsync("objPut", new JsonObject { ["localpath"] = _bench["in"] });

        Assert.Equal("""{"status":false,"msg":"No valid file list generated"}""", json.ToJsonString());
        Assert.Contains(_bench["in"], result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_is_replaced_in_both_directions()
    {
        _bench.Write("in/1", "new");
        await _bench.StoreAsync("s/1", "old");
        _bench.Write("out/1", "mine");

        await RunAsync("objPut", new JsonObject
        {
            ["localpath"] = _bench["in"],
            ["toLocation"] = "s",
            ["mapLocationOver"] = _bench["in"],
        });
        await RunAsync("objPull", new JsonObject { ["fromLocation"] = "s", ["toLocation"] = _bench["out"] });

        Assert.Equal(["1=new"], _bench.Files("out"));
    }

    [Fact]
    public async Task Fetches_what_has_the_text_in_its_name()
    {
        await StoreAsync("chris/uploads/DICOM/018.dcm", "chris/uploads/DICOM/019.dcm");

        var (json, result) = await RunAsync("objPull", new JsonObject
        {
            ["path"] = "chris",
            ["substr"] = "/018",
            ["fromLocation"] = "chris/uploads/DICOM",
            ["toLocation"] = _bench["out"],
        });

        Assert.True(result.Succeeded, result.Error);
        Assert.Equal(["018.dcm=chris/uploads/DICOM/018.dcm"], _bench.Files("out"));
        Assert.Equal([_bench["out/018.dcm"]], Texts(json["localFileList"]));
        Assert.Equal(["chris/uploads/DICOM/018.dcm"], Texts(json["objectFileList"]));
        Assert.Equal(_bench["out"], (string)json["localpath"]!);
        Assert.Equal(Environment.CurrentDirectory, (string)json["currentWorkingDir"]!);
    }

    [Theory]
    [InlineData("a/../../evil")]
    [InlineData("a//../evil")]
    public async Task No_name_in_the_store_leads_out_of_the_directory(string name)
    {
        await using var store = new HostileStore(name);

        var (json, result) = await RunAsync(
            "objPull", new JsonObject { ["fromLocation"] = "a", ["toLocation"] = _bench["out"] }, store);

        Assert.Equal(TransferFailure.BadName, result.Failure);
        Assert.Contains(name, (string)json["error"]!, StringComparison.Ordinal);
        Assert.Equal(name, Assert.Single(json["failed"]!.AsObject()).Key);
        Assert.False(File.Exists(_bench["evil"]));
    }

    [Fact]
    public async Task Where_nothing_is_fetched_the_status_is_false()
    {
        var (json, result) = await RunAsync(
            "objPull", new JsonObject { ["fromLocation"] = "nowhere", ["toLocation"] = _bench["out"] });

        Assert.False((bool)json["status"]!);
        Assert.Empty(json["localFileList"]!.AsArray());
        Assert.Contains("'nowhere'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removes_a_tree_and_not_what_is_beside_it()
    {
        await StoreAsync("org1/1", "org1/deep/2", "org10/1", "org1.txt");

        var (json, result) = await RunAsync("rmtree", new JsonObject { ["path"] = "org1" });

        Assert.True(result.Succeeded);
        Assert.Equal(["org1/1", "org1/deep/2"], Texts(json["dellist"]));
        Assert.Equal(["org1.txt", "org10/1"], _bench.Store.Names());
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("./.hidden")]
    public async Task A_dot_that_a_name_begins_with_is_part_of_it(string path)
    {
        await StoreAsync(".hidden/1", "hidden/1");

        var (json, _) = await RunAsync("rmtree", new JsonObject { ["path"] = path });

        Assert.Equal([".hidden/1"], Texts(json["dellist"]));
        Assert.Equal(["hidden/1"], _bench.Store.Names());
    }

    [Fact]
    public async Task Never_removes_all_that_there_is()
    {
        var root = _bench["store"];
        await StoreAsync("a/1");
        await using var store = new FileObjectStore(root);

        var (json, result) = await RunAsync("rmtree", new JsonObject { ["path"] = root }, store);

        Assert.False((bool)json["status"]!);
        Assert.Equal(TransferFailure.BadName, result.Failure);
        Assert.Equal(["a/1"], _bench.Store.Names());
    }

    [Fact]
    public async Task Says_whether_there_is_an_object()
    {
        await StoreAsync("a/1");

        var (there, found) = await RunAsync("objExists", new JsonObject { ["path"] = "a/1" });
        var (gone, missing) = await RunAsync("objExists", new JsonObject { ["path"] = "a" });

        Assert.Equal("""{"status":true,"objExists":true,"path":"a/1"}""", there.ToJsonString());
        Assert.Equal("""{"status":false,"objExists":false,"path":"a"}""", gone.ToJsonString());
        Assert.Equal((true, false), (found.Succeeded, missing.Succeeded));
    }

    [Fact]
    public async Task In_a_directory_names_are_told_and_taken_as_whole_paths()
    {
        await using var store = new FileObjectStore(_bench["files"]);
        var path = _bench.Write("in/1", "x");
        var name = _bench["files/s/1"];

        var (put, _) = await RunAsync("objPut", new JsonObject
        {
            ["localpath"] = path,
            ["toLocation"] = "s",
            ["mapLocationOver"] = _bench["in"],
        }, store);
        var (list, _) = await RunAsync("ls", new JsonObject { ["path"] = _bench["files/s"] }, store);
        var (there, _) = await RunAsync("objExists", new JsonObject { ["path"] = name }, store);
        await RunAsync(
            "objPull", new JsonObject { ["fromLocation"] = _bench["files/s"], ["toLocation"] = _bench["out"] }, store);
        var (gone, _) = await RunAsync("rmtree", new JsonObject { ["path"] = _bench["files/s"] }, store);

        Assert.Equal([name], Texts(put["objectFileList"]));
        Assert.Equal(name, (string)list["ls"]![0]!["name"]!);
        Assert.Equal((true, name), ((bool)there["objExists"]!, (string)there["path"]!));
        Assert.Equal(["1=x"], _bench.Files("out"));
        Assert.Equal([name], Texts(gone["dellist"]));
    }

    [Fact]
    public async Task A_store_that_fails_is_told_in_the_answer()
    {
        _bench.Write("in/1", "x");
        _bench.Store.BeforePut = (_, _) => throw new ObjectStoreException(ObjectStoreFailure.Denied, "go away");

        var (json, result) = await RunAsync("objPut", new JsonObject { ["localpath"] = _bench["in"] });

        Assert.Equal((false, "go away"), ((bool)json["status"]!, (string)json["error"]!));
        Assert.Empty(json["localFileList"]!.AsArray());
        Assert.Equal(new PfStorageResult("go away", TransferFailure.Denied), result);
    }

    private async Task StoreAsync(params string[] names)
    {
        foreach (var name in names)
            await _bench.StoreAsync(name);
    }

    private async Task<(JsonObject Json, PfStorageResult Result)> RunAsync(
        string action, JsonObject arguments, IObjectStore? store = null)
    {
        using var answer = new MemoryStream();
        var result = await new PfStorageActions(store ?? _bench.Store).RunAsync(
            PfStorageRequest.Parse(action, arguments.ToJsonString()), answer,
            cancellationToken: TestContext.Current.CancellationToken);
        return (JsonNode.Parse(answer.ToArray())!.AsObject(), result);
    }

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(text => (string)text!)];
}
