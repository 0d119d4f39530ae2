using System.Text.Json.Nodes;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.S3;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>A container of a Swift, and a BASEMOUNT whose storage.json has it under the key "store".</summary>
public sealed class StorageUnderTest : IAsyncDisposable
{
    public const string PacsName = "org";

    private readonly TemporaryDirectory _directory;
    private readonly string _kind;
    private readonly string _container = SwiftServer.NewContainer();

    /// <param name="directory">The BASEMOUNT.</param>
    /// <param name="swift">The server, which speaks both.</param>
    /// <param name="kind"><c>swift</c> or <c>s3</c>.</param>
    public StorageUnderTest(TemporaryDirectory directory, SwiftServer swift, string kind)
    {
        (_directory, Swift, _kind) = (directory, swift, kind);
        Store = kind == "s3" ? new S3ObjectStore(swift.S3Account(_container)) : swift.Open(_container);
    }

    public SwiftServer Swift { get; }

    /// <summary>Our own way to it.</summary>
    public IObjectStore Store { get; }

    /// <summary>Writes its entry: the way to it is by this port, the secret as given.</summary>
    public Task WriteEntryAsync(int? port = null, string secret = SwiftServer.Key)
    {
        var entry = new JsonObject
        {
            ["storagetype"] = _kind,
            ["ip"] = "127.0.0.1",
            ["port"] = $"{port ?? Swift.Port}",
            ["login"] = SwiftServer.User,
            ["secret"] = secret,
            [_kind == "s3" ? "bucket" : "container"] = _container,
        };
        return File.WriteAllTextAsync(
            Path.Combine(_directory.Make("services"), "storage.json"),
            new JsonObject { ["store"] = entry }.ToJsonString(),
            TestContext.Current.CancellationToken);
    }

    /// <summary>The command line that pushes what lies in a directory.</summary>
    public string[] Push(string path) =>
    [
        "push", path, "--db", _directory["log"], "--swift", "store", "--swiftServicesPACS", PacsName, "-v", "2",
    ];

    /// <summary>What is in it.</summary>
    public async Task<List<StoredObject>> ListAsync() =>
        await Store.ListAsync("", TestContext.Current.CancellationToken).ToListAsync();

    /// <summary>It has each of these files once, byte for byte, and nothing else.</summary>
    public async Task AssertHasJustAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var names = (await ListAsync()).Select(stored => stored.Name).ToList();
        Assert.All(names, name => Assert.StartsWith($"SERVICES/PACS/{PacsName}/", name, StringComparison.Ordinal));
        Assert.Equal(files.Count, names.Count);
        foreach (var (uid, file) in files)
        {
            using var copy = new MemoryStream();
            var name = Assert.Single(names, name => name.EndsWith($"-{uid}.dcm", StringComparison.Ordinal));
            await Store.GetAsync(name, copy, TestContext.Current.CancellationToken);
            Assert.Equal(file, copy.ToArray());
        }
    }

    /// <summary>Lets the container hold no more than so many bytes; null: as many as it likes.</summary>
    public async Task SetQuotaAsync(long? bytes)
    {
        using var http = new HttpClient();
        using var login = new HttpRequestMessage(HttpMethod.Get, $"{Swift.Endpoint}/auth/v1.0");
        login.Headers.Add("X-Auth-User", SwiftServer.User);
        login.Headers.Add("X-Auth-Key", SwiftServer.Key);
        using var session = await http.SendAsync(login, TestContext.Current.CancellationToken);
        var url = session.Headers.GetValues("X-Storage-Url").Single();
        using var post = new HttpRequestMessage(HttpMethod.Post, $"{url}/{_container}");
        post.Headers.Add("X-Auth-Token", session.Headers.GetValues("X-Auth-Token").Single());
        post.Headers.TryAddWithoutValidation("X-Container-Meta-Quota-Bytes", $"{bytes}");
        (await http.SendAsync(post, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
