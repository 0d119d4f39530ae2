using System.Text.Json;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class SmdbCommandTests
{
    [Fact]
    public async Task Keeps_and_shows_a_PACS_as_pypx_does()
    {
        using var px = new CliBench();
        const string entry = """{"orthanc":{"aet":"CHRISLOCAL","aec":"ORTHANC","ip":"127.0.0.1","port":"4242"}}""";

        var set = await px.RunAsync(
            "smdb", "--logdir", Path.Combine(px.BaseMount, "log"), "--action", "PACS", "--actionArgs", entry);
        var get = await px.RunAsync("smdb", "--action", "PACS");
        var show = await px.RunAsync("pacs", "list");

        Assert.Equal(ExitCode.Done, set.ExitCode);
        Assert.Equal(set.Out, get.Out);
        using var json = JsonDocument.Parse(get.Out);
        Assert.True(json.RootElement.GetProperty("status").GetBoolean());
        Assert.True(
            JsonElement.DeepEquals(JsonDocument.Parse(entry).RootElement, json.RootElement.GetProperty("PACS")));
        Assert.Contains("ORTHANC", show.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_prints_a_password()
    {
        using var px = new CliBench();

        var cube = await px.RunAsync(
            "smdb", "--action", "CUBE", "--actionArgs",
            """{"local":{"url":"http://h/api/v1/","username":"chris","password":"chris1234"}}""");
        var swift = await px.RunAsync(
            "smdb", "--action", "swift", "--actionArgs",
            """{"local":{"ip":"h","port":"8080","login":"chris:chris1234"}}""");
        var storage = await px.RunAsync("smdb", "--action", "storage");

        Assert.DoesNotContain("chris1234", cube.Out + swift.Out + storage.Out, StringComparison.Ordinal);
        Assert.Contains("\"login\": \"chris:***\"", storage.Out, StringComparison.Ordinal);
        Assert.Contains("\"storagetype\": \"swift\"", storage.Out, StringComparison.Ordinal);
        var kept = File.ReadAllText(Path.Combine(px.BaseMount, "services", "cube.json"));
        Assert.Contains("chris1234", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_where_the_files_of_a_patient_and_a_series_lie()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        var uid = bench.FirstSeries.SeriesInstanceUID;

        var patient = await bench.RunAsync("smdb", "--action", "imageDirsPatientID", "--actionArgs", "SIM1-0001");
        var named = await bench.RunAsync("smdb", "--action", "imageDirsPatientID", "--PatientID", "SIM1-0001");
        var series = await bench.RunAsync("smdb", "--action", "imageDirsSeriesInstanceUID", "--actionArgs", uid);
        var location = await bench.RunAsync("smdb", "--action", "seriesDirLocation_get", "--SeriesInstanceUID", uid);

        Assert.Equal(patient, named);
        using var ofSeries = JsonDocument.Parse(series.Out);
        var directory = ofSeries.RootElement.GetProperty(uid).GetString()!;
        Assert.Equal(3, Directory.GetFiles(directory, "*.dcm").Length);
        using var ofPatient = JsonDocument.Parse(patient.Out);
        var study = bench.FirstSeries.Study.StudyInstanceUID;
        Assert.Equal(2, ofPatient.RootElement.GetProperty("d_imageDirs").GetProperty(study).GetArrayLength());
        var entry = ofPatient.RootElement.GetProperty("d_series").GetProperty(study)[0].GetProperty(uid);
        Assert.Equal("SIM1-0001", entry.GetProperty("PatientID").GetString());
        Assert.Equal(
            entry.GetProperty("outputFile").GetString(),
            Assert.Single(entry.GetProperty("imageObj").EnumerateObject()).Name);
        using var there = JsonDocument.Parse(location.Out);
        Assert.Equal(directory, there.RootElement.GetProperty("seriesDirLocation").GetString());
    }

    [Fact]
    public async Task Says_which_tables_pypx_would_have_for_a_file()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        var file = bench.Files()[0];

        var run = await bench.RunAsync("smdb", "--action", "seriesstudypatient_DBtablesGet", "--xcrdirfile", file);
        var other = await bench.RunAsync(
            "smdb", "--action", "seriesMap_DBtablesGet", "--xcrdir", Path.GetDirectoryName(file)!,
            "--xcrfile", Path.GetFileName(file));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(
            ["status", "seriesData_DBtablesGet", "studyData_DBtablesGet", "patientData_DBtablesGet"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
        var meta = json.RootElement.GetProperty("seriesData_DBtablesGet").GetProperty("series-meta");
        Assert.True(meta.GetProperty("exists").GetBoolean());
        Assert.Equal(ExitCode.Done, other.ExitCode);
    }

    [Theory]
    [InlineData("smdb --action nosuch", 2)]
    [InlineData("smdb", 2)]
    [InlineData("smdb --action CUBE", 1)]
    [InlineData("smdb --action storage --actionArgs {bad", 5)]
    [InlineData("smdb --action imageDirsPatientID --actionArgs NOSUCH", 1)]
    [InlineData("smdb --action imageDirsSeriesInstanceUID --actionArgs 9.9.9", 1)]
    [InlineData("smdb --action seriesMap_DBtablesGet", 2)]
    [InlineData("smdb --action mapsUpdateForFile", 2)]
    [InlineData("smdb --action imageDirsPatientID", 2)]
    [InlineData("smdb --action mapsUpdateForPatient", 2)]
    [InlineData("smdb --action imageDirsSeriesInstanceUID", 2)]
    [InlineData("smdb --action seriesDirLocation_get", 2)]
    [InlineData("smdb --action seriesDirLocation_get --SeriesInstanceUID 9.9.9", 1)]
    [InlineData("smdb --action endOfStudy", 2)]
    [InlineData("smdb --action endOfStudy --StudyInstanceUID 9.9.9", 1)]
    [InlineData("smdb --action seriesMap_DBtablesGet --xcrdirfile /nonexistent/x.dcm", 5)]
    public async Task A_failure_is_one_line_and_no_success(string words, int exitCode)
    {
        using var px = new CliBench();

        var run = await px.RunAsync(words.Split(' '));

        Assert.Equal(exitCode, (int)run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("smdb import", 2)]
    [InlineData("smdb import /nonexistent/mount", 5)]
    [InlineData("smdb export", 2)]
    [InlineData("smdb export out", 5)]
    public async Task Import_and_export_begin_nothing_that_makes_no_sense(string words, int exitCode)
    {
        using var px = new CliBench();

        var run = await px.RunAsync(words.Split(' '));

        Assert.Equal(exitCode, (int)run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(px.BaseMount));
    }

    [Fact]
    public async Task An_interrupted_import_says_how_to_go_on()
    {
        using var px = new CliBench();
        px.File("data/notes.txt", "These are notes, and nobody should ever take them for a DICOM file.");
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        var run = await px.RunAsync(["smdb", "import", px.BaseMount], interrupted.Token);
        var again = await px.RunAsync("smdb", "import", px.BaseMount);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal("px smdb import: interrupted; the same command goes on from here\n", run.Error);
        Assert.Equal(ExitCode.Incomplete, again.ExitCode);
        Assert.Contains("notes.txt: This is not a DICOM file", again.Error, StringComparison.Ordinal);
        Assert.Contains("0 instances recorded, 0 retrieves of pypx, 1 problem\n", again.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-x")]
    public async Task The_help_says_what_each_action_needs(string option)
    {
        using var px = new CliBench();

        var help = (await px.RunAsync("smdb", option)).Out;

        var table = help[help.IndexOf("what each action needs", StringComparison.OrdinalIgnoreCase)..];
        Assert.All(
            PxSharp.Smdb.SmdbActions.Names, name => Assert.Contains(name, table, StringComparison.Ordinal));
        Assert.Matches(@"mapsUpdateForPatient\s+--actionArgs PATIENTID", table);
        Assert.Contains("seriesstudypatient_DBtablesGet", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggests_the_action_that_was_meant()
    {
        using var px = new CliBench();

        var run = await px.RunAsync("smdb", "--action", "imageDirPatientID");

        Assert.Equal(
            "px smdb: --action: \"imageDirPatientID\" is no action; did you mean imageDirsPatientID?\n", run.Error);
    }
}
