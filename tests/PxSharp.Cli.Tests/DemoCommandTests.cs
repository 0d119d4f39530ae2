using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Gets_every_instance_and_ends_with_what_to_try_next()
    {
        using var px = new CliBench();
        var kept = Path.Combine(px.BaseMount, "kept");

        var run = await px.RunAsync("demo", "--keep", kept);

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var count = Directory.GetFiles(Path.Combine(kept, "data"), "*.dcm", SearchOption.AllDirectories).Length;
        Assert.InRange(count, 200, int.MaxValue);
        Assert.Contains($"received {count} of {count} instances", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            $"The PACS lists {count} SOP Instance UIDs at IMAGE level; {count} of them are on disk.",
            run.Out,
            StringComparison.Ordinal);
        Assert.Contains("  px pacs add work ", run.Out, StringComparison.Ordinal);
        Assert.Contains("山田", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', run.Out);
    }

    [Fact]
    public async Task Fits_a_terminal_of_80_columns()
    {
        using var px = new CliBench();
        px["PX_CALLED_AS"] = "./px";
        using var output = new StringWriter();
        var terminal = new Terminal { Out = TextWriter.Synchronized(output), Error = TextWriter.Null, Width = 80 };

        await px.RunAsync(["demo"], TestContext.Current.CancellationToken, terminal);

        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(TextWidth.Of(line), 0, 80));
        Assert.Contains("\n  ./px find --pacs work ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_into_no_directory_that_holds_something()
    {
        using var px = new CliBench();
        px.File("precious/file.txt", "");

        var run = await px.RunAsync("demo", "--keep", Path.Combine(px.BaseMount, "precious"));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Single(Directory.GetFileSystemEntries(Path.Combine(px.BaseMount, "precious")));
    }
}
