using System.CommandLine;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Options;
using PxSharp.Cli.Parsing;
using Xunit;

namespace PxSharp.Cli.Tests.Parsing;

/// <summary>A script made for pypx finds every option that it uses.</summary>
public sealed class PypxOptionsTests
{
    private const string NoOption = "--zzzzzzzzzzzz";

    private static readonly string[] Shows = ["-h", "--help", "-x", "--desc", "-y", "--synopsis", "--version"];

    /// <summary>The tools of pypx whose command is there.</summary>
    public static TheoryData<string> Tools => [.. PypxTools.Options.Keys.Where(IsThere)];

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Each_option_is_known_in_each_spelling(string tool)
    {
        using var px = new CliBench { CalledAs = tool };
        foreach (var option in PypxTools.Options[tool])
        {
            foreach (var name in option.Names)
            {
                await AssertTakenAsync(px, option.TakesValue ? [name, ValueOf(name)] : [name]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Each_option_with_a_value_takes_it_with_an_equals_sign_or_at_once(string tool)
    {
        using var px = new CliBench { CalledAs = tool };
        foreach (var name in PypxTools.Options[tool].Where(option => option.TakesValue).SelectMany(o => o.Names))
        {
            await AssertTakenAsync(px, [name.Length == 2 ? $"{name}1" : $"{name}={ValueOf(name)}"]);
        }
    }

    [Theory]
    [InlineData("px-find", "--serverP", "4242")]
    [InlineData("px-find", "--SeriesDesc", "Localizer")]
    [InlineData("px-find", "--intra=2")]
    [InlineData("px-status", "--dblog", "/home/dicom/log")]
    [InlineData("px-repack", "--parseAll", "dcm")]
    [InlineData("px-report", "--csvPrintH")]
    public async Task An_option_may_be_cut_short_as_pypx_takes_it(string tool, params string[] words)
    {
        using var tools = new CliBench { CalledAs = tool };
        await AssertTakenAsync(tools, words);

        // By our own name a typing error is not guessed at.
        using var px = new CliBench();
        var run = await px.RunAsync([ToolName.CommandOf(tool)!, .. words, NoOption]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(words[0].Split('=')[0], run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--csv", "--csv is no option")]
    [InlineData("--report=x", "--report")]
    public async Task An_option_that_is_cut_too_short_is_refused(string word, string error)
    {
        using var px = new CliBench { CalledAs = "px-report" };

        var run = await px.RunAsync(word);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void Each_option_is_used_or_among_those_that_are_said_to_be_ignored(string tool)
    {
        var definition = DefinitionOf(tool);
        var used = definition.Options.Append(new CommonOptions().Group).SelectMany(group => group.Options);
        var ignored = Documented().GetValueOrDefault(tool, []);

        Assert.All(PypxTools.Options[tool], option => Assert.All(option.Names, name => Assert.True(
            used.Any(one => Is(one, name)) || ignored.Contains(name) || IsKey(definition, name),
            $"{tool} {name} is neither an option nor in the table of ignored ones")));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void What_is_said_to_be_ignored_is_ignored_and_nothing_else(string tool)
    {
        var ignored = DefinitionOf(tool).Ignored.SelectMany(option => option.Aliases.Append(option.Name));
        var known = PypxTools.Options[tool].SelectMany(option => option.Names).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            Documented().GetValueOrDefault(tool, []).Order(StringComparer.Ordinal),
            ignored.Where(known.Contains).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_tool_of_pypx_has_its_list() =>
        Assert.Equal(
            ToolName.All.Where(tool => tool != "PACS_QR.sh").Order(StringComparer.Ordinal),
            PypxTools.Options.Keys.Order(StringComparer.Ordinal));

    /// <summary>The first option that is none is told; those that show something end before it.</summary>
    private static async Task AssertTakenAsync(CliBench px, string[] words)
    {
        var run = await px.RunAsync([.. words, NoOption]);

        if (Shows.Contains(words[0]))
        {
            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
            Assert.NotEqual("", run.Out);
        }
        else
        {
            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains($": {NoOption} is ", run.Error, StringComparison.Ordinal);
        }
    }

    private static string ValueOf(string name) => name == "--JSONargs" ? "{}" : "1";

    private static bool IsThere(string tool) => CommandCatalogue.Has(ToolName.CommandOf(tool)!);

    private static CommandDefinition DefinitionOf(string tool) =>
        CommandCatalogue.Find([ToolName.CommandOf(tool)!], out _)!.Define();

    private static bool Is(Option option, string name) => option.Name == name || option.Aliases.Contains(name);

    private static bool IsKey(CommandDefinition definition, string name) =>
        definition.TakesQueryKeys && QueryKeyOptions.KeywordOf(name) is not null;

    /// <summary>Rows such as "| `px-echo` | `--echoscu` |" of docs/pypx.md.</summary>
    private static Dictionary<string, List<string>> Documented()
    {
        var section = DocumentationTests.Read("pypx.md").Split("## Options that are accepted and ignored")[1];
        return section.Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .ToDictionary(
                cells => cells[1].Trim(' ', '`'),
                cells => cells[2].Split(',').Select(cell => cell.Trim(' ', '`')).ToList(),
                StringComparer.Ordinal);
    }
}
