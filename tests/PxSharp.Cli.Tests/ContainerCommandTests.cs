using System.Text.Json;
using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class ContainerCommandTests
{
    [Fact]
    public async Task Without_a_tool_it_receives_until_it_is_stopped()
    {
        using var px = new CliBench();
        var root = Path.Combine(px.BaseMount, "root");
        var output = new AwaitedWriter();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = px.RunAsync(
            ["container", "-p", "0", "-E", "/usr/local/bin", "-D", root, "-t", "/dicom"],
            interrupt.Token,
            new Terminal { Out = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(output) });

        var ready = await output.LineAsync(line => line.StartsWith("listening on ", StringComparison.Ordinal));
        await interrupt.CancelAsync();
        var run = await running;

        Assert.EndsWith($" as PXSHARP, data in {root}/data, database in {root}/log", ready, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    [Fact]
    public async Task A_tool_retrieves_through_the_listener_beside_it_and_has_standard_output_for_itself()
    {
        await using var bench = await PacsBench.StartAsync();
        var port = PacsBench.DeadPort();
        bench.Pacs.AddDestination("BOX", "127.0.0.1", port);

        var run = await bench.RunAsync(
            "container", "-p", $"{port}", "--px-find", "--pacs", "sim", "--aet=BOX", "--PatientID", "SIM1-0001",
            "--json", "--then", "retrieve");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(6, bench.Files().Length);
        Assert.Contains($"listening on 0.0.0.0:{port} as BOX, ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n6 instances (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_runs_even_where_the_listener_cannot()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var other = await ListenerBench.StartAsync(bench.Px);

        var run = await bench.RunAsync("container", "-p", $"{other.Port}", "--px-echo", "--pacs", "sim");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(
            $"px listen: a px listen receives on port {other.Port} for {bench.Px.BaseMount}/log already, "
                + $"as PXSHARP (process {Environment.ProcessId})\n",
            run.Error);
    }

    [Fact]
    public async Task The_exit_code_is_the_tools()
    {
        using var px = new CliBench();

        var run = await px.RunAsync(
            "container", "-p", "0", "--px-echo", "--serverIP", "127.0.0.1", "--serverPort", $"{PacsBench.DeadPort()}");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
    }

    [Fact]
    public async Task A_tool_works_on_the_data_root_of_the_listener()
    {
        using var px = new CliBench();
        var root = Path.Combine(px.BaseMount, "root");

        await px.RunAsync("container", "-p", "0", "-D", root, "--px-smdb", "--action", "DBtablesGet");

        Assert.True(File.Exists(Path.Combine(root, "log", "smdb.sqlite")));
        Assert.False(Directory.Exists(Path.Combine(px.BaseMount, "log")));
    }

    [Fact]
    public async Task A_first_word_that_is_no_option_is_a_command_without_a_listener()
    {
        using var px = new CliBench();

        var run = await px.RunAsync("container", "pacs", "list");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain("listening", run.Error + run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--px-fnd", "\"fnd\" is no command; did you mean px find?")]
    [InlineData("--prot", "--prot: did you mean --port?")]
    public async Task A_wrong_word_is_told(string word, string message)
    {
        using var px = new CliBench();

        var run = await px.RunAsync("container", "-p", "0", word, "x");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
