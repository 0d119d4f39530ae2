using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;

namespace PxSharp.Interop.Tests;

/// <summary>px push to a real DICOMweb server.</summary>
public sealed class PxStowTests
{
    [Fact]
    public async Task Px_push_brings_every_instance_to_a_DICOMweb_server_once_byte_for_byte()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await OrthancWebServer.StartAsync();
        var study = new SampleStudy { SeriesCount = 2, InstancesPerSeries = 20 };
        var files = await study.WriteFilesAsync(directory.Make("in"));

        var first = await PushAsync(directory, server, OrthancWebServer.Password);
        var again = await PushAsync(directory, server, OrthancWebServer.Password);

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Contains("pushed 40 instances", first.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("pushed nothing", again.StandardOutput, StringComparison.Ordinal);
        var there = (await server.FilesAsync()).ToDictionary(Part10.SOPInstanceUID, StringComparer.Ordinal);
        Assert.Equal(files.Keys, there.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(Part10.DataSet(file.Value), Part10.DataSet(there[file.Key])));
    }

    [Fact]
    public async Task Px_push_with_a_wrong_password_says_so_and_not_the_password()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await OrthancWebServer.StartAsync();
        await new SampleStudy { SeriesCount = 1, InstancesPerSeries = 3 }.WriteFilesAsync(directory.Make("in"));

        var result = await PushAsync(directory, server, "not-the-password");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("401", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", result.Output, StringComparison.Ordinal);
        Assert.Empty(await server.FilesAsync());
    }

    [Fact]
    public async Task Px_push_keeps_what_became_of_each_instance()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await OrthancWebServer.StartAsync();
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 3 };
        var files = await study.WriteFilesAsync(directory.Make("in"));
        // Its head is good, so that it is sent, and the rest is not DICOM.
        var broken = files.First();
        await File.WriteAllBytesAsync(
            directory[$"in/{broken.Key}"],
            [.. broken.Value[..^700], .. new byte[700].Select(_ => (byte)0xFF)],
            TestContext.Current.CancellationToken);

        var result = await PushAsync(directory, server, OrthancWebServer.Password);

        var there = (await server.FilesAsync()).Select(Part10.SOPInstanceUID).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(files.Keys.Where(uid => uid != broken.Key || there.Contains(uid)), there);
        Assert.True(result.ExitCode == 1, result.Output);
        Assert.Contains($"pushed {there.Count} instances", result.StandardOutput, StringComparison.Ordinal);
    }

    private static Task<ToolResult> PushAsync(TemporaryDirectory directory, OrthancWebServer server, string password) =>
        PxProcess.RunWithAsync(
            new Dictionary<string, string> { ["PX_STOW_SECRET"] = password },
            "push", directory["in"], "--db", directory["log"], "--stow", server.Url,
            "--stowUser", OrthancWebServer.User);
}
