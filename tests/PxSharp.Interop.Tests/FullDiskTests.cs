using PxSharp.Index;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;

namespace PxSharp.Interop.Tests;

/// <summary>A real sender, and px listen on a disk that is really full.</summary>
public sealed class FullDiskTests
{
    // The mount is seen by px alone, and goes with it.
    private const string OnSmallDisk = """
        set -e
        mount -t tmpfs -o size=2m tmpfs "$1"
        shift
        exec setpriv --pdeathsig KILL -- "$@"
        """;

    [Fact]
    public async Task What_finds_no_room_is_refused_and_leaves_nothing_and_what_does_is_taken()
    {
        DcmtkTool.Require();
        Programs.Require("unshare", "util-linux");
        Programs.Require("setpriv", "util-linux");
        using var directory = new TemporaryDirectory();
        var (title, port, data) = (AETitles.Next(), FreePort.Take(), directory.Make("data"));
        var large = directory.Make("large");
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 40, Edge = 256 };
        await study.WriteFilesAsync(large);
        var small = directory.Make("small");
        await new SampleStudy { SeriesCount = 1, InstancesPerSeries = 3, Edge = 4 }.WriteFilesAsync(small);
        await using var listener = ChildProcess.Start("unshare",
        [
            "--map-root-user", "--mount", "bash", "-c", OnSmallDisk, "bash", data,
            "dotnet", Path.Combine(AppContext.BaseDirectory, "px.dll"),
            "listen", "--aet", title, "--port", $"{port}", "--db", directory["log"], "--datadir", data,
        ]);
        await listener.WaitForOutputAsync(
            "listening on ", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var refused = await SendAsync(large);
        var taken = await SendAsync(small);

        Assert.Equal((1, 0), (Count(refused, "(Refused: OutOfResources)"), Count(taken, "(Refused: OutOfResources)")));
        Assert.Equal(3, Count(taken, "(Success)"));
        Assert.InRange(Count(refused, "(Success)"), 1, study.InstanceCount - 1);
        await using var index = SqliteIndex.Open(directory["log"]);
        var held = await new ArchiveOnDisk($"/proc/{listener.Id}/root{data}", index).CheckAsync();
        Assert.Equal(Count(refused, "(Success)") + 3, held.Count);

        async Task<string> SendAsync(string folder) => (await DcmtkTool.TryRunAsync(
            "storescu", "-v", "-aec", title, "+sd", "127.0.0.1", $"{port}", folder)).Output;
    }

    private static int Count(string output, string status) =>
        output.Split($"Received Store Response {status}").Length - 1;
}
