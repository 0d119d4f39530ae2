using System.Text.Json.Nodes;
using PxSharp.Services;
using Xunit;

namespace PxSharp.Tests.Services;

public sealed class PacsServicesSpecs : IDisposable
{
    private static readonly PacsService Orthanc = new("CHRISLOCAL", "ORTHANC", "127.0.0.1", 4342);

    private readonly TemporaryDirectory _baseMount = new();
    private readonly PacsServices _services;

    public PacsServicesSpecs() => _services = PacsServices.BesideLog(_baseMount["log"]);

    private string PacsFile => _baseMount["services", "pacs.json"];

    public void Dispose() => _baseMount.Dispose();

    [Fact]
    public void Writes_what_pypx_writes_beside_the_log_directory()
    {
        _services.Set("orthanc", Orthanc);

        Assert.Equal(
            """
            {
                "orthanc": {
                    "aet": "CHRISLOCAL",
                    "aec": "ORTHANC",
                    "ip": "127.0.0.1",
                    "port": "4342"
                }
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(PacsFile));
    }

    [Fact]
    public void Reads_back_what_was_added_in_order()
    {
        _services.Set("orthanc", Orthanc);
        _services.Set("clinic", Orthanc with { Host = "pacs.example.org", Port = 104 });

        Assert.Equal(["orthanc", "clinic"], _services.List().Select(entry => entry.Key));
        Assert.Equal(Orthanc, _services.Find("orthanc"));
        Assert.Equal(104, _services.Get("clinic").Port);
    }

    [Fact]
    public void A_trailing_slash_of_the_log_directory_changes_nothing()
    {
        PacsServices.BesideLog(_baseMount["log"] + "/").Set("orthanc", Orthanc);

        Assert.Equal(Orthanc, _services.Find("orthanc"));
    }

    [Fact]
    public void Nothing_is_named_when_there_is_no_file()
    {
        Assert.Empty(_services.List());
        Assert.Null(_services.Find("orthanc"));
        Assert.False(_services.Remove("orthanc"));
        Assert.False(File.Exists(PacsFile));
    }

    [Fact]
    public void Keeps_members_that_it_does_not_know()
    {
        Write("""
            {"orthanc": {"aet": "A", "aec": "B", "ip": "h", "port": 104, "tls": true},
             "other": {"note": "M\u00fcller"}}
            """);

        _services.Set("orthanc", Orthanc);
        _services.Remove("nobody");

        var written = JsonNode.Parse(File.ReadAllText(PacsFile))!;
        Assert.True(written["orthanc"]!["tls"]!.GetValue<bool>());
        Assert.Equal("Müller", written["other"]!["note"]!.GetValue<string>());
        Assert.Contains("M\\u00fcller", File.ReadAllText(PacsFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_texts_and_names_that_are_no_Unicode()
    {
        Write("""{"\udc80": {"aet": "A\udcff", "aec": "B", "ip": "h", "port": 104, "\udc81": "\ud800"}}""");

        Assert.Equal(new PacsService("A\uFFFD", "B", "h", 104), _services.Find("\uFFFD"));
    }

    [Fact]
    public void Reads_a_port_that_is_a_number()
    {
        Write("""{"orthanc": {"aet": "A", "aec": "B", "ip": "h", "port": 104}}""");

        Assert.Equal(new PacsService("A", "B", "h", 104), _services.Find("orthanc"));
    }

    [Fact]
    public void Removes_only_the_one_that_is_named()
    {
        _services.Set("orthanc", Orthanc);
        _services.Set("clinic", Orthanc);

        Assert.True(_services.Remove("orthanc"));

        Assert.Equal(["clinic"], _services.List().Select(entry => entry.Key));
    }

    [Fact]
    public void Broken_JSON_is_told_with_file_and_line_and_left_as_it_is()
    {
        Write("{\n    \"orthanc\": {\n        \"aet\" \"A\"\n    }\n}\n");

        var error = Assert.Throws<ServiceFileException>(() => _services.Set("clinic", Orthanc));

        Assert.Equal(3, error.Line);
        Assert.StartsWith($"{PacsFile}, line 3: not valid JSON", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("\"aet\" \"A\"", File.ReadAllText(PacsFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[1]""", "one JSON object")]
    [InlineData("""{"orthanc": 1}""", "'orthanc'")]
    [InlineData("""{"orthanc": {"aet": "A", "aec": "B", "ip": "h"}}""", "no 'port'")]
    [InlineData("""{"orthanc": {"aet": "A", "aec": "B", "ip": "h", "port": "0"}}""", "port '0'")]
    [InlineData("""{"orthanc": {"aet": "A", "aec": "B", "ip": "h", "port": "99999"}}""", "port '99999'")]
    [InlineData("""{"orthanc": {"aet": {}, "aec": "B", "ip": "h", "port": "1"}}""", "no 'aet'")]
    public void An_entry_that_cannot_be_used_is_told_by_name(string json, string told)
    {
        Write(json);

        var error = Assert.Throws<ServiceFileException>(() => _services.Find("orthanc"));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains(PacsFile, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_told_with_the_names_that_there_are()
    {
        _services.Set("orthanc", Orthanc);

        var error = Assert.Throws<ServiceFileException>(() => _services.Get("ortanc"));

        Assert.Contains("'ortanc' (there are: orthanc)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_its_owner_may_read_the_file()
    {
        Write("{}");
        File.SetUnixFileMode(
            PacsFile,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        _services.Set("orthanc", Orthanc);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PacsFile));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        var names = Enumerable.Range(0, 20).Select(i => $"pacs{i}").ToArray();

        await Task.WhenAll(
            names.Select(name => Task.Run(() => PacsServices.BesideLog(_baseMount["log"]).Set(name, Orthanc))));

        Assert.Equal(names.Order(), _services.List().Select(entry => entry.Key).Order());
        Assert.Equal(
            ["pacs.json", "pacs.json.lock"],
            Directory.GetFiles(_baseMount["services"]).Select(Path.GetFileName).Order());
    }

    private void Write(string json)
    {
        Directory.CreateDirectory(_baseMount["services"]);
        File.WriteAllText(PacsFile, json);
    }
}
