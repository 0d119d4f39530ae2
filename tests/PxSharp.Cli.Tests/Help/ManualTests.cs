using PxSharp.Cli.Help.Manual;
using PxSharp.Cli.Tests.Processes;
using Xunit;

namespace PxSharp.Cli.Tests.Help;

public sealed class ManualTests : IDisposable
{
    private readonly CliBench _px = new() { ["SOURCE_DATE_EPOCH"] = "1700000000" };

    private string Pages => Path.Combine(_px.BaseMount, "man");

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task There_is_a_page_for_px_and_for_each_command()
    {
        var run = await _px.RunAsync("man", Pages);

        var pages = CommandCatalogue.Entries
            .Select(entry => ManualPages.NameOf(entry.Name) + ".1").Append("px.1").ToList();
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal($"{pages.Count} pages in {Pages}/man1\n", run.Out);
        Assert.Equal(
            pages.Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Pages, "man1")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_page_has_the_sections_of_a_manual_page_in_their_order()
    {
        foreach (var entry in CommandCatalogue.Entries)
        {
            var run = await _px.RunAsync([.. entry.Name.Split(' '), "-x"]);
            var headings = run.Out.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').ToList();

            string[] all =
            [
                "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS",
                .. entry.Define().Tables.Select(table => table.Heading.ToUpperInvariant()),
                "EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO",
            ];
            Assert.Equal(all.Where(headings.Contains), headings);
            Assert.True(headings.Count >= all.Length - 1, $"{entry.Name}: only {string.Join(", ", headings)}");
            Assert.StartsWith(
                $"NAME\n       {ManualPages.NameOf(entry.Name)} - {entry.Summary}\n",
                run.Out,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Px_itself_has_one_that_names_every_command()
    {
        var run = await _px.RunAsync("-x");

        Assert.StartsWith("NAME\n       px - ", run.Out, StringComparison.Ordinal);
        Assert.All(
            CommandCatalogue.Entries, entry => Assert.Contains($"px {entry.Name}", run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mandoc", "-Tlint", "-Wall")]
    [InlineData("groff", "-man", "-ww", "-z")]
    public async Task The_programs_that_show_manual_pages_have_nothing_against_them(
        string program, params string[] options)
    {
        Assert.SkipUnless(ShellRun.Has(program), $"{program} is not installed");
        await _px.RunAsync("man", Pages);

        foreach (var page in Directory.GetFiles(Path.Combine(Pages, "man1")))
        {
            Assert.Equal(new ShellRun(0, "", ""), await ShellRun.RunAsync([program, .. options, page]));
        }
    }

    [Fact]
    public async Task Man_shows_options_and_examples_as_they_are_typed()
    {
        Assert.SkipUnless(ShellRun.Has("man") && ShellRun.Has("groff"), "man or groff is not installed");
        await _px.RunAsync("man", Pages);

        var run = await ShellRun.RunAsync(
            ["man", "-l", Path.Combine(Pages, "man1", "px-smdb.1")], ("MANWIDTH", "80"), ("LC_ALL", "C.UTF-8"));

        Assert.Contains("--actionArgs TEXT", run.Out, StringComparison.Ordinal);
        Assert.Contains("2023-11-14", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "px smdb --action PACS --actionArgs '{\"orthanc\": {\"aet\": \"ME\"",
            string.Join(' ', run.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("253402300800")]
    public async Task A_day_that_is_none_is_refused(string date)
    {
        _px["SOURCE_DATE_EPOCH"] = date;

        Assert.Equal(ExitCode.Usage, (await _px.RunAsync("man", Pages)).ExitCode);
    }

    [Fact]
    public void What_roff_would_take_for_its_own_is_escaped()
    {
        var page = new ManualPage("px-x",
        [
            new ManualSection("DESCRIPTION",
            [
                new ManualBlock(ManualBlockKind.Paragraph, @".dot 'quote' back\slash é -- ~^`"),
                new ManualBlock(ManualBlockKind.Entry, "-p, --path DIR", "'a"),
            ]),
        ]);

        Assert.Equal(
            ".TH PX\\-X 1 2023-11-14 \"px 1\" \"PxSharp\"\n.nh\n.ad l\n.SH DESCRIPTION\n"
                + "\\&.dot \\(aqquote\\(aq back\\eslash \\[u00E9] \\-\\- \\(ti\\(ha\\(ga\n"
                + ".TP\n\\fB\\-p\\fR, \\fB\\-\\-path\\fR \\fIDIR\\fR\n\\(aqa\n",
            RoffManual.Of(page, "px 1", new DateOnly(2023, 11, 14)));
    }
}
