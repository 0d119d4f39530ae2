using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Push;
using PxSharp.Services;
using PxSharp.Sources;

namespace PxSharp.Interop.Tests;

/// <summary>The library's STOW-RS against a real DICOMweb server.</summary>
public sealed class StowTargetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Sends_every_instance_byte_for_byte_in_requests_of_any_size(int atOnce)
    {
        using var directory = new TemporaryDirectory();
        await using var server = await OrthancWebServer.StartAsync();
        var files = await new SampleStudy().WriteFilesAsync(directory.Make("in"));

        var totals = await PushAsync(directory, server, OrthancWebServer.Password, atOnce);

        Assert.Equal((10, 0), (totals.Sent, totals.Failed));
        var there = (await server.FilesAsync()).ToDictionary(Part10.SOPInstanceUID, StringComparer.Ordinal);
        Assert.Equal(files.Keys, there.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(Part10.DataSet(file.Value), Part10.DataSet(there[file.Key])));
    }

    [Fact]
    public async Task Is_denied_with_a_wrong_password()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await OrthancWebServer.StartAsync();
        await new SampleStudy().WriteFilesAsync(directory.Make("in"));

        var totals = await PushAsync(directory, server, "wrong", 16);

        Assert.Equal((0, 10), (totals.Sent, totals.Failures[PushFailure.Denied]));
    }

    private static async Task<PushTotals> PushAsync(
        TemporaryDirectory directory, OrthancWebServer server, string password, int atOnce)
    {
        var options = new StowTargetOptions
        {
            User = OrthancWebServer.User,
            Secret = new Secret(password),
            InstancesAtOnce = atOnce,
        };
        await using var target = new StowTarget(new Uri(server.Url), options);
        var events = await new Pusher(target).RunAsync(
            FileSource.AtPath(directory["in"]), TestContext.Current.CancellationToken).ToListAsync();
        return events.OfType<PushFinished>().Single().Totals;
    }
}
