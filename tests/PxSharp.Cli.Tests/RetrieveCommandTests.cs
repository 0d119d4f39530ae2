using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Receive;
using PxSharp.Simulator;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class RetrieveCommandTests
{
    [Fact]
    public async Task Says_received_X_of_Y_for_each_series_and_ends_with_0_for_Y_of_Y()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("", run.Error);
        var lines = run.Out.TrimEnd('\n').Split('\n');
        Assert.Equal("1 study, 2 series, 6 instances", lines[0]);
        Assert.StartsWith("received 3 of 3       MR Localizer", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("received 3 of 3 ", lines[2], StringComparison.Ordinal);
        Assert.Equal("received 6 of 6 instances, 2 of 2 series whole", lines[3]);
        Assert.Equal(6, bench.Files().Length);
    }

    [Fact]
    public async Task Names_what_is_missing_and_fetches_it_the_next_time()
    {
        await using var bench = await PacsBench.StartAsync();
        var missing = bench.FirstSeries.Instances.Last().SOPInstanceUID;
        bench.Pacs.Faults = new Faults { FailedInstances = [missing] };

        var first = await bench.RunAsync(
            "retrieve", "--get", "--PatientID", "SIM1-0001", "--wait", "1", "--retries", "0");
        bench.Pacs.Faults = Faults.None;
        var second = await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.Incomplete, first.ExitCode);
        Assert.Contains("received 2 of 3 ", first.Out, StringComparison.Ordinal);
        Assert.Contains($"  missing {missing}\n", first.Out, StringComparison.Ordinal);
        Assert.Contains(
            "received 5 of 6 instances, 1 of 2 series whole; the same command again fetches what is missing\n",
            first.Out,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, second.ExitCode);
        Assert.Contains("received 6 of 6 instances", second.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uses_the_listener_that_runs_on_the_same_database()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var listener = await ListenerBench.StartAsync(bench.Px, "--aet", "LISTENER");
        bench.Pacs.AddDestination("LISTENER", "127.0.0.1", listener.Port);

        var run = await bench.RunAsync("retrieve", "--PatientID", "SIM1-0002");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("received 6 of 6 instances, 2 of 2 series whole", run.Out, StringComparison.Ordinal);
        Assert.Equal(6, bench.Files().Length);
    }

    [Fact]
    public async Task Records_what_a_killed_process_had_only_named_and_does_not_fetch_it_again()
    {
        await using var bench = await PacsBench.StartAsync();
        var named = bench.FirstSeries.Instances.First();
        await LeaveUnrecordedAsync(bench, named);

        var run = await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(6, bench.Files().Length);
        var asked = bench.Pacs.Retrievals
            .SelectMany(request => request.Identifier.GetStrings(DicomTag.SOPInstanceUID)).ToList();
        Assert.Equal((2, false), (asked.Count, asked.Contains(named.SOPInstanceUID)));
    }

    [Fact]
    public async Task Receives_in_its_own_process_on_the_port_it_is_given()
    {
        await using var bench = await PacsBench.StartAsync();
        var port = PacsBench.DeadPort();
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", port);

        var run = await bench.RunAsync("retrieve", "--PatientID", "SIM1-0002", "--listen", $"{port}");

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(6, bench.Files().Length);
    }

    [Fact]
    public async Task An_unknown_move_destination_is_a_failure_of_the_PACS()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("retrieve", "--PatientID", "SIM1-0001", "--listen", "0");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.Single(run.Error.Split('\n'), line => line.Contains("TESTER", StringComparison.Ordinal));
        Assert.Empty(bench.Files());
    }

    [Fact]
    public async Task Nobody_to_receive_is_told_before_the_PACS_is_asked_anything()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("retrieve", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("px retrieve: nobody receives on ", run.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Pacs.Queries);
    }

    [Fact]
    public async Task A_taken_port_is_told_with_what_to_do()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("retrieve", "--PatientID", "SIM1-0001", "--listen", $"{bench.Pacs.Port}");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Equal(
            $"px retrieve: port {bench.Pacs.Port} is taken by another program; stop it or choose another port\n",
            run.Error);
    }

    [Theory]
    [InlineData("retrieve --get",
        "px retrieve: this would retrieve everything: give a query key such as --PatientID, or --all")]
    [InlineData("retrieve --get --PatientID *",
        "px retrieve: this would retrieve everything: give a query key such as --PatientID, or --all")]
    [InlineData("retrieve --get --listen 1 --PatientID x",
        "px retrieve: --get and --listen exclude each other: a C-GET needs no receiver")]
    [InlineData("retrieve --PatientID x --get --intraSeriesRetrieveDelay soon",
        "px retrieve: --intraSeriesRetrieveDelay: 'soon' is no delay: "
            + "give seconds such as 2, or dynamic:6 for a second every 6 images")]
    [InlineData("retrieve --PatientID x --get --durability paper",
        "px retrieve: --durability: \"paper\" is neither disk nor process")]
    public async Task Refuses_what_makes_no_sense(string words, string line)
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(words.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(line + "\n", run.Error);
        Assert.Empty(bench.Pacs.Queries);
    }

    [Fact]
    public async Task Nothing_that_matches_is_not_Y_of_Y()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("retrieve", "--get", "--PatientID", "NOSUCH");

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal("px retrieve: nothing matches the query, so nothing was retrieved\n", run.Error);
    }

    [Fact]
    public async Task A_PACS_that_tells_no_series_is_not_said_to_have_none()
    {
        await using var bench = await PacsBench.StartAsync(new Faults { NoSeriesLevel = true });

        var run = await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Contains("the PACS answered the SERIES query with C000", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            "px retrieve: the PACS did not tell the series of any study, so nothing was retrieved", lines[^1]);
    }

    [Fact]
    public async Task An_interruption_ends_it_and_keeps_what_is_whole()
    {
        await using var bench = await PacsBench.StartAsync(new Faults { LateSubOperations = TimeSpan.FromHours(1) });
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", PacsBench.DeadPort());
        using var interrupt = new CancellationTokenSource();
        await using var output = new AwaitedWriter();
        await using var error = new AwaitedWriter();
        var terminal = new Terminal { Out = output, Error = error };

        var running = bench.Px.RunAsync(["retrieve", "--all", "--listen", "0"], interrupt.Token, terminal);
        await output.LineAsync(line => line.EndsWith(" instances", StringComparison.Ordinal));
        await interrupt.CancelAsync();
        var run = await running;

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal(
            "px retrieve: interrupted: 0 instances came and stay; the same command again fetches the rest\n",
            error.Text);
    }

    [Fact]
    public async Task A_request_that_is_done_again_says_for_how_many_instances()
    {
        await using var bench = await PacsBench.StartAsync(new Faults { RetrieveStatus = new DimseStatus(0xC000) });
        bench.Px.Clock = new HastyTime();
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", PacsBench.DeadPort());

        var run = await bench.RunAsync("retrieve", "--PatientID", "SIM1-0001", "--listen", "0");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.Contains(
            "; perhaps it does not know the AE title TESTER, or cannot reach it; asking again for 3 instances",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_says_what_was_here_before()
    {
        await using var bench = await PacsBench.StartAsync();
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", PacsBench.DeadPort());
        await bench.RunAsync("retrieve", "--get", "--PatientID", "SIM1-0001");
        bench.Pacs.Faults = new Faults { LateSubOperations = TimeSpan.FromHours(1) };
        using var interrupt = new CancellationTokenSource();
        await using var output = new AwaitedWriter();
        await using var error = new AwaitedWriter();
        var terminal = new Terminal { Out = output, Error = error };

        var running = bench.Px.RunAsync(
            ["retrieve", "--all", "--listen", "0", "--parallel", "9"], interrupt.Token, terminal);
        foreach (var series in bench.Archive.Series.Take(2))
        {
            await output.LineAsync(line => line.StartsWith("received 3 of 3", StringComparison.Ordinal)
                && line.EndsWith(series.SeriesDescription, StringComparison.Ordinal));
        }

        await interrupt.CancelAsync();
        var run = await running;

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal(
            "px retrieve: interrupted: 0 instances came and stay, 6 were here already; "
                + "the same command again fetches the rest\n",
            error.Text);
    }

    [Fact]
    public async Task Shows_bars_on_a_terminal_and_the_same_lines()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var output = new AwaitedWriter();
        var terminal = new Terminal
        {
            Out = output,
            Error = TextWriter.Null,
            IsInteractive = true,
            Width = 80,
        };

        var run = await bench.Px.RunAsync(
            ["retrieve", "--get", "--all"], TestContext.Current.CancellationToken, terminal);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("4 series", output.Text, StringComparison.Ordinal);
        Assert.Contains("received 3 of 3       MR Localizer", output.Text, StringComparison.Ordinal);
        Assert.Contains("received 12 of 12 instances, 4 of 4 series whole", output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[9", output.Text, StringComparison.Ordinal); // no colour without UsesColour
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_storage_trouble()
    {
        await using var bench = await PacsBench.StartAsync();
        var file = bench.Px.File("occupied", "");

        var run = await bench.RunAsync(
            "retrieve", "--get", "--PatientID", "SIM1-0001", "--datadir", Path.Combine(file, "data"));

        Assert.Equal(ExitCode.Storage, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    /// <summary>
    /// Leaves an instance as a receiver does that is killed when its file has its name and it no record.
    /// </summary>
    private static async Task LeaveUnrecordedAsync(PacsBench bench, SyntheticInstance instance)
    {
        var data = Path.Combine(bench.Px.BaseMount, "data");
        await using var index = SqliteIndex.Open(Path.Combine(bench.Px.BaseMount, "elsewhere"), Durability.Process);
        using var root = new DataRoot(data, Durability.Process);
        using var writer = new InstanceWriter(root, index);
        var request = new StoreRequest(
            instance.SOPClassUID, instance.SOPInstanceUID, instance.TransferSyntaxUID, "SIM", "TESTER", null, 1);
        await using var receiver = await writer.BeginAsync(request, TestContext.Current.CancellationToken);
        await receiver.WriteAsync(instance.Encode(), TestContext.Current.CancellationToken);
        var result = await receiver.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Status.IsSuccess);
        var living = Directory.GetDirectories(Path.Combine(data, ".incoming")).Single();
        var dead = Directory.CreateDirectory(Path.Combine(data, ".incoming", "1-dead")).FullName;
        File.Copy(Path.Combine(living, "placing"), Path.Combine(dead, "placing"));
        await File.WriteAllTextAsync(dead + ".lock", "", TestContext.Current.CancellationToken);
    }
}
