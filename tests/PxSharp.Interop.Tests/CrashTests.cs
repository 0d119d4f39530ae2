using PxSharp.Index;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests;

/// <summary>kill -9 of a receiver in the midst of transfers.</summary>
public sealed class CrashTests
{
    private const string Acknowledged = "Received Store Response (Success)";

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.35)]
    [InlineData(0.6)]
    [InlineData(0.85)]
    public async Task Leaves_no_broken_file_and_no_record_without_a_file(double after)
    {
        DcmtkTool.Require();
        using var directory = new TemporaryDirectory();
        var (title, port, folders) = (AETitles.Next(), FreePort.Take(), new List<string>());
        var (instances, bytes) = (0, 0L);
        for (var sender = 0; sender < 4; sender++)
        {
            folders.Add(directory.Make($"sender{sender}"));
            var files = await new SampleStudy { InstancesPerSeries = 20, Edge = 256 }.WriteFilesAsync(folders[sender]);
            (instances, bytes) = (instances + files.Count, files.Values.Sum(file => file.LongLength));
        }

        ToolResult[] results;
        await using (var listener = await PxProcess.ListenAsync(title, port, directory["log"]))
        await using (var cut = new CuttingProxy(port, (long)(bytes * after), listener.Kill))
        {
            results = await Task.WhenAll(folders.Select((folder, number) => DcmtkTool.TryRunAsync(
                "storescu", "-v", "-aec", title, "+sd", "127.0.0.1", $"{(number == 0 ? cut.Port : port)}", folder)));
            await cut.WaitUntilCutAsync();
        }

        Assert.NotEqual(0, results[0].ExitCode);
        var acknowledged = results.Sum(result => result.Output.Split(Acknowledged).Length - 1);
        await using (var index = SqliteIndex.Open(directory["log"]))
        {
            var records = await new ArchiveOnDisk(directory["data"], index).CheckAfterCrashAsync();
            Assert.InRange(records.Count, acknowledged, instances);
        }

        // The next listener takes up where this one was killed.
        await using (await PxProcess.ListenAsync(title, port, directory["log"]))
        {
            foreach (var folder in folders)
            {
                await DcmtkTool.RunAsync("storescu", "-aec", title, "+sd", "127.0.0.1", $"{port}", folder);
            }
        }

        Assert.Empty(Directory.EnumerateFiles(directory["data"], "*.part", SearchOption.AllDirectories));
        await using (var index = SqliteIndex.Open(directory["log"]))
        {
            Assert.Equal(instances, (await new ArchiveOnDisk(directory["data"], index).CheckAsync()).Count);
        }
    }
}
