using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Services;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class ListenCommandTests
{
    [Fact]
    public async Task Tells_of_each_association_and_the_totals_and_ends_with_0()
    {
        using var px = new CliBench();
        await using var listener = await ListenerBench.StartAsync(px, "--aet", "LISTENER");
        var instances = SmallArchive().Instances.ToList();

        await SendAsync(listener.Port, instances);
        var closed = await listener.LineAsync(
            line => line.StartsWith("SENDER at 127.0.0.1:", StringComparison.Ordinal));
        var run = await listener.StopAsync();

        Assert.EndsWith($": {instances.Count} instances ({Size(px)})", closed, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(
            $"as LISTENER, data in {px.BaseMount}/data, database in {px.BaseMount}/log\n",
            run.Out,
            StringComparison.Ordinal);
        Assert.EndsWith(
            $"{instances.Count} instances ({Size(px)}) over 1 association\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_of_an_instance_that_came_again_with_another_data_set()
    {
        using var px = new CliBench();
        await using var listener = await ListenerBench.StartAsync(px);
        var instance = SmallArchive().Instances.First();
        await SendAsync(listener.Port, [instance]);

        await SendAsync(listener.Port, [instance], lastByte: 1);
        var note = await listener.LineAsync(line => line.StartsWith("note: ", StringComparison.Ordinal));
        var run = await listener.StopAsync();

        Assert.StartsWith($"note: {instance.SOPInstanceUID} of SENDER at ", note, StringComparison.Ordinal);
        var older = Assert.Single(Directory.GetFiles(
            Path.Combine(px.BaseMount, "data"), "*.superseded-*", SearchOption.AllDirectories));
        var path = Path.GetRelativePath(Path.Combine(px.BaseMount, "data"), older);
        Assert.EndsWith($"kept as {path}", note, StringComparison.Ordinal);
        Assert.EndsWith(
            ", 1 in place of an older data set over 2 associations\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    [Fact]
    public async Task Files_by_the_templates_it_is_given()
    {
        using var px = new CliBench();
        var data = Path.Combine(px.BaseMount, "elsewhere");
        await using var listener = await ListenerBench.StartAsync(
            px, "--datadir", data, "--rootDirTemplate", "%PatientID", "--studyDirTemplate", "study",
            "--seriesDirTemplate", "%Modality", "--imageTemplate", "%_pad|4,0_InstanceNumber");

        await SendAsync(listener.Port, [SmallArchive().Instances.First()]);
        await listener.StopAsync();

        Assert.True(File.Exists(Path.Combine(data, "SIM1-0001", "study", "MR", "0001.dcm")));
    }

    [Fact]
    public async Task A_peer_that_calls_somebody_else_is_refused_when_so_asked()
    {
        using var px = new CliBench();
        await using var listener = await ListenerBench.StartAsync(px, "--aet", "LISTENER", "--requireCalledAET");

        var echo = await px.RunAsync(
            "echo", "--serverIP", "127.0.0.1", "--serverPort", $"{listener.Port}", "--aec", "OTHER");
        await listener.LineAsync(line => line.Contains("not let in", StringComparison.Ordinal));

        Assert.Equal(ExitCode.NoConnection, echo.ExitCode);
    }

    [Fact]
    public async Task Answers_an_echo()
    {
        using var px = new CliBench();
        await using var listener = await ListenerBench.StartAsync(px);

        var echo = await px.RunAsync("echo", "--serverIP", "127.0.0.1", "--serverPort", $"{listener.Port}");

        Assert.Equal(ExitCode.Done, echo.ExitCode);
    }

    [Fact]
    public async Task A_taken_port_is_told_with_what_to_do()
    {
        using var px = new CliBench();
        using var elsewhere = new CliBench();
        await using var listener = await ListenerBench.StartAsync(elsewhere);

        var run = await px.RunAsync("listen", "--port", $"{listener.Port}");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Contains("is taken by another program", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "listen", "--port")]
    [InlineData("; it receives for this command without --listen", "retrieve", "--all", "--pacs", "sim", "--listen")]
    public async Task A_port_that_our_own_listener_has_is_told_as_such(string hint, params string[] words)
    {
        await using var bench = await PacsBench.StartAsync();
        await using var listener = await ListenerBench.StartAsync(bench.Px, "--aet", "FIRST");

        var run = await bench.Px.RunAsync([.. words, $"{listener.Port}"]);

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Equal(
            $"px {words[0]}: a px listen receives on port {listener.Port} for {bench.Px.BaseMount}/log already, "
                + $"as FIRST (process {Environment.ProcessId}){hint}\n",
            run.Error);
    }

    [Theory]
    [InlineData("listen --address nowhere")]
    [InlineData("listen --port 70000")]
    [InlineData("listen --rootDirTemplate %_nosuchfunction|1_PatientID")]
    public async Task Refuses_what_makes_no_sense(string words)
    {
        using var px = new CliBench();

        var run = await px.RunAsync(words.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(px.BaseMount, "data")));
    }

    private static SyntheticArchive SmallArchive() => SyntheticArchive.Create(new SyntheticArchiveOptions
    {
        Patients = 1,
        StudiesPerPatient = 1,
        SeriesPerStudy = 1,
        InstancesPerSeries = 4,
        Rows = 16,
        Columns = 16,
    });

    private static string Size(CliBench px)
    {
        var files = Directory.GetFiles(Path.Combine(px.BaseMount, "data"), "*.dcm", SearchOption.AllDirectories);
        return Drawing.ShownValue.Size(files.Sum(file => new FileInfo(file).Length));
    }

    private static async Task SendAsync(int port, List<SyntheticInstance> instances, byte lastByte = 0)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var client = await DicomClient.ConnectAsync(
            new AssociationOptions { Host = "127.0.0.1", Port = port, CallingAETitle = "SENDER" },
            [new ProposedContext(instances[0].SOPClassUID, [instances[0].TransferSyntaxUID])],
            cancellationToken);
        foreach (var instance in instances)
        {
            var bytes = instance.Encode().ToArray();
            bytes[^1] ^= lastByte;
            var response = await client.StoreAsync(
                StoreSource.FromBytes(
                    instance.SOPClassUID, instance.SOPInstanceUID, instance.TransferSyntaxUID, bytes),
                cancellationToken);
            Assert.True(response.Status.IsSuccess);
        }

        await client.ReleaseAsync(cancellationToken);
    }
}
