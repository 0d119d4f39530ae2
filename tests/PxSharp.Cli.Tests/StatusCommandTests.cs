using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task Shows_each_study_and_the_totals()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");

        var run = await bench.RunAsync("status");
        var one = await bench.RunAsync("status", "--PatientID", "SIM1-0002");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("SIM1-0001", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 patients, 2 studies, 4 series, 12 instances, ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("SIM1-0001", one.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifying_looks_at_the_files_and_a_retrieve_brings_what_is_lost()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        var series = bench.FirstSeries.SeriesInstanceUID;
        string[] verify = ["status", "--SeriesInstanceUID", series, "--json", "--verify"];
        Assert.Equal(ExitCode.Done, (await bench.RunAsync(verify)).ExitCode);
        var files = Directory.GetFiles(
            Path.Combine(bench.Px.BaseMount, "data"), "*.dcm", SearchOption.AllDirectories);
        var whole = files.ToDictionary(file => file, File.ReadAllBytes);
        foreach (var file in files[1..])
        {
            File.Delete(file);
        }

        await File.WriteAllBytesAsync(files[0], whole[files[0]][..^2]);

        var one = await bench.RunAsync(verify);
        var all = await bench.RunAsync("status", "--verify");
        var json = JsonNode.Parse(one.Out)!;
        Assert.Equal(ExitCode.Incomplete, one.ExitCode);
        Assert.NotEqual("ImagesAllReceivedOK", (string?)json["state"]!["images"]);
        Assert.Equal(0, (int)json["images"]!["packed"]!["count"]!);
        Assert.Equal(3, one.Error.Split('\n').Count(line => line.Contains(": its file ", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.Incomplete, all.ExitCode);
        Assert.Equal(
            11, all.Error.Split('\n').Count(line => line.Contains("file is gone: ", StringComparison.Ordinal)));

        var again = await bench.RunAsync("retrieve", "--get", "--all");

        Assert.Equal(ExitCode.Done, again.ExitCode);
        Assert.Equal(ExitCode.Done, (await bench.RunAsync("status", "--verify")).ExitCode);
        Assert.All(whole, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(52)]
    public async Task A_narrow_terminal_shows_the_patient_ID_in_full(int width)
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        using var output = new StringWriter();

        await bench.Px.RunAsync(
            ["status"],
            TestContext.Current.CancellationToken,
            new Terminal { Out = output, Error = TextWriter.Null, Width = width });

        var lines = output.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains(" SIM1-0001 ", StringComparison.Ordinal));
        Assert.All(lines.TakeWhile(line => line.Length > 0), line => Assert.InRange(line.Length, 1, width));
    }

    [Fact]
    public async Task Says_of_a_series_what_it_lacks()
    {
        await using var bench = await PacsBench.StartAsync();
        var missing = bench.FirstSeries.Instances.Last().SOPInstanceUID;
        bench.Pacs.Faults = new Faults { FailedInstances = [missing] };
        await bench.RunAsync("retrieve", "--get", "--all", "--wait", "1", "--retries", "0");

        var series = await bench.RunAsync("status", "--SeriesInstanceUID", bench.FirstSeries.SeriesInstanceUID);
        var study = await bench.RunAsync("status", "--StudyInstanceUID", bench.FirstSeries.Study.StudyInstanceUID);

        Assert.Equal(ExitCode.Incomplete, series.ExitCode);
        Assert.Contains($"missing {missing}\n", series.Out, StringComparison.Ordinal);
        Assert.Contains("from sim\n", series.Out, StringComparison.Ordinal);
        Assert.Equal("px status: the series is not whole: 2 instances are here, 1 missing\n", series.Error);
        Assert.Equal(ExitCode.Incomplete, study.ExitCode);
        Assert.Equal(3, study.Out.TrimEnd('\n').Split('\n').Length);
        Assert.Equal("px status: 1 of 2 series is not whole\n", study.Error);
    }

    [Fact]
    public async Task Prints_the_JSON_of_pypx()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");

        var run = await bench.RunAsync(
            "status", "--dblogbasepath", Path.Combine(bench.Px.BaseMount, "log"), "--verifySeriesInStudy", "--json",
            "--SeriesInstanceUID", bench.FirstSeries.SeriesInstanceUID,
            "--StudyInstanceUID", bench.FirstSeries.Study.StudyInstanceUID);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        Assert.Equal(
            ["status", "state", "study", "series", "images"], root.EnumerateObject().Select(member => member.Name));
        Assert.True(root.GetProperty("status").GetBoolean());
        Assert.Equal("StudyOK", root.GetProperty("state").GetProperty("study").GetString());
        Assert.Equal("SeriesOK", root.GetProperty("state").GetProperty("series").GetString());
        Assert.Equal(
            ["received", "requested", "packed", "pushed", "registered"],
            root.GetProperty("images").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Prints_the_JSON_of_older_pypx()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        string[] question =
        [
            "status", "--legacy", "--verifySeriesInStudy", "--SeriesInstanceUID",
            bench.FirstSeries.SeriesInstanceUID, "--StudyInstanceUID",
        ];

        var run = await bench.RunAsync([.. question, bench.FirstSeries.Study.StudyInstanceUID]);
        var wrong = await bench.RunAsync([.. question, "9.9"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var state = json.RootElement.GetProperty("state");
        Assert.Equal("StudyContainsSeriesOK", state.GetProperty("study").GetString());
        Assert.Equal("ImagesAllReceivedOK", state.GetProperty("images").GetString());
        Assert.Equal(ExitCode.Incomplete, wrong.ExitCode);
        Assert.Contains("\"error\": \"Study not found\"", wrong.Out, StringComparison.Ordinal);
        Assert.Contains("does not belong to study 9.9", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--legacy")]
    [InlineData("--verbosity=1")]
    public async Task Says_why_a_series_of_another_study_is_not_done(string option)
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");

        var run = await bench.RunAsync(
            "status", "--SeriesInstanceUID", bench.FirstSeries.SeriesInstanceUID, "--StudyInstanceUID", "9.9", option);

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal(
            $"px status: series {bench.FirstSeries.SeriesInstanceUID} does not belong to study 9.9\n", run.Error);
    }

    [Fact]
    public async Task Tells_of_each_series_that_a_query_found()
    {
        await using var bench = await PacsBench.StartAsync();
        var found = await bench.RunAsync("find", "--PatientID", "SIM1-0001", "--json");
        await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");
        bench.Px.Input = found.Out;

        var run = await bench.RunAsync("status", "--reportDataFile", "-", "--json");
        var table = await bench.RunAsync("status", "--reportDataFile", "-");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.All(
            json.RootElement.EnumerateArray(), status => Assert.True(status.GetProperty("status").GetBoolean()));
        Assert.Equal(3, table.Out.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task An_unknown_series_is_told()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");

        var run = await bench.RunAsync("status", "--SeriesInstanceUID", "9.9.9");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal("px status: nothing is known of series 9.9.9\n", run.Error);
    }

    [Fact]
    public async Task An_unknown_patient_is_told()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");

        var run = await bench.RunAsync("status", "--PatientID", "NOPE");
        var json = await bench.RunAsync("status", "--PatientID", "NOPE", "--json");

        const string line = "px status: nothing is known of patient NOPE\n";
        Assert.Equal(new CliRun(ExitCode.Incomplete, "", line), run);
        Assert.Equal(new CliRun(ExitCode.Incomplete, "[]\n", line), json);
    }

    [Fact]
    public async Task An_unknown_study_is_told_without_an_empty_table()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");

        Assert.Equal(
            new CliRun(ExitCode.Incomplete, "", "px status: nothing is known of study 9.9\n"),
            await bench.RunAsync("status", "--StudyInstanceUID", "9.9"));
    }

    [Fact]
    public async Task An_empty_database_is_told_as_what_it_is()
    {
        using var px = new CliBench();
        await using var index = SqliteIndex.Open(Path.Combine(px.BaseMount, "log"));

        Assert.Equal(
            new CliRun(ExitCode.Incomplete, "", "px status: nothing has been received yet\n"),
            await px.RunAsync("status"));
    }

    [Fact]
    public async Task Says_how_many_of_the_series_that_a_query_found_are_not_whole()
    {
        await using var bench = await PacsBench.StartAsync();
        bench.Px.Input = (await bench.RunAsync("find", "--json")).Out;
        await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        var run = await bench.RunAsync("status", "--reportDataFile", "-");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal("px status: 2 of 4 series are not whole\n", run.Error);
    }

    [Fact]
    public async Task Says_of_a_patient_too_that_not_all_is_here()
    {
        await using var bench = await PacsBench.StartAsync();
        bench.Pacs.Faults = new Faults { FailedInstances = [bench.FirstSeries.Instances.Last().SOPInstanceUID] };
        await bench.RunAsync("retrieve", "--get", "--all");

        var broken = await bench.RunAsync("status", "--PatientID", "SIM1-0001");
        var json = await bench.RunAsync("status", "--PatientID", "SIM1-0001", "--json");
        var whole = await bench.RunAsync("status", "--PatientID", "SIM1-0002");

        Assert.Equal(ExitCode.Incomplete, broken.ExitCode);
        Assert.Equal("px status: 1 of 1 studies is not whole\n", broken.Error);
        Assert.Equal(ExitCode.Incomplete, json.ExitCode);
        Assert.Equal("px status: 1 of 2 series is not whole\n", json.Error);
        Assert.Equal((ExitCode.Done, ""), (whole.ExitCode, whole.Error));
    }

    [Theory]
    [InlineData(80, "Müller^J", "MR Brain w")]
    [InlineData(100, "Müller^Jürgen^^Dr.", "MR Brain without co")]
    public async Task Name_and_description_share_what_room_there_is(int width, string name, string description)
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        using var output = new StringWriter();

        await bench.Px.RunAsync(
            ["status"],
            TestContext.Current.CancellationToken,
            new Terminal { Out = output, Error = TextWriter.Null, Width = width });

        Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(description, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_database_it_makes_none()
    {
        using var px = new CliBench();

        var run = await px.RunAsync("status");
        var json = await px.RunAsync("status", "--json", "--SeriesInstanceUID", "1.2");
        var all = await px.RunAsync("status", "--json");

        Assert.Equal(ExitCode.Incomplete, json.ExitCode);
        Assert.Equal("NoInfoAvailable", (string?)JsonNode.Parse(json.Out)!["state"]!["series"]);
        Assert.Equal((ExitCode.Incomplete, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("px status: nothing has been received yet", run.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Incomplete, "[]\n"), (all.ExitCode, all.Out));
        Assert.False(Directory.Exists(px.BaseMount));
    }

    [Fact]
    public async Task A_database_that_is_none_is_storage_trouble()
    {
        using var px = new CliBench();
        px.File("log/smdb.sqlite", "This is a text file that somebody put in the place of the database, for a joke.");

        var run = await px.RunAsync("status");

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.Equal(
            $"px status: cannot open the tracking database {px.BaseMount}/log/smdb.sqlite: it is no database; move it "
                + "away, or name another directory with --db\n",
            run.Error);
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_is_read_all_the_same()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--all");
        // Not even root can write a file where a directory is.
        Directory.CreateDirectory(Path.Combine(bench.Px.BaseMount, "log", "smdb.sqlite-wal"));

        var run = await bench.RunAsync("status");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 patients, 2 studies, 4 series, 12 instances", run.Out, StringComparison.Ordinal);
    }
}
