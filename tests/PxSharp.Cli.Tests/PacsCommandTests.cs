using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class PacsCommandTests : IDisposable
{
    private const string NoName = "cannot be the name of a PACS: a name is up to 64 letters, digits, dots, underscores "
        + "and hyphens, and begins with a letter or digit";

    private static readonly string[] Orthanc =
        ["pacs", "add", "orthanc", "--aec", "ORTHANC", "--aet", "CHRISLOCAL", "--host", "127.0.0.1", "--port", "4242"];

    private readonly CliBench _px = new();

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Keeps_a_PACS_in_the_shape_of_pypx()
    {
        var run = await _px.RunAsync(Orthanc);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("added orthanc: ORTHANC at 127.0.0.1:4242, we are CHRISLOCAL\n", run.Out);
        Assert.Equal(
            """
            {
                "orthanc": {
                    "aet": "CHRISLOCAL",
                    "aec": "ORTHANC",
                    "ip": "127.0.0.1",
                    "port": "4242"
                }
            }

            """,
            File.ReadAllText(Path.Combine(_px.BaseMount, "services", "pacs.json")),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Lists_shows_changes_and_removes()
    {
        await _px.RunAsync(Orthanc);
        var changed = await _px.RunAsync("pacs", "add", "orthanc", "--serverPort", "104");
        var list = await _px.RunAsync("pacs", "list");
        var show = await _px.RunAsync("pacs", "show", "orthanc");
        var removed = await _px.RunAsync("pacs", "remove", "orthanc");
        var empty = await _px.RunAsync("pacs", "list", "--json");

        Assert.StartsWith("changed orthanc: ORTHANC at 127.0.0.1:104", changed.Out, StringComparison.Ordinal);
        Assert.Equal(
            "NAME     AE TITLE  ADDRESS        OUR AE TITLE\northanc  ORTHANC   127.0.0.1:104  CHRISLOCAL\n", list.Out);
        Assert.Contains("port (--serverPort)   104\n", show.Out, StringComparison.Ordinal);
        Assert.Equal("removed orthanc\n", removed.Out);
        Assert.Equal("{}\n", empty.Out);
    }

    [Theory]
    [InlineData("pacs add x --aet A --aec B --host h", "px pacs add: --port is missing: its port")]
    [InlineData("pacs add x --aec B",
        "px pacs add: missing: --aet (our AE title), --host (its address), --port (its port)")]
    [InlineData("pacs add a/b --aet A --aec B --host h --port 1", "px pacs add: \"a/b\" " + NoName)]
    [InlineData("pacs add .. --aet A --aec B --host h --port 1", "px pacs add: \"..\" " + NoName)]
    [InlineData("pacs add é;b --aet A --aec B --host h --port 1", "px pacs add: \"é;b\" " + NoName)]
    [InlineData("pacs add", "px pacs add: NAME is missing")]
    [InlineData("pacs add x --aet A --aec B --host h --port 0",
        "px pacs add: --serverPort: \"0\" is not a whole number from 1 to 65535")]
    [InlineData("pacs add x --aet A --aec B --host h --port", "px pacs add: --port needs a value")]
    [InlineData("pacs add x --aet --aec B", "px pacs add: --aet needs a value before --aec")]
    [InlineData("pacs add x --aet SEVENTEENLETTERS17",
        "px pacs add: --aet: \"SEVENTEENLETTERS17\" is no AE title; it has 1 to 16 ASCII characters and no backslash")]
    [InlineData("pacs show nobody", "px pacs show: no PACS is named \"nobody\" (px pacs list shows the known ones)")]
    [InlineData("pacs remove nobody",
        "px pacs remove: no PACS is named \"nobody\" (px pacs list shows the known ones)")]
    [InlineData("pacs list --jsno", "px pacs list: --jsno: did you mean --json?")]
    [InlineData("pacs list --zzzzzz", "px pacs list: --zzzzzz is no option (see px pacs list --help)")]
    [InlineData("pacs list more",
        "px pacs list: \"more\" is one word too many; values with spaces need quotes (see px pacs list --help)")]
    public async Task Says_in_one_line_what_is_wrong_with_the_words(string words, string line)
    {
        var run = await _px.RunAsync(words.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(line + "\n", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task A_name_that_pypx_gave_can_still_be_changed()
    {
        _px.File("services/pacs.json", """{"MGH & Co": {"aet": "A", "aec": "B", "ip": "h", "port": "104"}}""");

        var run = await _px.RunAsync("pacs", "add", "MGH & Co", "--port", "11112");

        Assert.Equal(new CliRun(ExitCode.Done, "changed MGH & Co: B at h:11112, we are A\n", ""), run);
    }

    [Fact]
    public async Task A_broken_service_file_is_bad_data_named_with_its_line()
    {
        var path = _px.File("services/pacs.json", "{\n\"orthanc\": {\n");

        var run = await _px.RunAsync("pacs", "list");

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Equal(
            $"px pacs list: {path}, line 3: not valid JSON there or just before; correct the file, or move it away and "
                + "name its entries anew\n",
            run.Error);
    }

    [Fact]
    public async Task A_name_that_stands_twice_in_a_service_file_is_bad_data()
    {
        var path = _px.File("services/pacs.json", """{"a": {}, "a": {}}""");

        var run = await _px.RunAsync("pacs", "list");

        Assert.Equal(
            new CliRun(
                ExitCode.BadData, "", $"px pacs list: {path}: a name stands in it twice; remove one of the two\n"),
            run);
    }

    [Fact]
    public async Task Hostile_values_in_the_service_file_cannot_steer_the_terminal()
    {
        _px.File(
            "services/pacs.json", """{"a\u001b[2J":{"aet":"A\u0007","aec":"\u009bB","ip":"h\r\nx","port":"104"}}""");

        var run = await _px.RunAsync("pacs", "list");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain(run.Out, character => char.IsControl(character) && character != '\n');
        Assert.Contains("a\\x1b[2J", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_file_that_cannot_be_written_is_storage_trouble()
    {
        _px.File("services", "a file where a directory must be");

        var run = await _px.RunAsync(Orthanc);

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }
}
