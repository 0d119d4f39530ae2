using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Smdb.Export;
using PxSharp.Smdb.Import;
using PxSharp.Status;
using PxSharp.Storage;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Smdb;

public sealed class BaseMountImportSpecs : IAsyncDisposable
{
    private const string Study = "1.2.826.0.1.3680043.10.9999.1.11";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteIndex _index;

    public BaseMountImportSpecs() => _index = SqliteIndex.Open(_directory["log"], Durability.Process);

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Records_each_file_where_it_lies()
    {
        Write("P/ST/SE/0001.dcm", Instances.Make(1));
        Write("P/ST/SE/0002.dcm", Instances.Make(2));

        var finished = await ImportAsync();

        Assert.Equal(new ImportFinished(2, 0, 0), finished);
        var series = await _index.FindSeriesAsync(Instances.Series, Ct);
        Assert.Equal(("P/ST/SE", 2L), (series!.Directory, series.Received));
        var instances = await _index.ListInstancesAsync(Instances.Series, Ct).ToListAsync(Ct);
        Assert.Equal(["P/ST/SE/0001.dcm", "P/ST/SE/0002.dcm"], instances.Select(one => one.RelativePath).Order());
        Assert.Equal(finished, await ImportAsync());
        Assert.Equal(2, (await _index.GetTotalsAsync(Ct)).Instances);
    }

