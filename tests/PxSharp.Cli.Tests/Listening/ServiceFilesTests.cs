using PxSharp.Cli.Tests.Processes;
using Xunit;

namespace PxSharp.Cli.Tests.Listening;

/// <summary>The files that make px listen a service, under packaging/systemd.</summary>
public sealed class ServiceFilesTests
{
    private const string Installed = "/usr/local/bin/px";

    private static readonly string Directory = Path.Combine(DocumentationTests.Root, "packaging", "systemd");

    [Fact]
    public async Task Systemd_has_nothing_against_the_units()
    {
        Assert.SkipUnless(ShellRun.Has("systemd-analyze"), "systemd-analyze is not installed");
        using var px = new CliBench();
        var units = new List<string>();
        foreach (var path in System.IO.Directory.GetFiles(Directory, "px-listen.s*"))
        {
            // The program must be there for systemd to be content.
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            units.Add(px.File(Path.GetFileName(path), text.Replace(Installed, "/bin/sh", StringComparison.Ordinal)));
        }

        var run = await ShellRun.RunAsync(["systemd-analyze", "verify", "--man=no", .. units]);

        Assert.Equal(2, units.Count);
        Assert.Equal(new ShellRun(0, "", ""), run);
    }

    [Theory]
    [InlineData("px-listen.service", "ExecStart=")]
    [InlineData("px-listen.xinetd", "server_args = ")]
    public async Task Px_knows_the_options_that_they_give(string file, string before)
    {
        using var px = new CliBench();
        var line = File.ReadLines(Path.Combine(Directory, file)).Single(
            text => text.Trim().StartsWith(before, StringComparison.Ordinal));
        var words = line.Trim()[before.Length..].Split(' ').SkipWhile(word => word == Installed)
            .Select(word => word == "${PX_PORT}" ? "11113" : word);

        var run = await px.RunAsync([.. words, "--help"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith("px listen: ", run.Out, StringComparison.Ordinal);
    }
}
