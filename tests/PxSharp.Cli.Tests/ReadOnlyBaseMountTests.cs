using PxSharp.Cli.Tests.Processes;
using PxSharp.Index;
using Xunit;

namespace PxSharp.Cli.Tests;

/// <summary>Questions about a BASEMOUNT that may only be read, such as one on another machine's disk.</summary>
public sealed class ReadOnlyBaseMountTests
{
    private const string Totals = "1 patient, 1 study, 2 series, 6 instances";

    [Theory]
    [InlineData("status")]
    [InlineData("status --verify --PatientID SIM1-0001")]
    [InlineData("smdb --action seriesDBtablesGet")]
    public async Task Are_answered_as_anywhere_else(string words)
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");
        var writable = await ShellRun.RunAsync($"px {words} --db '{bench.Px.BaseMount}/log'");

        var run = await ReadOnlyAsync(bench.Px.BaseMount, $"px {words} --db '{bench.Px.BaseMount}/log'");

        Assert.NotEqual("", run.Out);
        Assert.Equal(writable, run);
    }

    [Fact]
    public async Task Know_what_a_receiver_elsewhere_has_just_recorded()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var index = SqliteIndex.Open(Path.Combine(bench.Px.BaseMount, "log"));
        await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        var run = await ReadOnlyAsync(bench.Px.BaseMount, $"px status --db '{bench.Px.BaseMount}/log'");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(Totals, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_refused_in_one_line_where_the_newest_records_cannot_be_read()
    {
        await using var bench = await PacsBench.StartAsync();
        var copy = Directory.CreateDirectory(Path.Combine(bench.Px.BaseMount, "copy")).FullName;
        await using (SqliteIndex.Open(Path.Combine(bench.Px.BaseMount, "log")))
        {
            await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");
            foreach (var name in new[] { "smdb.sqlite", "smdb.sqlite-wal" })
            {
                File.Copy(Path.Combine(bench.Px.BaseMount, "log", name), Path.Combine(copy, name));
            }
        }

        var run = await ReadOnlyAsync(bench.Px.BaseMount, $"px status --db '{copy}'");

        Assert.Equal((int)ExitCode.Storage, run.ExitCode);
        Assert.Equal(
            $"px status: cannot read the tracking database {copy}/smdb.sqlite: its newest records stand in "
                + "smdb.sqlite-wal, which needs a directory that can be written; copy it and name the copy with --db\n",
            run.Error);
    }

    [Fact]
    public async Task What_would_change_something_says_that_it_may_not()
    {
        await using var bench = await PacsBench.StartAsync();
        await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        var run = await ReadOnlyAsync(
            bench.Px.BaseMount, $"px repack '{bench.Px.BaseMount}/data' --db '{bench.Px.BaseMount}/log'");

        Assert.Equal((int)ExitCode.Storage, run.ExitCode);
        Assert.StartsWith(
            $"px repack: cannot open the tracking database {bench.Px.BaseMount}/log/smdb.sqlite: it and its directory "
                + "must be writable; ",
            Assert.Single(run.Error.TrimEnd('\n').Split('\n')),
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Runs a line where a directory is mounted read-only, which binds root too and nobody else sees.
    /// </summary>
    private static Task<ShellRun> ReadOnlyAsync(string directory, string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && ShellRun.Has("unshare"), "needs unshare");
        var script = $$"""
            set -e
            mount --bind "$1" "$1"
            mount -o remount,bind,ro "$1"
            px() { "{{PxProgram.Host}}" "{{PxProgram.Assembly}}" "$@"; }
            {{line}}
            """;
        return ShellRun.RunAsync(["unshare", "--map-root-user", "--mount", "bash", "-c", script, "bash", directory]);
    }
}
