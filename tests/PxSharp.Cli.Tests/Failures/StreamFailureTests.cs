using PxSharp.Cli.Tests.Processes;
using Xunit;

namespace PxSharp.Cli.Tests.Failures;

/// <summary>Real processes whose output goes nowhere.</summary>
public sealed class StreamFailureTests : IDisposable
{
    private readonly CliBench _px = new();

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task A_full_disk_behind_standard_output_is_storage_trouble_for_every_command()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");

        var run = await RunForEachAsync("px \"$@\" -x 2>&1 >/dev/full; echo $?");

        Assert.Equal(
            CommandCatalogue.Entries.SelectMany(entry => new[]
            {
                $"px {entry.Name}: cannot write to standard output: No space left on device", "6",
            }),
            run.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_reader_that_has_gone_is_no_failure_for_any_command()
    {
        var run = await RunForEachAsync("px \"$@\" -x | head -n 1; echo \"${PIPESTATUS[0]}\"");

        Assert.Equal("", run.Error);
        Assert.Equal(
            CommandCatalogue.Entries.SelectMany(_ => new[] { "NAME", "0" }), run.Out.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("px find --nosuch 2>/dev/full", 2)]
    [InlineData("px find --nosuch 2>&-", 2)]
    [InlineData("px pacs list --db /dev/null/log 2>/dev/full", 0)]
    [InlineData("px report --reportDataFile /dev/null/a 2>/dev/full", 5)]
    public async Task A_full_disk_behind_standard_error_keeps_the_exit_code(string line, int exitCode)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");

        var run = await ShellRun.RunAsync(line, ("PX_BASEMOUNT", _px.BaseMount));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("px report <&-", 5, "px report: the input is empty; it must be what px find --json prints\n")]
    [InlineData("px pacs list >&-", 6, "px pacs list: standard output is closed\n")]
    [InlineData("px pacs list 2>&- >&-", 6, "")]
    public async Task A_closed_stream_is_no_other_file(string line, int exitCode, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no descriptors");

        var run = await ShellRun.RunAsync(line, ("PX_BASEMOUNT", _px.BaseMount));

        Assert.Equal(new ShellRun(exitCode, "", error), run);
    }

    /// <summary>Each command in turn, its words as "$@".</summary>
    private Task<ShellRun> RunForEachAsync(string line) => ShellRun.RunAsync(
        string.Join('\n', CommandCatalogue.Entries.Select(entry => $"set -- {entry.Name}\n{line}")),
        ("PX_BASEMOUNT", _px.BaseMount));
}
