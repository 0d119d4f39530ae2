using System.Security.Cryptography;
using PxSharp.Interop.Tests.Peers;
using PxSharp.ObjectStores;

namespace PxSharp.Interop.Tests.Stores;

/// <summary>What every store does, run against each: the file system, a real Swift, its S3.</summary>
public abstract class ObjectStoreContract : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IObjectStore Store { get; private set; } = null!;

    protected string Directory => _directory.Root;

    protected static ObjectStoreOptions SmallSegments { get; } = new()
    {
        SegmentThreshold = 5 << 20,
        SegmentLength = 5 << 20,
        PageLength = 7,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    protected abstract Task<IObjectStore> OpenAsync();

    /// <summary>Whether it keeps an object that is there, when a new one of such a length is put.</summary>
    protected virtual bool RefusesToReplaceBy(int length) => true;

    /// <summary>Closes what stands between the store and us.</summary>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        await CloseAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_537)]
    [InlineData(3_000_000)]
    [InlineData((5 << 20) - 1)]
    [InlineData(5 << 20)]
    [InlineData(12_345_678)]
    public async Task A_downloaded_copy_is_byte_identical(int length)
    {
        var bytes = Bytes(length);
        var source = Write("source", bytes);

        var put = await Store.PutAsync("some/where/0001.dcm", ObjectContent.FromFile(source), Cancellation);
        var got = await Store.GetFileAsync("some/where/0001.dcm", _directory["copy"], Cancellation);

        Assert.Equal(length, put.Length);
        Assert.Equal(Md5(bytes), put.Checksum);
        Assert.Equal(length, got.Length);
        Assert.Equal(Md5(bytes), got.Checksum);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory["copy"], Cancellation));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11_000_000)]
    public async Task An_object_is_found_with_its_length_and_is_gone_when_it_was_deleted(int length)
    {
        Assert.Null(await Store.FindAsync("a/b", Cancellation));
        Assert.False(await Store.DeleteAsync("a/b", Cancellation));

        await PutAsync("a/b", Bytes(length));

        var found = await Store.FindAsync("a/b", Cancellation);
        Assert.Equal(("a/b", length), (found!.Name, found.Length));
        Assert.True(found.Checksum is null || found.Checksum == Md5(Bytes(length)));
        Assert.NotNull(found.ModifiedAt);
        Assert.True(await Store.DeleteAsync("a/b", Cancellation));
        Assert.False(await Store.DeleteAsync("a/b", Cancellation));
        Assert.Null(await Store.FindAsync("a/b", Cancellation));
        Assert.Empty(await ListAsync(""));
        await AssertNothingElseIsLeftAsync();
    }

    [Fact]
    public async Task An_object_takes_the_place_of_an_older_one()
    {
        await PutAsync("a", Bytes(11_000_000));
        await PutAsync("a", Bytes(10));

        Assert.Equal(Bytes(10), await GetAsync("a"));
        Assert.Equal(10, Assert.Single(await ListObjectsAsync("")).Length);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3_000_000)]
    [InlineData(11_000_000)]
    public async Task A_new_object_is_stored_only_where_there_is_none(int length)
    {
        await PutAsync("old", Bytes(10));

        var refused = await Record.ExceptionAsync(() => PutNewAsync("old", Bytes(length)));
        try
        {
            await PutNewAsync("new", Bytes(length));
        }
        catch (ObjectStoreException exists) when (exists.Failure == ObjectStoreFailure.Exists)
        {
            // Ours, by a try whose answer was lost.
        }

        Assert.Equal(
            RefusesToReplaceBy(length) ? ObjectStoreFailure.Exists : null, (refused as ObjectStoreException)?.Failure);
        Assert.Equal(RefusesToReplaceBy(length) ? Bytes(10) : Bytes(length), await GetAsync("old"));
        Assert.Equal(Bytes(length), await GetAsync("new"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space/and+plus/100%/a&b=c/#?;,@!$'()*~.dcm")]
    [InlineData("M_ller/Müller/日本語/ключ/👩‍⚕️.dcm")]
    [InlineData("a.b/..c/d../...")]
    [InlineData("%2e%2e/%2F")]
    [InlineData("quote\"back\\slash")]
    public async Task Names_are_kept_as_they_are(string name)
    {
        await PutAsync(name, Bytes(20));

        Assert.Equal(Bytes(20), await GetAsync(name));
        Assert.Equal(name, (await Store.FindAsync(name, Cancellation))!.Name);
        Assert.Equal([name], await ListAsync(""));
        Assert.Equal([name], await ListAsync(name));
        Assert.True(await Store.DeleteAsync(name, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\nb")]
    [InlineData("nul\0")]
    public async Task A_name_that_could_lead_astray_is_refused(string name)
    {
        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(name, Bytes(1)));

        Assert.Equal(ObjectStoreFailure.BadName, error.Failure);
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task A_listing_has_every_name_once_in_order_over_all_its_pages()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"list/{i:00}"), "list-0", "list", "list0/x", "liszt"];
        // Where a name is a file it cannot be a directory too.
        names = [.. names.Where(name => name != "list").Order(StringComparer.Ordinal)];
        await Task.WhenAll(names.Select(name => PutAsync(name, Bytes(3))));

        Assert.Equal(names, await ListAsync(""));
        Assert.Equal(names, await ListAsync("lis"));
        Assert.Equal(names.Where(name => name.StartsWith("list/", StringComparison.Ordinal)), await ListAsync("list/"));
        Assert.Equal(["list/07"], await ListAsync("list/07"));
        Assert.Empty(await ListAsync("list/none"));
        Assert.Empty(await ListAsync("nowhere/"));
        Assert.All(await ListObjectsAsync(""), found => Assert.Equal(3, found.Length));
    }

    [Fact]
    public async Task A_tree_goes_and_what_is_beside_it_stays()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"tree/{i % 3}/{i}"), "tree2/0", "other"];
        await Task.WhenAll(names.Select(name => PutAsync(name, Bytes(3))));
        var told = new List<string>();

        var count = await Store.DeleteTreeAsync("tree/", told.Add, Cancellation);

        Assert.Equal(12, count);
        Assert.Equal(names[..12].Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Equal(["other", "tree2/0"], await ListAsync(""));
        Assert.Equal(0, await Store.DeleteTreeAsync("tree/", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_object_that_is_not_there_cannot_be_downloaded()
    {
        var error = await Assert.ThrowsAsync<ObjectStoreException>(
            () => Store.GetFileAsync("not/there", _directory["copy"], Cancellation));

        Assert.Equal(ObjectStoreFailure.NotFound, error.Failure);
        Assert.Contains("not/there", error.Message, StringComparison.Ordinal);
        Assert.Empty(System.IO.Directory.GetFiles(_directory.Root));
    }

    [Fact]
    public async Task A_destination_that_is_full_is_told_as_it_is_and_not_tried_again()
    {
        await PutAsync("a", Bytes(3_000_000));
        using var full = new FullStream(1_000_000);

        var error = await Assert.ThrowsAsync<IOException>(
            async () => await Store.GetAsync("a", full, Cancellation));

        Assert.Equal("no room", error.Message);
        Assert.Equal(1, full.Refusals);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<ObjectStoreException>(
            async () => await Store.PutAsync("a", ObjectContent.FromFile(_directory["none"]), Cancellation));

        Assert.Equal(ObjectStoreFailure.Source, error.Failure);
        Assert.Contains(_directory["none"], error.Message, StringComparison.Ordinal);
        Assert.Empty(await ListAsync(""));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    [InlineData(11_000_000)]
    public async Task A_file_that_becomes_shorter_is_not_stored(int length)
    {
        var path = Write("shrinking", Bytes(length));
        var content = ObjectContent.FromFile(path);
        using (var file = File.OpenWrite(path))
            file.SetLength(length - 1);

        var error = await Assert.ThrowsAsync<ObjectStoreException>(
            async () => await Store.PutAsync("a", content, Cancellation));

        Assert.Equal(ObjectStoreFailure.Source, error.Failure);
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task Many_at_once_all_arrive()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"many/{i:00}").ToArray();

        await Task.WhenAll(names.Select((name, i) => PutAsync(name, Bytes(1000 * i))));
        var copies = await Task.WhenAll(names.Select(GetAsync));

        Assert.Equal(names, await ListAsync(""));
        Assert.All(copies.Index(), copy => Assert.Equal(Bytes(1000 * copy.Index), copy.Item));
    }

    [Fact]
    public async Task Two_who_store_the_same_name_leave_one_whole_object()
    {
        byte[][] versions = [.. Enumerable.Range(1, 8).Select(i => Bytes(50_000 * i))];

        await Task.WhenAll(versions.Select(version => PutAsync("same", version)));

        var left = await GetAsync("same");
        Assert.Contains(versions, version => version.SequenceEqual(left));
    }

    /// <summary>Bytes that only these numbers give: the same each time, and different at every length.</summary>
    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>What a deleted object may have had beside it has gone too.</summary>
    protected virtual Task AssertNothingElseIsLeftAsync() => Task.CompletedTask;

    protected async Task PutAsync(string name, byte[] bytes)
        => await Store.PutAsync(name, ObjectContent.FromBytes(bytes), Cancellation);

    private async Task PutNewAsync(string name, byte[] bytes)
        => await Store.PutNewAsync(name, ObjectContent.FromBytes(bytes), Cancellation);

    protected async Task<byte[]> GetAsync(string name)
    {
        using var copy = new MemoryStream();
        await Store.GetAsync(name, copy, Cancellation);
        return copy.ToArray();
    }

    protected async Task<List<StoredObject>> ListObjectsAsync(string prefix)
    {
        var found = new List<StoredObject>();
        await foreach (var item in Store.ListAsync(prefix, Cancellation))
            found.Add(item);
        return found;
    }

    protected async Task<IEnumerable<string>> ListAsync(string prefix)
        => (await ListObjectsAsync(prefix)).Select(found => found.Name);

    protected string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_directory[name], bytes);
        return _directory[name];
    }

#pragma warning disable CA5351 // The protocols of Swift and S3 prescribe MD5.
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
