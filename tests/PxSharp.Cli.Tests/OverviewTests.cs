using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class OverviewTests : IDisposable
{
    private readonly CliBench _px = new();

    public void Dispose() => _px.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    public async Task Lists_every_command(params string[] arguments)
    {
        var run = await _px.RunAsync(arguments);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.All(
            CommandCatalogue.Entries, entry => Assert.Contains($"  {entry.Name} ", run.Out, StringComparison.Ordinal));
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Says_its_version()
    {
        var run = await _px.RunAsync("--version");

        Assert.Matches(@"^px \d+\.\d+\.\d+\S*\n$", run.Out);
    }

    [Fact]
    public async Task Suggests_the_command_that_was_meant()
    {
        var run = await _px.RunAsync("pacs", "lsit");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("px: \"pacs lsit\" is no command; did you mean px pacs list?\n", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Names_the_commands_of_a_group()
    {
        var run = await _px.RunAsync("pacs");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("px: say which: px pacs add, ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_one_line_without_control_characters()
    {
        var run = await _px.RunAsync("\x1b[2Jzzzz\nyyyy");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("px: \"\\x1b[2Jzzzz\\x0ayyyy\" is no command; px --help lists them\n", run.Error);
    }

    [Fact]
    public async Task An_output_that_takes_nothing_is_storage_trouble_in_one_line()
    {
        using var error = new StringWriter();
        var terminal = new Terminal { Out = new FullWriter(), Error = error };

        var run = await _px.RunAsync(["pacs", "list"], TestContext.Current.CancellationToken, terminal);

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.Equal("px pacs list: No space left on device\n", error.ToString());
    }

    [Fact]
    public async Task A_defect_is_one_line_and_a_trace_only_for_who_asks()
    {
        var terminal = new Func<StringWriter, Terminal>(
            error => new Terminal { Out = new DefectiveWriter(), Error = error });
        using var quiet = new StringWriter();
        using var traced = new StringWriter();

        var run = await _px.RunAsync(["pacs", "list"], TestContext.Current.CancellationToken, terminal(quiet));
        _px["PX_DEBUG"] = "1";
        await _px.RunAsync(["pacs", "list"], TestContext.Current.CancellationToken, terminal(traced));

        Assert.Equal(ExitCode.Internal, run.ExitCode);
        Assert.Equal(
            "px pacs list: a defect of px: InvalidTimeZoneException: on purpose (PX_DEBUG=1 shows where)\n",
            quiet.ToString());
        Assert.Contains("   at PxSharp.Cli.", traced.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help_a_manual_page_a_synopsis_and_an_example()
    {
        foreach (var entry in CommandCatalogue.Entries)
        {
            var words = entry.Name.Split(' ');
            var help = await _px.RunAsync([.. words, "--help"]);
            var manual = await _px.RunAsync([.. words, "-x"]);
            var synopsis = await _px.RunAsync([.. words, "-y"]);
            var version = await _px.RunAsync([.. words, "--version"]);

            Assert.Equal(ExitCode.Done, help.ExitCode);
            Assert.DoesNotContain(help.Out.Split('\n'), line => line.EndsWith(' '));
            Assert.StartsWith(
                $"px {entry.Name}: {entry.Summary}\n\nUsage: px {entry.Name} ", help.Out, StringComparison.Ordinal);
            Assert.Contains($"px {entry.Name}", help.Out.Split("Examples:\n  ")[1], StringComparison.Ordinal);
            Assert.Equal(ExitCode.Done, manual.ExitCode);
            Assert.StartsWith("NAME\n       p", manual.Out, StringComparison.Ordinal);
            Assert.StartsWith("NAME\n", synopsis.Out, StringComparison.Ordinal);
            Assert.StartsWith("px ", version.Out, StringComparison.Ordinal);
            Assert.Equal(entry.Define().Summary, entry.Summary);
            Assert.Equal(entry.Define().Name, entry.Name);
        }
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Flush() => throw new IOException("No space left on device");
    }

    private sealed class DefectiveWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new InvalidTimeZoneException("on purpose");
    }
}
