using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;
using PxSharp.Network.Server;
using PxSharp.Network.Services;

namespace PxSharp.Interop.Tests;

/// <summary>px push as a user runs it, to real PACS.</summary>
public sealed class PxPushTests(OrthancServer orthanc)
{
    public static TheoryData<PacsKind> EveryPacs => ClientTests.EveryPacs;

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Px_push_to_a_PACS_brings_every_instance_once(PacsKind kind)
    {
        using var directory = new TemporaryDirectory();
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        var study = new SampleStudy { SeriesCount = 2, InstancesPerSeries = 10 };
        var files = await study.WriteFilesAsync(directory.Make("in"));

        var first = await PushAsync(directory, "log", pacs);
        var again = await PushAsync(directory, "log", pacs);
        var elsewhere = await PushAsync(directory, "other/log", pacs, "--skipExisting");

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Contains("pushed 20 instances", first.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("pushed nothing", again.StandardOutput, StringComparison.Ordinal);
        Assert.True(elsewhere.ExitCode == 0, elsewhere.Output);
        Assert.Contains("pushed nothing", elsewhere.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("20 were there already", elsewhere.StandardOutput, StringComparison.Ordinal);
        await AssertHasAsync(directory, pacs, study, files);
    }

    [Fact]
    public async Task Px_push_sends_compressed_instances_as_they_are()
    {
        using var directory = new TemporaryDirectory();
        await using var pacs = await PacsUnderTest.StartAsync(PacsKind.Orthanc, orthanc);
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 2, BitsStored = 12 };
        var (uid, _) = (await study.WriteFilesAsync(directory.Make("in"))).First();
        var path = directory[$"in/{uid}"];
        await DcmtkTool.RunAsync("dcmcjpeg", "+un", path, path);
        var compressed = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        var result = await PushAsync(directory, "log", pacs);

        Assert.True(result.ExitCode == 0, result.Output);
        var there = (await orthanc.FindFileAsync(uid))!;
        Assert.Equal(Part10.TransferSyntaxUID(compressed), Part10.TransferSyntaxUID(there));
        Assert.Equal(Part10.DataSet(compressed), Part10.DataSet(there));
    }

    [Fact]
    public async Task Px_push_that_is_killed_sends_the_rest_when_it_is_run_again()
    {
        using var directory = new TemporaryDirectory();
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 25 };
        var files = await study.WriteFilesAsync(directory.Make("in"));
        var store = new InterruptingStore(10);
        await using var server = new DicomServer(new DicomServerOptions { AETitle = AETitles.Next(), Store = store });
        await server.StartAsync(TestContext.Current.CancellationToken);
        string[] push =
        [
            "push", directory["in"], "--db", directory["log"], "--parallel", "1",
            "--serverIP", "127.0.0.1", "--serverPort", $"{server.Port}",
        ];

        await using (var killed = PxProcess.Start(push))
        {
            await store.Reached.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            killed.Kill();
        }

        store.GoOn();
        var result = await PxProcess.RunAsync(push);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("pushed 16 instances", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("9 were there already", result.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(files.Keys, store.Instances.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Px_push_to_a_PACS_that_is_not_there_is_one_line_and_exit_code_3()
    {
        using var directory = new TemporaryDirectory();
        await new SampleStudy { SeriesCount = 1, InstancesPerSeries = 1 }.WriteFilesAsync(directory.Make("in"));
        var port = FreePort.Take();
        var result = await PxProcess.RunAsync(
            "push", directory["in"], "--db", directory["log"], "--serverIP", "127.0.0.1", "--serverPort", $"{port}");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", result.Output, StringComparison.Ordinal);
    }

    private static Task<ToolResult> PushAsync(
        TemporaryDirectory directory, string log, PacsUnderTest pacs, params string[] options) => PxProcess.RunAsync(
        [
            "push", directory["in"], "--db", directory[log], "--aec", pacs.AETitle,
            "--serverIP", "127.0.0.1", "--serverPort", $"{pacs.Port}", .. options,
        ]);

    // What the PACS has is asked for with DCMTK's own tool.
    private static async Task AssertHasAsync(
        TemporaryDirectory directory, PacsUnderTest pacs, SampleStudy study, IReadOnlyDictionary<string, byte[]> files)
    {
        var back = directory.Make("back");
        await DcmtkTool.RunAsync(
            "getscu", "-S", "-aec", pacs.AETitle, "-k", "QueryRetrieveLevel=STUDY",
            "-k", $"StudyInstanceUID={study.StudyInstanceUID}", "-od", back, "127.0.0.1", $"{pacs.Port}");
        var there = Directory.EnumerateFiles(back).Select(File.ReadAllBytes)
            .ToDictionary(Part10.SOPInstanceUID, StringComparer.Ordinal);
        Assert.Equal(files.Keys, there.Keys.Order(StringComparer.Ordinal));
        foreach (var (uid, file) in files)
        {
            Assert.Equal(Part10.TransferSyntaxUID(file), Part10.TransferSyntaxUID(there[uid]));
        }
    }

    /// <summary>Does not answer the instance with a number, so that the sender can be killed while it waits.</summary>
    private sealed class InterruptingStore(int number) : IStoreHandler
    {
        private readonly MemoryStore _store = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _begun;

        public IReadOnlyDictionary<string, SentInstance> Instances => _store.Instances;

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.TrySetResult();

        public async ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _begun) == number)
            {
                _reached.TrySetResult();
                await _goOn.Task.WaitAsync(cancellationToken);
            }

            return await _store.BeginAsync(request, cancellationToken);
        }
    }
}
