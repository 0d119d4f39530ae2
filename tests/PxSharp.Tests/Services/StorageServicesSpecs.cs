using PxSharp.ObjectStores;
using PxSharp.Services;
using Xunit;

namespace PxSharp.Tests.Services;

public sealed class StorageServicesSpecs : IDisposable
{
    private readonly TemporaryDirectory _mount = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _mount.Dispose();

    [Fact]
    public void Reads_a_Swift_as_pypx_writes_it()
    {
        Write("storage", """
            {"chris": {"storagetype": "swift", "ip": "10.1.2.3", "port": "8080", "login": "chris:chris1234"}}
            """);

        var swift = Get("chris").Swift!;

        Assert.Equal("http://10.1.2.3:8080/auth/v1.0", swift.AuthUrl.AbsoluteUri);
        Assert.Equal(("chris:chris1234", "users", "testing", false), (
            swift.User, swift.Container, swift.Secret.Reveal(), swift.UsesKeystone));
    }

    [Fact]
    public void Reads_a_directory_whose_name_is_no_Unicode()
    {
        Write("storage", """{"mounted": {"storagetype": "fs", "storepath": "/mnt/\udce9t\u00e9", "\udc80": 1}}""");

        Assert.Equal("/mnt/\uFFFDté", Get("mounted").StorePath);
    }

    [Fact]
    public void Reads_a_directory_as_pypx_writes_it()
    {
        Write("storage", """{"mounted": {"storagetype": "fs", "storepath": "/mnt/store"}}""");

        Assert.Equal("/mnt/store", Get("mounted").StorePath);
    }

    [Fact]
    public void Reads_a_Swift_of_the_file_that_older_pypx_wrote()
    {
        Write("storage", """{"new": {"storagetype": "fs", "storepath": "/mnt/store"}}""");
        Write("swift", """{"old": {"ip": "10.1.2.3", "port": 8080, "login": "chris:chris1234"}}""");

        Assert.Equal("http://10.1.2.3:8080/auth/v1.0", Get("old").Swift!.AuthUrl.AbsoluteUri);
        Assert.Equal("/mnt/store", Get("new").StorePath);
    }

    [Fact]
    public void Reads_an_S3()
    {
        Write("storage", """
            {"cloud": {"storagetype": "s3", "endpoint": "https://s3.example.org", "bucket": "images",
                       "login": "KEYID", "secret": "s3cret", "region": "eu-west-1", "pathStyle": false}}
            """);

        var s3 = Get("cloud").S3!;

        Assert.Equal(("https://s3.example.org/", "images", "KEYID", "s3cret", "eu-west-1", false), (
            s3.Endpoint!.AbsoluteUri, s3.Bucket, s3.AccessKey, s3.Secret.Reveal(), s3.Region, s3.UsesPathStyle));
    }

    [Theory]
    [InlineData("\"ip\": \"10.1.2.3\", \"port\": \"5000\"", "http://10.1.2.3:5000/v3")]
    [InlineData("\"ip\": \"10.1.2.3\", \"port\": \"443\"", "https://10.1.2.3/v3")]
    [InlineData("\"url\": \"https://keystone.example.org/identity/v3\"", "https://keystone.example.org/identity/v3")]
    public void Reads_a_Swift_with_Keystone(string address, string url)
    {
        Write("storage", $$$"""
            {"os": {"storagetype": "swift", "auth": "v3", {{{address}}}, "login": "alice", "secret": "s3cret",
                    "project": "imaging", "region": "two"}}
            """);

        var swift = Get("os").Swift!;

        Assert.True(swift.UsesKeystone);
        Assert.Equal((url, "imaging", "Default", "Default", "two"), (
            swift.AuthUrl.AbsoluteUri, swift.Project, swift.UserDomain, swift.ProjectDomain, swift.Region));
    }

    [Fact]
    public void Takes_the_secret_from_the_nearest_place()
    {
        Write("storage", """
            {"my.key": {"storagetype": "swift", "ip": "h", "port": "8080", "login": "a:b", "secret": "in-the-entry",
                        "secretFile": "key.txt"}}
            """);
        Assert.Contains(
            "key.txt", Assert.Throws<ServiceFileException>(() => Get("my.key")).Message, StringComparison.Ordinal);
        File.WriteAllText(_mount["services/key.txt"], "in-the-file\n");
        Assert.Equal("in-the-file", Get("my.key").Swift!.Secret.Reveal());

        _variables["PX_STORAGE_SECRET"] = "of-all";
        Assert.Equal("of-all", Get("my.key").Swift!.Secret.Reveal());

        _variables["PX_STORAGE_SECRET_MY_KEY"] = "of-this";
        Assert.Equal("of-this", Get("my.key").Swift!.Secret.Reveal());
    }

    [Theory]
    [InlineData("""{"k": {"storagetype": "ftp"}}""", "'ftp' is none of swift, fs and s3")]
    [InlineData("""{"k": {"storagetype": "fs"}}""", "has no 'storepath'")]
    [InlineData("""{"k": {"ip": "h", "port": "0", "login": "a"}}""", "port '0' is not between 1 and 65535")]
    [InlineData("""{"k": {"url": "http://u:p4ss@h/", "login": "a"}}""", "url is no address")]
    [InlineData("""{"k": {"storagetype": "s3", "endpoint": "http://h", "bucket": "b", "login": "a"}}""",
        "PX_STORAGE_SECRET_K")]
    [InlineData("""{"k": {"storagetype": "fs", "storepath": "/mnt\u0000"}}""", "'storepath' has a NUL character")]
    [InlineData("""{"k": 5}""", "must be an object")]
    [InlineData("""{"other": {}}""", "there are: other")]
    public void Names_file_entry_and_what_is_wrong_with_it(string json, string reason)
    {
        Write("storage", json);

        var error = Assert.Throws<ServiceFileException>(() => Get("k"));

        Assert.Contains("storage.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("'k'", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ss", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"k\": {\"storagetype\": \"swift\", \"ip\": \"127.0.0.1\", \"port\": \"1\", "
        + "\"login\": \"a:b\", \"secret\": \"s3cret\"}}")]
    [InlineData("{\"k\": {\"storagetype\": \"s3\", \"ip\": \"127.0.0.1\", \"port\": \"1\", \"bucket\": \"c\", "
        + "\"login\": \"a\", \"secret\": \"s3cret\"}}")]
    public async Task Shows_the_secret_nowhere(string json)
    {
        Write("storage", json);
        var service = Get("k");
        await using var store = service.Open(new ObjectStoreOptions { Retries = 0 });

        var error = await Assert.ThrowsAsync<ObjectStoreException>(async () => await store.PutAsync(
            "a", ObjectContent.FromBytes(new byte[1]), TestContext.Current.CancellationToken));

        Assert.DoesNotContain("s3cret", $"{service} {store.Location} {error}", StringComparison.Ordinal);
    }

    private StorageService Get(string key) =>
        StorageServices.BesideLog(_mount["log"], name => _variables.GetValueOrDefault(name)).Get(key);

    private void Write(string name, string json)
    {
        Directory.CreateDirectory(_mount["services"]);
        File.WriteAllText(_mount[$"services/{name}.json"], json);
    }
}
