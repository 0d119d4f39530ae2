using PxSharp.Services;
using Xunit;

namespace PxSharp.Tests.Services;

public sealed class CubeServicesSpecs : IDisposable
{
    private readonly TemporaryDirectory _mount = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _mount.Dispose();

    [Theory]
    [InlineData("http://localhost:8000/api/v1/")]
    [InlineData("http://localhost:8000/api/v1")]
    public void Reads_a_CUBE_as_pypx_writes_it(string url)
    {
        Write($$$"""
            {"local": {"url": "{{{url}}}", "username": "chris", "password": "p4ss", "regFSdir": "/neuro/tmp"}}
            """);

        var cube = Get("local");

        Assert.Equal("http://localhost:8000/api/v1/", cube.Address.AbsoluteUri);
        Assert.Equal(("chris", "p4ss"), (cube.UserName, cube.Password!.Reveal()));
        Assert.DoesNotContain("p4ss", $"{cube}", StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_token_or_a_password_from_file_or_environment()
    {
        File.WriteAllText(_mount["secret"], "in-the-file\n");
        Write($$$"""
            {"file": {"url": "http://h/api/v1/", "username": "chris", "passwordFile": "{{{_mount["secret"]}}}"},
             "token": {"url": "http://h/api/v1/", "tokenFile": "{{{_mount["secret"]}}}"},
             "bare": {"url": "http://h/api/v1/", "username": "chris"}}
            """);

        Assert.Equal("in-the-file", Get("file").Password!.Reveal());
        Assert.Equal("in-the-file", Get("token").Token!.Reveal());
        var bare = Assert.Throws<ServiceFileException>(() => Get("bare"));
        Assert.Contains("PX_CUBE_PASSWORD", bare.Message, StringComparison.Ordinal);
        _variables["PX_CUBE_PASSWORD"] = "of-the-environment";
        Assert.Equal("of-the-environment", Get("bare").Password!.Reveal());
        _variables["PX_CUBE_TOKEN"] = "a-token";
        Assert.Equal("a-token", Get("bare").Token!.Reveal());
    }

    [Theory]
    [InlineData("""{"k": {"username": "u", "password": "p4ss"}}""", "has no 'url'")]
    [InlineData("""{"k": {"url": "http://h/", "password": "p4ss"}}""", "has no 'username'")]
    [InlineData("""{"k": {"url": "http://u:p4ss@h/", "username": "u", "password": "p4ss"}}""", "'url' must be as")]
    [InlineData("""{"k": {"url": "http://h/", "username": "u", "passwordFile": "none"}}""",
        "passwordFile cannot be read")]
    [InlineData("""{"other": {}}""", "there are: other")]
    public void Names_file_entry_and_what_is_wrong_with_it(string json, string reason)
    {
        Write(json);

        var error = Assert.Throws<ServiceFileException>(() => Get("k"));

        Assert.Contains("cube.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ss", error.Message, StringComparison.Ordinal);
    }

    private CubeService Get(string key) =>
        CubeServices.BesideLog(_mount["log"], name => _variables.GetValueOrDefault(name)).Get(key);

    private void Write(string json)
    {
        Directory.CreateDirectory(_mount["services"]);
        File.WriteAllText(_mount["services/cube.json"], json);
    }
}
