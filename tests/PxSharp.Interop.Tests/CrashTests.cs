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
    [InlineData(0.1, "disk")]
    [InlineData(0.2, "process")]
    [InlineData(0.35, "disk")]
    [InlineData(0.5, "process")]
    [InlineData(0.6, "disk")]
    [InlineData(0.85, "disk")]
    public async Task Leaves_no_broken_file_and_no_record_without_a_file(double after, string durability)
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
        await using (var listener = await PxProcess.ListenAsync(
            title, port, directory["log"], "--durability", durability))
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

        // The next listener takes up where this one was killed: first of all it records what has none yet.
        await using (await PxProcess.ListenAsync(title, port, directory["log"]))
        {
            await using (var index = SqliteIndex.Open(directory["log"]))
            {
                await new ArchiveOnDisk(directory["data"], index).CheckAsync();
            }

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

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public async Task A_retrieve_that_is_killed_leaves_what_came_and_the_next_one_fetches_the_rest(double after)
    {
        using var directory = new TemporaryDirectory();
        var (first, second, port) = (AETitles.Next(), AETitles.Next(), FreePort.Take());
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 60, Edge = 256 };
        var files = await study.MakeFilesAsync();
        var whenToKill = (long)(files.Values.Sum(file => file.LongLength) * after);
        ChildProcess? px = null;
        await using var cut = new CuttingProxy(port, whenToKill, () => px!.Kill());
        await using var pacs = await DcmqrscpServer.StartAsync((first, cut.Port), (second, port));
        await DcmtkTool.RunAsync(
            "dcmsend", "-aec", DcmqrscpServer.AETitle, "+sd", "127.0.0.1", $"{pacs.Port}",
            await WriteAsync(directory, files.Values));
        string[] retrieve =
        [
            "retrieve", "--aec", DcmqrscpServer.AETitle, "--serverIP", "127.0.0.1", "--serverPort", $"{pacs.Port}",
            "--db", directory["log"], "--PatientID", study.PatientID, "--listen", $"{port}", "--aet",
        ];

        await using (px = PxProcess.Start([.. retrieve, first]))
        {
            await cut.WaitUntilCutAsync();
        }

        int held;
        await using (var index = SqliteIndex.Open(directory["log"]))
        {
            held = (await new ArchiveOnDisk(directory["data"], index).CheckAfterCrashAsync()).Count;
            Assert.InRange(held, 0, study.InstanceCount - 1);
        }

        var result = await PxProcess.RunAsync([.. retrieve, second]);

        Assert.True(result.ExitCode == 0, result.Output);
        await using (var index = SqliteIndex.Open(directory["log"]))
        {
            var instances = await new ArchiveOnDisk(directory["data"], index).CheckAsync();
            Assert.Equal(files.Keys.Order(StringComparer.Ordinal), instances);
        }
    }

    private static async Task<string> WriteAsync(TemporaryDirectory directory, IEnumerable<byte[]> files)
    {
        var folder = directory.Make("sent");
        foreach (var (number, file) in files.Index())
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{number}"), file, TestContext.Current.CancellationToken);
        }

        return folder;
    }
}
