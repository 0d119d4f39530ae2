using PxSharp.ObjectStores;

namespace PxSharp.Interop.Tests.Stores;

public sealed class FileObjectStoreTests : ObjectStoreContract
{
    private string Root => Path.Combine(Directory, "store");

    protected override Task<IObjectStore> OpenAsync()
        => Task.FromResult<IObjectStore>(new FileObjectStore(Root, SmallSegments));

    [Fact]
    public async Task Nothing_is_left_of_an_upload_that_was_given_up()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.PutAsync("a", ObjectContent.FromBytes(new byte[10]), cancelled.Token));

        Assert.DoesNotContain(
            System.IO.Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories),
            path => !path.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_name_goes_through_a_symbolic_link()
    {
        var outside = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "secret"), "secret", Cancellation);
        System.IO.Directory.CreateSymbolicLink(Path.Combine(Root, "way"), outside);
        File.CreateSymbolicLink(Path.Combine(Root, "file"), Path.Combine(outside, "secret"));

        var put = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync("way/evil", Bytes(1)));
        var get = await Assert.ThrowsAsync<ObjectStoreException>(() => GetAsync("file"));

        Assert.Equal(ObjectStoreFailure.BadName, put.Failure);
        Assert.Equal(ObjectStoreFailure.NotFound, get.Failure);
        Assert.Null(await Store.FindAsync("file", Cancellation));
        Assert.Empty(await ListAsync(""));
        Assert.Equal(["secret"], System.IO.Directory.GetFiles(outside).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_object_stored_over_a_symbolic_link_takes_its_place_and_not_its_target()
    {
        var outside = Write("outside.txt", Bytes(5));
        File.CreateSymbolicLink(Path.Combine(Root, "file"), outside);

        await PutAsync("file", Bytes(7));

        Assert.Equal(Bytes(7), await GetAsync("file"));
        Assert.Equal(Bytes(5), await File.ReadAllBytesAsync(outside, Cancellation));
    }

    [Fact]
    public async Task What_a_dead_process_left_is_removed_and_never_listed()
    {
        var left = System.IO.Directory.CreateDirectory(Path.Combine(Root, ".incoming", "1-dead")).FullName;
        await File.WriteAllTextAsync(Path.Combine(left, "1.part"), "half", Cancellation);
        Assert.Empty(await ListAsync(""));

        await using var again = new FileObjectStore(Root);

        Assert.False(System.IO.Directory.Exists(left));
    }

    [Fact]
    public async Task A_directory_that_somebody_removed_meanwhile_is_made_again()
    {
        await PutAsync("a/b/1", Bytes(1));
        System.IO.Directory.Delete(Path.Combine(Root, "a"), recursive: true);

        await PutAsync("a/b/2", Bytes(2));

        Assert.Equal(["a/b/2"], await ListAsync(""));
    }

    [Fact]
    public async Task A_name_that_is_a_directory_already_is_refused_and_named()
    {
        await PutAsync("a/b", Bytes(1));

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync("a", Bytes(1)));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a/b"], await ListAsync(""));
    }
}
