using PxSharp.Network.Dimse;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class MoveCommandTests
{
    [Fact]
    public async Task Has_the_PACS_send_a_series_to_our_AE_title()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var listener = await ListenerBench.StartAsync(bench.Px);
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", listener.Port);

        var run = await bench.RunAsync(
            "move", "--StudyInstanceUID", bench.FirstSeries.Study.StudyInstanceUID,
            "--SeriesInstanceUID", bench.FirstSeries.SeriesInstanceUID, "--movescu", "/usr/bin/movescu");

        Assert.Equal("sent 3 instances to TESTER\n", run.Out);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(3, bench.Files().Length);
    }

    [Fact]
    public async Task An_unknown_destination_is_told_with_what_to_do()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "move", "--StudyInstanceUID", bench.Archive.Studies[0].StudyInstanceUID, "--moveDestination", "NOBODY");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.StartsWith(
            "px move: the PACS does not know the AE title NOBODY; enter it there", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_says_nothing_is_told_with_what_it_may_mean()
    {
        await using var bench = await PacsBench.StartAsync(new Faults { RetrieveStatus = new DimseStatus(0xC000) });
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", PacsBench.DeadPort());

        var run = await bench.RunAsync("move", "--StudyInstanceUID", bench.Archive.Studies[0].StudyInstanceUID);

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.EndsWith(
            "; perhaps it does not know the AE title TESTER, or cannot reach it\n",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_named()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var listener = await ListenerBench.StartAsync(bench.Px);
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", listener.Port);
        var failed = bench.FirstSeries.Instances.First().SOPInstanceUID;
        bench.Pacs.Faults = new Faults { FailedInstances = [failed] };

        var run = await bench.RunAsync("move", "--StudyInstanceUID", bench.FirstSeries.Study.StudyInstanceUID);

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal("sent 5 instances to TESTER, 1 failed\n", run.Out);
        Assert.Equal($"px move: not sent: {failed}\n", run.Error);
    }

    [Fact]
    public async Task A_warning_without_counts_is_no_success()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var listener = await ListenerBench.StartAsync(bench.Px);
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", listener.Port);
        bench.Pacs.Faults = new Faults
        {
            FailedInstances = [bench.FirstSeries.Instances.First().SOPInstanceUID],
            OmitSubOperationCounts = true,
        };

        var run = await bench.RunAsync("move", "--StudyInstanceUID", bench.FirstSeries.Study.StudyInstanceUID);

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.StartsWith("px move: the PACS answered the C-MOVE with B000", run.Error, StringComparison.Ordinal);
        Assert.Contains("and counts nothing; px retrieve checks what has come", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PACS_that_takes_longer_than_the_time_out_of_an_answer_is_not_given_up()
    {
        await using var bench = await PacsBench.StartAsync(new Faults { Delay = TimeSpan.FromSeconds(1.2) });
        await using var listener = await ListenerBench.StartAsync(bench.Px);
        bench.Pacs.AddDestination("TESTER", "127.0.0.1", listener.Port);
        foreach (var other in bench.Archive.Instances.Skip(1))
        {
            bench.Pacs.Archive.Remove(other.SOPInstanceUID);
        }


        var run = await bench.RunAsync(
            "move", "--StudyInstanceUID", bench.FirstSeries.Study.StudyInstanceUID, "--timeout", "1");

        Assert.Equal("sent 1 instance to TESTER\n", run.Out);
    }

    [Fact]
    public async Task A_series_without_its_study_is_refused()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("move", "--SeriesInstanceUID", "1.2.3");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("px move: --StudyInstanceUID is missing", run.Error, StringComparison.Ordinal);
    }
}