    [Fact]
    public async Task Goes_on_where_it_was_interrupted()
    {
        Write("A/1.dcm", Instances.Make(1));
        Write("B/B/2.dcm", Instances.Make(2));
        Write("B/C/3.dcm", Instances.Make(3));
        Write("C/4.dcm", Instances.Make(4));
        var seen = 0;
        var import = new BaseMountImport(_index, _directory["log"], _directory.Path) { BatchFiles = 1 };
        await foreach (var happened in import.RunAsync(Ct))
        {
            if (happened is ImportProgress && ++seen == 2)
                break;
        }
        Assert.Equal(2, (await _index.GetTotalsAsync(Ct)).Instances);
        // What is done already is not looked at again.
        File.WriteAllText(_directory["data", "A", "1.dcm"], "spoilt");

        var events = await new BaseMountImport(_index, _directory["log"], _directory.Path).RunAsync(Ct).ToListAsync(Ct);

        Assert.Equal(new ImportStarted(4, Path.Combine("B", "B")), events[0]);
        Assert.Equal(new ImportFinished(4, 0, 0), events[^1]);
        Assert.Equal(4, (await _index.GetTotalsAsync(Ct)).Instances);
        Assert.False(File.Exists(_directory["log", ImportMark.FileName]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("'; DROP TABLE instances;--")]
    [InlineData("""{"data":1}""")]
    [InlineData("""{"data":"DATA","directory":{}}""")]
    public async Task Begins_anew_when_nobody_can_say_how_far_it_was(string mark)
    {
        Write("A/1.dcm", Instances.Make(1));
        File.WriteAllText(
            _directory["log", ImportMark.FileName], mark.Replace("DATA", _directory["data"], StringComparison.Ordinal));

        Assert.Equal(new ImportFinished(1, 0, 0), await ImportAsync());
    }

    [Fact]
    public async Task Names_what_is_unfit_and_records_the_rest()
    {
        Write("P/1.dcm", Instances.Make(1));
        var whole = Write("P/2.dcm", Instances.Make(2));
        File.WriteAllBytes(whole, File.ReadAllBytes(whole)[..^10]);
        File.WriteAllText(_directory["data", "P", "notes.txt"], "no DICOM at all, just some words to read");
        Write("Q/twin.dcm", Instances.Make(1));

        var problems = await ProblemsAsync();

        Assert.Equal(
            ["P/2.dcm", "P/notes.txt", "Q/twin.dcm"],
            problems.Select(problem => Path.GetRelativePath(_directory["data"], problem.Path)));
        Assert.Contains("recorded as P/1.dcm already", problems[2].Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _index.GetTotalsAsync(Ct)).Instances);
    }

    [Fact]
    public async Task Does_not_wait_at_a_pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells a pipe from a file");
        Write("P/1.dcm", Instances.Make(1));
        Pipes.Make(_directory["data", "P", "pipe.dcm"]);

        var problem = Assert.Single(await ProblemsAsync());

        Assert.Contains("it is no file, but a pipe", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _index.GetTotalsAsync(Ct)).Instances);
    }

    [Fact]
    public async Task Knows_what_pypx_had_asked_for()
    {
        Write("P/1.dcm", Instances.Make(1));
        WriteTable(
            $"{Instances.Series}-retrieve.json",
            """{"NumberOfSeriesRelatedInstances":"3","command":{"command":"movescu -aec ORTHANC -aet ME"}}""");
        WriteTable(
            "9.9-retrieve.json",
            $$$"""{"NumberOfSeriesRelatedInstances":"2","command":{"command":"-k StudyInstanceUID={{{Study}}} "}}""");

        var finished = await ImportAsync();

        Assert.Equal(new ImportFinished(1, 2, 0), finished);
        var status = await SeriesStatus.OfAsync(_index, null, Instances.Series, Ct);
        Assert.Equal((3L, 1L, (long?)2L), (status.Requested, status.Received, status.Missing));
        Assert.Equal("ORTHANC", (await _index.ListRetrievesAsync(Instances.Series, Ct).ToListAsync(Ct))[0].Pacs);
        Assert.Equal(2, (await SeriesStatus.OfAsync(_index, Study, "9.9", Ct)).Missing);
        await ImportAsync();
        Assert.Single(await _index.ListRetrievesAsync(Instances.Series, Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task Knows_what_pypx_had_pushed_and_exports_it()
    {
        Write("P/1.dcm", Instances.Make(1));
        Write("P/2.dcm", Instances.Make(2));
        WriteTable(
            $"{Instances.Series}-push.json",
            """
            {"status":true,"store":{"status":true,"localFileList":["/BASEMOUNT/data/P/1.dcm"],
            "objectFileList":["SERVICES/PACS/x/1.dcm"]}}
            """);

        Assert.Equal(new ImportFinished(2, 0, 0), await ImportAsync());

        Assert.Equal(1, (await SeriesStatus.OfAsync(_index, null, Instances.Series, Ct)).Pushed);
        await new BaseMountExport(_index, _directory["log"], _directory["data"], _directory["out"])
            .RunAsync(Ct).ToListAsync(Ct);
        var table = JsonNode.Parse(
            File.ReadAllText(_directory["out", "log", "seriesData", $"{Instances.Series}-push.json"]))!["store"]!;
        Assert.Equal([_directory["data", "P/1.dcm"]], table["localFileList"]!.AsArray().Select(path => (string)path!));
        Assert.Equal(["SERVICES/PACS/x/1.dcm"], table["objectFileList"]!.AsArray().Select(path => (string)path!));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"NumberOfSeriesRelatedInstances":"many"}""")]
    [InlineData("""{"NumberOfSeriesRelatedInstances":{}}""")]
    [InlineData("""{"NumberOfSeriesRelatedInstances":1,"NumberOfSeriesRelatedInstances":1}""")]
    [InlineData("""{"NumberOfSeriesRelatedInstances":1,"command":[]}""")]
    public async Task A_broken_table_is_named(string table)
    {
        Directory.CreateDirectory(_directory["data"]);
        WriteTable("9.9-retrieve.json", table);

        Assert.EndsWith("9.9-retrieve.json", Assert.Single(await ProblemsAsync()).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'; DROP TABLE instances;--")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("..%2f..%2f")]
    [InlineData(" ")]
    public async Task The_name_of_a_table_is_a_value_whatever_it_looks_like(string name)
    {
        Write("P/1.dcm", Instances.Make(1));
        WriteTable(
            $"{name}-retrieve.json",
            $$$"""{"NumberOfSeriesRelatedInstances":"2","command":{"command":"-k StudyInstanceUID={{{Study}}} "}}""");
        WriteTable($"{name}-img/{name}.json", "null");

        var finished = await ImportAsync();

        Assert.Equal(new ImportFinished(1, 1, 1), finished);
        Assert.Equal(1, (await _index.GetTotalsAsync(Ct)).Instances);
        Assert.Equal(2, (await SeriesStatus.OfAsync(_index, Study, name, Ct)).Missing);
    }

    [Fact]
    public async Task A_table_whose_name_can_be_no_UID_is_told_and_not_read()
    {
        Directory.CreateDirectory(_directory["data"]);
        WriteTable("a\nb-retrieve.json", """{"NumberOfSeriesRelatedInstances":"2"}""");

        var problem = Assert.Single(await ProblemsAsync());

        Assert.EndsWith("its name has characters that no UID has", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_images_that_pypx_had_and_that_are_gone()
    {
        Write("P/1.dcm", Instances.Make(1));
        Write("P/2.dcm", Instances.Make(2));
        foreach (var image in (string[])["1.dcm", "2.dcm", "3.dcm"])
            WriteTable($"{Instances.Series}-img/{image}.json", "{}");

        var first = await ProblemsAsync();
        File.Delete(_directory["data", "P", "2.dcm"]);
        var second = await ProblemsAsync();

        Assert.Equal(["3.dcm.json"], first.Select(problem => Path.GetFileName(problem.Path)));
        Assert.Equal(["2.dcm.json", "3.dcm.json"], second.Select(problem => Path.GetFileName(problem.Path)));
    }

    [Fact]
    public async Task Nothing_but_the_mark_is_written()
    {
        var file = Write("P/1.dcm", Instances.Make(1));
        WriteTable($"{Instances.Series}-retrieve.json", """{"NumberOfSeriesRelatedInstances":"1"}""");
        var before = File.ReadAllBytes(file);

        await ImportAsync();

        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Equal(
            [file, _directory["log", "seriesData", $"{Instances.Series}-retrieve.json"]],
            Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories)
                .Where(path => !path.Contains("smdb.sqlite", StringComparison.Ordinal)).Order());
    }

    private string Write(string path, DicomDataset dataset)
    {
        var full = _directory["data", path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var file = File.Create(full);
        new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian).Write(file);
        return full;
    }

    private void WriteTable(string name, string content)
    {
        var path = _directory["log", "seriesData", name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private async Task<ImportFinished> ImportAsync() => (ImportFinished)(await new BaseMountImport(
        _index, _directory["log"], _directory.Path).RunAsync(Ct).ToListAsync(Ct))[^1];

    private async Task<List<ImportProblem>> ProblemsAsync() => await new BaseMountImport(
        _index, _directory["log"], _directory.Path).RunAsync(Ct).OfType<ImportProblem>().ToListAsync(Ct);
}
