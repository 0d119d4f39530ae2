using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests;

/// <summary>What px push does when the storage fails: a real Swift, and the S3 that it speaks.</summary>
public sealed class PxPushFaultTests(SwiftServer swift)
{
    [Theory]
    [InlineData("swift")]
    [InlineData("s3")]
    public async Task Nothing_is_lost_or_doubled_when_the_connection_breaks_at_every_tenth_request(string kind)
    {
        using var directory = new TemporaryDirectory();
        await swift.RequireAsync();
        await using var storage = new StorageUnderTest(directory, swift, kind);
        await using var proxy = new BreakingProxy(swift.Port, every: 10);
        await storage.WriteEntryAsync(proxy.Port);
        var small = await Study(3, 40).WriteFilesAsync(directory.Make("in"));
        // Above a mebibyte they are streamed from the disk.
        var large = await (Study(1, 4) with { Edge = 800 }).WriteFilesAsync(directory["in"]);
        var files = small.Concat(large).ToDictionary();

        var first = await PxProcess.RunAsync(storage.Push(directory["in"]));
        var second = await PxProcess.RunAsync(storage.Push(directory["in"]));

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.True(proxy.Broken >= 10, $"{proxy.Broken} requests were broken");
        Assert.Contains("pushed 124 instances", first.StandardOutput, StringComparison.Ordinal);
        await storage.AssertHasJustAsync(files);
        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Contains("pushed nothing", second.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("124 were there already", second.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("swift")]
    [InlineData("s3")]
    public async Task A_wrong_password_is_told_once_and_kept_to_itself(string kind)
    {
        const string Wrong = "not-the-Password-17";
        using var directory = new TemporaryDirectory();
        await swift.RequireAsync();
        await using var storage = new StorageUnderTest(directory, swift, kind);
        await using var proxy = new BreakingProxy(swift.Port);
        await storage.WriteEntryAsync(proxy.Port, Wrong);
        var files = await Study(2, 20).WriteFilesAsync(directory.Make("in"));

        var first = await PxProcess.RunAsync(storage.Push(directory["in"]));
        var asked = proxy.Requests.Count;
        var second = await PxProcess.RunWithAsync(
            new Dictionary<string, string> { ["PX_STORAGE_SECRET_STORE"] = SwiftServer.Key },
            storage.Push(directory["in"]));

        Assert.True(first.ExitCode == 4, first.Output);
        Assert.Contains("check the user and the secret", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, first.Output, StringComparison.Ordinal);
        Assert.InRange(asked, 1, 16);
        Assert.True(second.ExitCode == 0, second.Output);
        await storage.AssertHasJustAsync(files);
    }

    [Theory]
    [InlineData("swift")]
    [InlineData("s3")]
    public async Task A_container_that_is_full_is_told_and_when_there_is_room_the_rest_is_sent(string kind)
    {
        using var directory = new TemporaryDirectory();
        await swift.RequireAsync();
        await using var storage = new StorageUnderTest(directory, swift, kind);
        await storage.WriteEntryAsync();
        var before = await Study(1, 15).WriteFilesAsync(directory.Make("in"));
        await PxProcess.RunAsync(storage.Push(directory["in"]));
        var after = await Study(1, 15).WriteFilesAsync(directory["in"]);
        await storage.SetQuotaAsync(before.Values.Sum(file => file.Length) + 100);

        var full = await PxProcess.RunAsync(storage.Push(directory["in"]));
        var there = await storage.ListAsync();
        await storage.SetQuotaAsync(null);
        var again = await PxProcess.RunAsync(storage.Push(directory["in"]));

        Assert.True(full.ExitCode == 1, full.Output);
        Assert.Contains("no room", full.Output, StringComparison.Ordinal);
        Assert.Equal(15, there.Count);
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains("pushed 15 instances", again.StandardOutput, StringComparison.Ordinal);
        await storage.AssertHasJustAsync(before.Concat(after).ToDictionary());
    }

    [Fact]
    public async Task A_push_that_is_killed_sends_only_the_rest_when_it_is_run_again()
    {
        using var directory = new TemporaryDirectory();
        await swift.RequireAsync();
        await using var storage = new StorageUnderTest(directory, swift, "swift");
        await using var proxy = new BreakingProxy(swift.Port);
        await storage.WriteEntryAsync(proxy.Port);
        var files = await Study(2, 60).WriteFilesAsync(directory.Make("in"));
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource();
        proxy.Before = async number =>
        {
            if (number < 50)
            {
                return;
            }

            reached.TrySetResult();
            await killed.Task;
            throw new IOException("the one who asked is dead");
        };

        await using (var push = PxProcess.Start(storage.Push(directory["in"])))
        {
            await reached.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            push.Kill();
        }

        killed.SetResult();
        await proxy.WhenQuietAsync();
        proxy.Before = static _ => Task.CompletedTask;
        var there = (await storage.ListAsync()).Count;
        var asked = proxy.Requests.Count;
        var result = await PxProcess.RunAsync(storage.Push(directory["in"]));

        Assert.InRange(there, 1, files.Count - 1);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains($"pushed {files.Count - there} instances", result.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(files.Count - there, proxy.Requests.Skip(asked).Count(request => request.Method == "PUT"));
        await storage.AssertHasJustAsync(files);
    }

    private static SampleStudy Study(int series, int instances) =>
        new() { SeriesCount = series, InstancesPerSeries = instances };
}
