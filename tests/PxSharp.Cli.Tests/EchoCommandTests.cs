using PxSharp.Network.Associations;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class EchoCommandTests
{
    [Fact]
    public async Task Says_that_the_PACS_answers()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("echo", "--pacs", "sim");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith(
            $"SIMPACS at 127.0.0.1:{bench.Pacs.Port} answers, and accepts us as TESTER (",
            run.Out,
            StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Takes_the_four_values_of_pypx_and_its_path_of_echoscu()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "echo", "--aet", "CHRISLOCAL", "--aec", "SIMPACS", "--serverIP", "127.0.0.1",
            "--serverPort", $"{bench.Pacs.Port}", "--echoscu", "/nonexistent/echoscu", "-v", "1", "--json");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("\"status\": \"success\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_port_is_no_connection()
    {
        using var px = new CliBench();
        var port = PacsBench.DeadPort();

        var run = await px.RunAsync("echo", "--serverIP", "127.0.0.1", "--serverPort", $"{port}");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Equal(
            $"px echo: no answer on 127.0.0.1:{port}: connection refused; is the PACS running and the port right?\n",
            run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task An_unknown_AE_title_is_a_refused_association()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("echo", "--pacs", "sim", "--aec", "NOTME");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Contains("NOTME", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_rejection_is_one_line()
    {
        await using var bench = await PacsBench.StartAsync(
            new Faults { RejectAssociations = Rejection.LocalLimitExceeded });

        var run = await bench.RunAsync("echo");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("echo",
        "px echo: which PACS? give --serverIP and --serverPort, or --pacs NAME after px pacs add NAME ...")]
    [InlineData("echo --serverIP 127.0.0.1", "px echo: --serverPort is missing: the port of the PACS")]
    [InlineData("echo --pacs orthanc",
        "px echo: no PACS is named \"orthanc\", and none is known; "
            + "add it: px pacs add orthanc --aec TITLE --host HOST --port PORT")]
    [InlineData("echo --aet \"\\\\\" --serverIP h --serverPort 1",
        "px echo: --aet: \"\"\\\\\"\" is no AE title; it has 1 to 16 ASCII characters and no backslash")]
    public async Task Says_what_is_missing(string words, string line)
    {
        using var px = new CliBench();

        var run = await px.RunAsync(words.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(line + "\n", run.Error);
    }

    [Fact]
    public async Task An_interruption_has_its_own_exit_code()
    {
        await using var bench = await PacsBench.StartAsync();
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        var run = await bench.Px.RunAsync(["echo"], interrupted.Token);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal("px echo: interrupted\n", run.Error);
    }
}
