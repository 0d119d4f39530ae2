using System.Text.Json;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class RepackCommandTests : IDisposable
{
    private readonly CliBench _px = new();

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Files_a_directory_and_changes_nothing_the_second_time()
    {
        var source = WriteSource();

        var first = await _px.RunAsync("repack", source);
        var second = await _px.RunAsync("repack", source);

        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.StartsWith("4 filed, 0 already there, 0 left alone\n", first.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, second.ExitCode);
        Assert.StartsWith("0 filed, 4 already there, 0 left alone\n", second.Out, StringComparison.Ordinal);
        Assert.Equal(
            4, Directory.GetFiles(Path.Combine(_px.BaseMount, "data"), "*.dcm", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Takes_the_options_of_pypx()
    {
        var source = WriteSource();
        var data = Path.Combine(_px.BaseMount, "other");

        var run = await _px.RunAsync(
            "repack", "-p", source, "--parseAllFilesWithSubStr", "000001", "-l", Path.Combine(_px.BaseMount, "log"),
            "-d", data, "--verbosity", "1", "--debug", "--rootDirTemplate", "%PatientID", "--cleanup");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.True(json.RootElement.GetProperty("status").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("run").GetArrayLength());
        Assert.Contains(
            "source removed",
            await File.ReadAllTextAsync(
                Path.Combine(_px.BaseMount, "log", "px-repack.log"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(data, "SIM1-0001")));
        Assert.Equal(3, Directory.GetFiles(source).Length);
    }

    [Fact]
    public async Task Names_what_is_not_DICOM_and_leaves_it_alone_even_when_cleaning_up()
    {
        var source = WriteSource();
        var text = _px.File("source/notes.txt", "These are notes, and nobody should ever take them for a DICOM file.");

        var run = await _px.RunAsync("repack", source, "--cleanup");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.StartsWith($"px repack: left alone: {text}: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "\npx repack: 1 of 5 files were left alone: exit code 1\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.TrimEnd('\n').Split('\n').Length);
        Assert.Equal([text], Directory.GetFiles(source));
    }

    [Fact]
    public async Task Says_of_an_empty_file_and_of_a_link_that_leads_nowhere_what_they_are()
    {
        var empty = _px.File("source/empty", "");
        var link = Path.Combine(_px.BaseMount, "source", "link");
        File.CreateSymbolicLink(link, "/nowhere");

        var run = await _px.RunAsync("repack", Path.Combine(_px.BaseMount, "source"));

        Assert.Contains($"left alone: {empty}: The file is empty.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"left alone: {link}: it is a symbolic link to /nowhere, which is not there\n",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_why_it_ends_with_5()
    {
        var notes = _px.File("source/notes.txt", "These are notes, and nobody should ever take them for a DICOM file.");
        var more = _px.File("source/more.txt", "So are these, and they are as long as it takes to tell them from one.");

        var run = await _px.RunAsync("repack", notes, more);

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.EndsWith(
            "\npx repack: no file could be filed, each for what is in it: exit code 5\n",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_one_line_why_the_only_file_was_not_filed()
    {
        var text = _px.File("source/notes.txt", "These are notes, and nobody should ever take them for a DICOM file.");

        var run = await _px.RunAsync("repack", text);

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.StartsWith(
            $"px repack: left alone: {text}: ",
            Assert.Single(run.Error.TrimEnd('\n').Split('\n')),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_no_half_of_a_JSON_object_when_the_database_cannot_be_opened()
    {
        var source = WriteSource();
        var file = _px.File("file", "");

        var run = await _px.RunAsync("repack", "--xcrdir", source, "--db", Path.Combine(file, "log"));

        Assert.Equal((ExitCode.Storage, ""), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public async Task Notes_that_a_file_has_another_place_now_unless_only_errors_are_to_be_told(
        string verbosity, bool isNoted)
    {
        var source = WriteSource();
        await _px.RunAsync("repack", source);

        var run = await _px.RunAsync("repack", source, "--rootDirTemplate", "other-%PatientID", "-v", verbosity);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(isNoted, run.Error.Contains("px repack: note: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("repack", 2)]
    [InlineData("repack /nonexistent/directory", 5)]
    [InlineData("repack . --seriesDirTemplate %_pad|x_SeriesNumber", 2)]
    [InlineData("repack . --cleanup --durability process", 2)]
    public async Task Refuses_what_makes_no_sense(string words, int exitCode)
    {
        var run = await _px.RunAsync(words.Split(' '));

        Assert.Equal(exitCode, (int)run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(_px.BaseMount));
    }

    private string WriteSource()
    {
        var source = Path.Combine(_px.BaseMount, "source");
        SyntheticArchive.Create(new SyntheticArchiveOptions
        {
            Patients = 1,
            StudiesPerPatient = 1,
            SeriesPerStudy = 1,
            InstancesPerSeries = 4,
            Rows = 16,
            Columns = 16,
        }).WriteFiles(source, TestContext.Current.CancellationToken);
        return source;
    }
}
