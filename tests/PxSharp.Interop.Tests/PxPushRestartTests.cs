using System.Globalization;
using System.Text.RegularExpressions;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests;

/// <summary>What px push does when the storage server dies: a Swift of each test's own.</summary>
public sealed class PxPushRestartTests
{
    [Theory]
    [InlineData("swift")]
    [InlineData("s3")]
    public async Task A_server_that_is_killed_and_started_again_midway_gets_everything(string kind)
    {
        using var directory = new TemporaryDirectory();
        await using var mortal = new SwiftServer();
        await mortal.RequireAsync();
        await using var storage = new StorageUnderTest(directory, mortal, kind);
        await using var proxy = new BreakingProxy(mortal.Port);
        await storage.WriteEntryAsync(proxy.Port);
        var files = await new SampleStudy { InstancesPerSeries = 40 }.WriteFilesAsync(directory.Make("in"));
        var restarted = new TaskCompletionSource();
        proxy.Before = async number =>
        {
            if (number == 50)
            {
                await mortal.KillAsync();
                await mortal.StartAsync();
                restarted.SetResult();
            }
        };

        var result = await PxProcess.RunAsync(storage.Push(directory["in"]));

        await restarted.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await mortal.SyncAsync();
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("pushed 80 instances", result.StandardOutput, StringComparison.Ordinal);
        await storage.AssertHasJustAsync(files);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_told_of_once_and_the_next_run_sends_the_rest()
    {
        using var directory = new TemporaryDirectory();
        await using var mortal = new SwiftServer();
        await mortal.RequireAsync();
        await using var storage = new StorageUnderTest(directory, mortal, "swift");
        await using var proxy = new BreakingProxy(mortal.Port);
        await storage.WriteEntryAsync(proxy.Port);
        var files = await new SampleStudy { InstancesPerSeries = 40 }.WriteFilesAsync(directory.Make("in"));
        proxy.Before = number => number == 50 ? mortal.KillAsync() : Task.CompletedTask;

        var first = await PxProcess.RunAsync([.. storage.Push(directory["in"])[..^1], "1"]);
        await mortal.StartAsync();
        await mortal.SyncAsync();
        var second = await PxProcess.RunAsync(storage.Push(directory["in"]));

        Assert.True(first.ExitCode == 1, first.Output);
        Assert.Contains("tried 7 times", first.Output, StringComparison.Ordinal);
        Assert.Contains("the same command again pushes", first.StandardOutput, StringComparison.Ordinal);
        Assert.InRange(first.Output.Split("not pushed:").Length - 1, 1, 8);
        Assert.True(second.ExitCode == 0, second.Output);
        // The eight that were on their way when the server died may be there without an answer.
        var left = 80 - Pushed(first);
        Assert.InRange(Pushed(second), left - 8, left);
        await storage.AssertHasJustAsync(files);
    }

    private static int Pushed(ToolResult push) => int.Parse(
        Regex.Match(push.StandardOutput, "pushed ([0-9]+) instances").Groups[1].Value, CultureInfo.InvariantCulture);
}
