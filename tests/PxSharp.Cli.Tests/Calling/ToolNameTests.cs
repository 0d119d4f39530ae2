using PxSharp.Cli.Calling;
using Xunit;

namespace PxSharp.Cli.Tests.Calling;

public sealed class ToolNameTests
{
    [Theory]
    [InlineData("px", null)]
    [InlineData("/usr/local/bin/px", null)]
    [InlineData("px.exe", null)]
    [InlineData("px-0.1.0", null)]
    [InlineData("px-pacs add", null)]
    [InlineData("dotnet", null)]
    [InlineData("px-find", "find")]
    [InlineData("/opt/px-0.1.0/px", null)]
    [InlineData("/opt/px/px-echo", "echo")]
    [InlineData(@"C:\px\px-smdb.exe", "smdb")]
    [InlineData("px-retrieve", "retrieve")]
    [InlineData("px-register", "register")]
    [InlineData("pfstorage", "pfstorage")]
    [InlineData("./PACS_QR.sh", "qr")]
    public void The_name_of_the_program_is_a_command(string program, string? command) =>
        Assert.Equal(command, ToolName.CommandOf(program));

    [Fact]
    public async Task Called_as_a_tool_it_is_that_tool()
    {
        using var px = new CliBench { CalledAs = "/usr/local/bin/px-pacs" };
        using var find = new CliBench { CalledAs = "/usr/local/bin/px-find" };

        var help = await find.RunAsync("--help");
        var nothing = await find.RunAsync();
        var list = await px.RunAsync("--version");

        Assert.StartsWith("px find: ", help.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, nothing.ExitCode);
        Assert.StartsWith("px find: ", nothing.Error, StringComparison.Ordinal);
        Assert.StartsWith("px ", list.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--px-find", "--version")]
    [InlineData("--px-smdb", "--version")]
    [InlineData("find", "--version")]
    public async Task A_first_word_names_the_tool_as_in_pypxs_container(params string[] words)
    {
        using var px = new CliBench();

        var run = await px.RunAsync(words);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith("px ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_is_no_tool_is_no_command()
    {
        using var px = new CliBench();

        var run = await px.RunAsync("--px-nothing");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("px: \"--px-nothing\" is no command; px --help lists them\n", run.Error);
    }
}
