using PxSharp.Cli.Tests.Processes;
using Xunit;

namespace PxSharp.Cli.Tests.Completion;

/// <summary>The scripts of px completion, run by the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly CliBench _px = new();

    /// <summary>A line that is not finished, and words that the shell must offer for its last one.</summary>
    public static TheoryData<string, string[]> Lines => new()
    {
        { "px fi", ["find"] },
        { "px install-l", ["install-links"] },
        { "px pacs ", ["add", "list", "remove", "show"] },
        { "px pacs show ", ["work"] },
        { "px find --pacs w", ["work"] },
        { "px find --Patient", ["--PatientID", "--PatientName", "--PatientSex"] },
        { "/usr/bin/px-find --Patient", ["--PatientID", "--PatientName", "--PatientSex"] },
        { "px-smdb --actionA", ["--actionArgs"] },
        { "px smdb --actionA", ["--actionArgs"] },
        { "px smdb imp", ["import"] },
        { "px listen --durability ", ["disk", "process"] },
        { "px completion ", ["bash", "fish", "zsh"] },
        { "px qr --env w", ["work"] },
        { "px storage s", ["stat"] },
        { "pfstorage --type ", ["fs", "s3", "swift"] },
    };

    public void Dispose() => _px.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Bash_offers_what_fits(string line, string[] offered)
    {
        Assert.SkipUnless(ShellRun.Has("bash"), "bash is not installed");
        var script = await ScriptAsync("bash");

        var run = await ShellRun.RunAsync(
            $$"""
            source '{{script}}' || exit
            COMP_WORDS=({{line}}{{(line.EndsWith(' ') ? "''" : "")}})
            COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            _px_complete
            printf '%s\n' "${COMPREPLY[@]}" | sort
            """,
            ("PX_BASEMOUNT", _px.BaseMount),
            ("LC_ALL", "C"));

        Assert.Equal("", run.Error);
        Assert.Equal(offered, run.Out.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Fish_offers_what_fits(string line, string[] offered)
    {
        Assert.SkipUnless(ShellRun.Has("fish"), "fish is not installed");
        var script = await ScriptAsync("fish");

        var run = await ShellRun.RunAsync(
            [
                "fish", "--no-config", "-c",
                $"function px; '{PxProgram.Host}' '{PxProgram.Assembly}' $argv; end; source '{script}'; "
                    + $"complete -C '{line}'",
            ],
            ("PX_BASEMOUNT", _px.BaseMount),
            ("HOME", _px.BaseMount));

        Assert.Equal("", run.Error);
        Assert.Equal(
            offered,
            run.Out.TrimEnd('\n').Split('\n').Select(word => word.Split('\t')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("px find --Pat", "*--PatientID[PatientID]:value: ")]
    [InlineData("px-find --Pat", "*--PatientID[PatientID]:value: ")]
    [InlineData("px listen --du", "*--durability[what an acknowledged instance survives\\: loss of power (default), or "
        + "only the end of this process]:value:(disk process)")]
    [InlineData("px pacs show w", "*:word:_px_pacs")]
    [InlineData("px dump f", "*:word:_files")]
    [InlineData("px fi", "find:query a PACS for studies and series (C-FIND)")]
    [InlineData("px smdb --act", "*--actionArgs[its argument\\: JSON, a Patient ID or a UID]:value: ")]
    [InlineData("px-smdb exp", "export:write the JSON tree that pypx keeps")]
    [InlineData("px pacs a", "add:remember a PACS under a name")]
    public async Task Zsh_is_given_what_fits(string line, string specification)
    {
        Assert.SkipUnless(ShellRun.Has("zsh"), "zsh is not installed");
        var script = await ScriptAsync("zsh");

        // Instead of a terminal, functions that say what zsh's own would have been told.
        var run = await ShellRun.RunAsync(
            [
                "zsh", "-f", "-c",
                "compdef() { :; }; _arguments() { print -rl -- \"$@\"; }; _describe() { print -rl -- $offered; }; "
                    + $"source '{script}'; words=({line}); CURRENT=$#words; _px",
            ]);

        Assert.Equal("", run.Error);
        Assert.Contains(specification, run.Out.Split('\n'));
    }

    [Fact]
    public async Task Every_option_of_every_command_stands_in_each_script()
    {
        foreach (var shell in new[] { "bash", "zsh", "fish" })
        {
            var script = (await _px.RunAsync("completion", shell)).Out;
            var options = CommandCatalogue.Entries.Select(entry => entry.Define())
                .SelectMany(definition => definition.Options)
                .SelectMany(group => group.Options)
                .Where(option => !option.Hidden);

            Assert.All(options, option => Assert.Contains(
                shell == "fish" ? $" -l {option.Name[2..]} " : option.Name, script, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Another_shell_is_refused()
    {
        var run = await _px.RunAsync("completion", "tcsh");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("px completion: \"tcsh\" is none of bash, zsh and fish\n", run.Error);
    }

    private async Task<string> ScriptAsync(string shell)
    {
        await _px.RunAsync(
            "pacs", "add", "work", "--aec", "A", "--aet", "B", "--host", "h", "--port", "104");
        return _px.File($"px.{shell}", (await _px.RunAsync("completion", shell)).Out);
    }
}
