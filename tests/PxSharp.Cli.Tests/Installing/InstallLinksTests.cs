using PxSharp.Cli.Calling;
using PxSharp.Cli.Installing;
using Xunit;

namespace PxSharp.Cli.Tests.Installing;

public sealed class InstallLinksTests : IDisposable
{
    private readonly CliBench _px;
    private readonly string _program;
    private readonly string _links;

    public InstallLinksTests()
    {
        _px = new CliBench();
        _program = _px.File("opt/px", "the program");
        _px.Program = _program;
        _links = Path.Combine(_px.BaseMount, "bin");
    }

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Makes_a_link_for_px_and_every_tool_that_is_there_and_says_so()
    {
        var run = await _px.RunAsync("install-links", _links);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var names = Directory.GetFiles(_links).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var tools = ToolName.All.Where(tool => CommandCatalogue.Has(ToolName.CommandOf(tool)!)).Append("px");
        Assert.Equal(tools.Order(StringComparer.Ordinal), names);
        Assert.Contains("px-find", names);
        Assert.All(names, name => Assert.Contains($"made     {_links}/{name}\n", run.Out, StringComparison.Ordinal));
        Assert.All(names, name => Assert.Equal(_program, new FileInfo(Path.Combine(_links, name!)).LinkTarget));
        Assert.Equal($"px install-links: note: there was no directory {_links}; it was made\n", run.Error);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_ends_with_6()
    {
        var run = await _px.RunAsync("install-links", "/proc/nope");

        Assert.Equal((ExitCode.Storage, ""), (run.ExitCode, run.Out));
        Assert.Equal("px install-links: the file system takes no new directory /proc/nope\n", run.Error);
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await _px.RunAsync("install-links", _links);
        var before = Directory.GetFiles(_links).ToDictionary(path => path, File.GetLastWriteTimeUtc);

        var run = await _px.RunAsync("install-links", _links);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.All(
            run.Out.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("is there ", line, StringComparison.Ordinal));
        Assert.Equal(before, Directory.GetFiles(_links).ToDictionary(path => path, File.GetLastWriteTimeUtc));
    }

    [Fact]
    public async Task A_file_that_is_not_ours_stays_until_forced()
    {
        var theirs = _px.File("bin/px-find", "theirs");
        File.CreateSymbolicLink(Path.Combine(_links, "px-echo"), Path.Combine(_px.BaseMount, "nowhere"));

        var kept = await _px.RunAsync("install-links", _links);
        var content = await File.ReadAllTextAsync(theirs, TestContext.Current.CancellationToken);
        var forced = await _px.RunAsync("install-links", _links, "--force");

        Assert.Equal(ExitCode.Incomplete, kept.ExitCode);
        Assert.Equal(
            $"px install-links: {_links}/px-echo is somebody else's file and was left alone; --force replaces it\n"
                + $"px install-links: {theirs} is somebody else's file and was left alone; --force replaces it\n",
            kept.Error);
        Assert.Equal("theirs", content);
        Assert.True(File.Exists(Path.Combine(_links, "px-smdb")));
        Assert.Equal(ExitCode.Done, forced.ExitCode);
        Assert.Contains($"replaced {theirs}\n", forced.Out, StringComparison.Ordinal);
        Assert.Equal(_program, new FileInfo(theirs).LinkTarget);
        Assert.Equal(_program, new FileInfo(Path.Combine(_links, "px-echo")).LinkTarget);
    }

    [Fact]
    public async Task Beside_the_program_the_links_are_relative_and_the_program_stays()
    {
        var run = await _px.RunAsync("install-links", Path.GetDirectoryName(_program)!);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("px", new FileInfo(Path.Combine(_px.BaseMount, "opt", "px-find")).LinkTarget);
        Assert.Equal("the program", await File.ReadAllTextAsync(_program, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_directory_of_that_name_is_storage_trouble_even_when_forced()
    {
        Directory.CreateDirectory(Path.Combine(_links, "px-find", "full"));

        var run = await _px.RunAsync("install-links", _links, "--force");

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.True(Directory.Exists(Path.Combine(_links, "px-find", "full")));
        Assert.DoesNotContain(Directory.GetFiles(_links), path => path.Contains("px-find.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_program_of_its_own_there_is_nothing_to_link_to()
    {
        _px.Program = null;

        var run = await _px.RunAsync("install-links", _links);

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains("no px that a link could lead to", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_links));
    }

    [Fact]
    public void On_Windows_a_name_is_a_small_command_file()
    {
        Directory.CreateDirectory(_links);
        var installer = new LinkInstaller(_program, _links, replaces: false, asScripts: true);

        Assert.Equal(LinkOutcome.Made, installer.Install("px-find", "find"));
        Assert.Equal(LinkOutcome.Made, installer.Install("PACS_QR.sh", "qr"));
        Assert.Equal(LinkOutcome.AlreadyThere, installer.Install("px-find", "find"));
        Assert.Equal($"@\"{_program}\" find %*\r\n", File.ReadAllText(Path.Combine(_links, "px-find.cmd")));
        Assert.Equal($"@\"{_program}\" qr %*\r\n", File.ReadAllText(Path.Combine(_links, "PACS_QR.cmd")));
    }
}
