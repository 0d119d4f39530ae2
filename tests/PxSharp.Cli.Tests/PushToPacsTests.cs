using PxSharp.Cli.Tests.Golden;
using PxSharp.Network.Dimse;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class PushToPacsTests : IDisposable
{
    private readonly CliBench _px = new();

    private static string Tiny => Path.GetDirectoryName(GoldenArchive.Files("tiny")[0])!;

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Sends_files_to_the_PACS_of_that_name_and_says_so()
    {
        await using var pacs = await SimulatedPacs.StartAsync();
        await _px.RunAsync(
            "pacs", "add", "research", "--aet", "US", "--aec", pacs.AETitle, "--host", "127.0.0.1",
            "--port", $"{pacs.Port}");

        var first = await _px.RunAsync("push", Tiny, "--pacs", "research");
        var again = await _px.RunAsync("push", Tiny, "--pacs", "research", "--skipExisting", "--recheck");

        Assert.Equal((ExitCode.Done, ""), (first.ExitCode, first.Error));
        Assert.EndsWith($" to dicom://127.0.0.1:{pacs.Port}/{pacs.AETitle}\n", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("pushed nothing to ", again.Out, StringComparison.Ordinal);
        Assert.Equal(GoldenArchive.Files("tiny").Length, pacs.Archive.Count);
    }

    [Fact]
    public async Task Ends_with_the_code_of_the_PACS_when_it_takes_nothing()
    {
        await using var pacs = await SimulatedPacs.StartAsync();
        pacs.Faults = new Faults { StoreStatus = DimseStatus.CannotUnderstand };

        var run = await _px.RunAsync(
            "push", GoldenArchive.Files("tiny")[0], "--aec", pacs.AETitle, "--serverIP", "127.0.0.1",
            "--serverPort", $"{pacs.Port}");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.Contains("the PACS answered C000", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_two_targets()
    {
        var run = await _px.RunAsync(
            "push", "x", "--serverIP", "127.0.0.1", "--serverPort", "104", "--storeBaseLocation", "s");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("name one target", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Then_push_to_a_PACS_leaves_the_store_aside_that_is_remembered_of_the_other()
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        await using var target = await SimulatedPacs.StartAsync();
        await bench.RunAsync($"px-repack {Tiny}");
        await bench.Px.RunAsync(
            "pacs", "add", "pacs", "--aet", "US", "--aec", "ORTHANC", "--host", "127.0.0.1", "--port",
            $"{bench.Pacs.Port}", "--swift", "local", "--swiftServicesPACS", "org");
        await bench.Px.RunAsync(
            "pacs", "add", "research", "--aet", "US", "--aec", target.AETitle, "--host", "127.0.0.1",
            "--port", $"{target.Port}");

        var run = await bench.Px.RunAsync(
            "find", "--pacs", "pacs", "--PatientID", "TINY001", "--then", "push",
            "--thenArgs", """{"pacs": "research"}""");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(6, target.Archive.Count);
    }
}
