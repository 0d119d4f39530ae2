using PxSharp.ObjectStores;
using Xunit;

namespace PxSharp.Tests.ObjectStores;

public sealed class StoreTreeSpecs : IAsyncLifetime
{
    private readonly TransferBench _bench = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["a/1", "a/b/2", "a/b/c/3", "a-b/4", "a.txt", "b"])
            await _bench.StoreAsync(name);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("", "a-b/4 a.txt a/1 a/b/2 a/b/c/3 b")]
    [InlineData("/", "a-b/4 a.txt a/1 a/b/2 a/b/c/3 b")]
    [InlineData("a", "a/1 a/b/2 a/b/c/3")]
    [InlineData("a/b/", "a/b/2 a/b/c/3")]
    [InlineData("a.txt", "a.txt")]
    [InlineData("a.txt/", "")]
    [InlineData("a/b/c/3", "a/b/c/3")]
    [InlineData("c", "")]
    public async Task A_name_stands_for_an_object_and_for_all_below_it(string path, string names)
        => Assert.Equal(names, string.Join(' ', await StoreTree.ListAsync(_bench.Store, path)
            .Select(found => found.Name).ToListAsync()));

    [Theory]
    [InlineData("", "a-b/:1:5 a.txt:1:5 a/:3:15 b:1:1")]
    [InlineData("a", "a/1:1:3 a/b/:2:12")]
    [InlineData("a/b/c", "a/b/c/3:1:7")]
    [InlineData("a.txt", "a.txt:1:5")]
    [InlineData("c", "")]
    public async Task A_level_has_its_objects_and_its_directories_with_what_is_in_them(string path, string entries)
    {
        var found = await StoreTree.ListLevelAsync(_bench.Store, path).ToListAsync();

        Assert.Equal(entries, string.Join(' ', found.Select(one => $"{one.Name}:{one.Objects}:{one.Length}")));
        Assert.All(found, one => Assert.Equal(one.Name.EndsWith('/'), one.Object is null));
    }

    [Fact]
    public async Task A_name_that_no_object_can_have_is_refused()
        => await Assert.ThrowsAsync<ObjectStoreException>(
            async () => await StoreTree.ListAsync(_bench.Store, "a/../b").ToListAsync());

    [Fact]
    public async Task A_store_that_must_exist_is_not_made_and_nothing_is_written_to_read_it()
    {
        var missing = Assert.Throws<ObjectStoreException>(
            () => new FileObjectStore(_bench["nowhere"], mustExist: true));
        Directory.CreateDirectory(_bench["other"]);
        await File.WriteAllTextAsync(_bench["other/1"], "x", TestContext.Current.CancellationToken);

        await using (var store = new FileObjectStore(_bench["other"], mustExist: true))
            Assert.Single(await store.ListAsync("", TestContext.Current.CancellationToken).ToListAsync());

        Assert.Equal(ObjectStoreFailure.NotFound, missing.Failure);
        Assert.False(Directory.Exists(_bench["nowhere"]));
        Assert.Equal(["1"], Directory.EnumerateFileSystemEntries(_bench["other"]).Select(Path.GetFileName));
    }
}
