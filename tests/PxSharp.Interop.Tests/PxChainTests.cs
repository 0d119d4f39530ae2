using System.Text.Json.Nodes;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.ObjectStores;
using PxSharp.Tests.Cube.StandIn;

namespace PxSharp.Interop.Tests;

/// <summary>
/// One command from a query at Orthanc to objects in Swift and rows in CUBE, for which a stand-in stands that sees just
/// what is in Swift.
/// </summary>
public sealed class PxChainTests(OrthancServer orthanc, SwiftServer swift)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_query_ends_as_objects_in_Swift_and_rows_in_CUBE_and_again_does_nothing(bool isNew)
    {
        using var directory = new TemporaryDirectory();
        using var cube = new CubeStandIn(isNew);
        var (study, command, store) = await StartAsync(directory, cube, "chris1234");
        await using var _ = store;

        var first = await PxProcess.RunAsync(command);
        var registrations = cube.Registrations.Count;
        var second = await PxProcess.RunAsync(command);

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Contains("2 of 2 series retrieved, pushed, registered", first.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(study.InstanceCount, cube.Files.Count);
        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Contains("pushed nothing", second.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("registered nothing", second.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(registrations, cube.Registrations.Count);
        foreach (var file in Directory.GetFiles(directory["data"], "*.dcm", SearchOption.AllDirectories))
        {
            var name = cube.Files.Select(row => (string)row["fname"]!)
                .Single(name => name.EndsWith('/' + Path.GetFileName(file), StringComparison.Ordinal));
            using var content = new MemoryStream();
            await store.GetAsync(name, content, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), content.ToArray());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_step_that_fails_is_reported_and_the_next_run_does_only_the_rest(bool isNew)
    {
        using var directory = new TemporaryDirectory();
        using var cube = new CubeStandIn(isNew);
        var (study, command, store) = await StartAsync(directory, cube, "wrong");
        await using var _ = store;

        var first = await PxProcess.RunAsync(command);

        Assert.True(first.ExitCode == 4, first.Output);
        Assert.Contains("Unable to log in", first.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("0 of 2 series retrieved, pushed, registered", first.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(study.InstanceCount, (await ListAsync(store)).Count);
        Assert.Empty(cube.Files);

        await WriteCubeAsync(directory, cube, "chris1234");
        var second = await PxProcess.RunAsync(command);

        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Contains("pushed nothing", second.StandardOutput, StringComparison.Ordinal);
        Assert.Contains($"registered {study.InstanceCount} files", second.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(study.InstanceCount, cube.Files.Count);
    }

    private async Task<(SampleStudy Study, string[] Command, IObjectStore Store)> StartAsync(
        TemporaryDirectory directory, CubeStandIn cube, string password)
    {
        await orthanc.RequireAsync();
        await swift.RequireAsync();
        var study = new SampleStudy();
        foreach (var file in (await study.MakeFilesAsync()).Values)
        {
            await orthanc.UploadAsync(file);
        }

        var (title, port, container) = (AETitles.Next(), FreePort.Take(), SwiftServer.NewContainer());
        await orthanc.AddModalityAsync(title, port);
        var store = swift.Open(container);
        cube.Storage = () => ListAsync(store);
        await WriteAsync(directory, "storage", new JsonObject
        {
            ["swift"] = new JsonObject
            {
                ["storagetype"] = "swift",
                ["ip"] = "127.0.0.1",
                ["port"] = $"{swift.Port}",
                ["login"] = SwiftServer.User,
                ["container"] = container,
            },
        });
        await WriteCubeAsync(directory, cube, password);
        return (
            study,
            [
                "find", "--aec", OrthancServer.AETitle, "--aet", title, "--serverIP", "127.0.0.1", "--serverPort",
                $"{orthanc.Port}", "--db", directory["log"], "--PatientID", study.PatientID, "--listen", $"{port}",
                "--then", "retrieve,push,register", "--swift", "swift", "--CUBE", "cube", "--swiftServicesPACS", "org",
            ],
            store);
    }

    private static Task WriteCubeAsync(TemporaryDirectory directory, CubeStandIn cube, string password) =>
        WriteAsync(directory, "cube", new JsonObject
        {
            ["cube"] = new JsonObject { ["url"] = cube.Url, ["username"] = "chris", ["password"] = password },
        });

    private static Task WriteAsync(TemporaryDirectory directory, string name, JsonObject entries) =>
        File.WriteAllTextAsync(
            Path.Combine(directory.Make("services"), name + ".json"),
            entries.ToJsonString(),
            TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> ListAsync(IObjectStore store) =>
        await store.ListAsync("SERVICES/", TestContext.Current.CancellationToken)
            .Select(stored => stored.Name).ToListAsync(TestContext.Current.CancellationToken);
}
