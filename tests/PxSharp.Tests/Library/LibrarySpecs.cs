using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.ObjectStores;
using PxSharp.Query;
using PxSharp.Receive;
using PxSharp.Services;
using PxSharp.Simulator;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Tests.Library;

/// <summary>What docs/library.md shows, done against the simulated PACS.</summary>
public sealed class LibrarySpecs : IAsyncLifetime
{
    private const string Fence = "```";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly SyntheticArchive Archive = SyntheticArchive.Create(new SyntheticArchiveOptions
    {
        Patients = 1,
        StudiesPerPatient = 1,
        SeriesPerStudy = 2,
        InstancesPerSeries = 2,
        Rows = 8,
        Columns = 8,
    });

    private readonly TemporaryDirectory _directory = new();
    private SimulatedPacs _pacs = null!;

    private AssociationOptions Peer => new()
    {
        Host = "127.0.0.1",
        Port = _pacs.Port,
        CallingAETitle = "US",
        CalledAETitle = _pacs.AETitle,
    };

    public async ValueTask InitializeAsync() => _pacs = await SimulatedPacs.StartAsync(
        new SimulatedPacsOptions { Instances = Archive.Instances }, Ct);

    public async ValueTask DisposeAsync()
    {
        await _pacs.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public void The_document_shows_the_samples_word_for_word()
    {
        var code = File.ReadAllText(
            Path.Combine(Root(), "tests", "PxSharp.Tests", "Library", "LibrarySamples.cs")).ReplaceLineEndings("\n");
        var parts = File.ReadAllText(Path.Combine(Root(), "docs", "library.md")).ReplaceLineEndings("\n").Split(Fence);
        var shown = parts.Where((_, i) => i % 2 == 1).Select(part => part[(part.IndexOf('\n') + 1)..]).ToList();

        Assert.All(shown, block => Assert.Contains(
            block.StartsWith("using", StringComparison.Ordinal) ? block : Indented(block), code));
        Assert.Equal(code.Split("public static async ").Length - 1, shown.Count - 1);
    }

    [Fact]
    public async Task Find_asks_for_studies_and_series()
    {
        await LibrarySamples.FindAsync(Peer, Archive.Series[0].Study.Patient.PatientID);

        Assert.Equal(2, _pacs.Queries.Count);
    }

    [Fact]
    public async Task Retrieve_says_whether_all_came()
    {
        var query = new FindQuery { Keys = [new QueryKey(DicomTag.PatientName, "*")] };

        var isComplete = await LibrarySamples.RetrieveAsync(Peer, query, _directory.Path);

        Assert.True(isComplete);
        Assert.Equal(4, Files());
    }

    [Fact]
    public async Task Listen_receives_until_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var listening = LibrarySamples.ListenAsync("US", 0, _directory.Path, stop.Token);
        RunningReceiver? receiver;
        while ((receiver = RunningReceiver.Find(_directory["log"])) is null && !listening.IsCompleted)
            await Task.Delay(5, Ct);
        var instance = Archive.Instances.First();

        var stored = await StoreAsync(instance, receiver!.Port);
        await stop.CancelAsync();
        await listening;

        Assert.True(stored.IsStored);
        Assert.Equal(1, Files());
    }

    [Fact]
    public async Task Repack_files_what_is_there()
    {
        Archive.WriteFiles(_directory["in"], Ct);

        await LibrarySamples.RepackAsync(_directory["in"], _directory.Path);

        Assert.Equal(4, Files());
    }

    [Fact]
    public async Task Push_says_whether_all_is_there()
    {
        Archive.WriteFiles(_directory["in"], Ct);
        await LibrarySamples.RepackAsync(_directory["in"], _directory.Path);
        await using var store = new FileObjectStore(_directory["store"]);

        var isComplete = await LibrarySamples.PushAsync(
            store, Archive.Series[0].SeriesInstanceUID, _directory.Path);

        Assert.True(isComplete);
        Assert.Equal(2, Directory.GetFiles(_directory["store"], "*.dcm", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task What_was_stored_and_fetched_is_the_same()
    {
        Archive.WriteFiles(_directory["in"], Ct);
        await using var store = new FileObjectStore(_directory["store"]);

        Assert.True(await LibrarySamples.StoreAndFetchAsync(store, _directory["in"], "a/b", _directory["out"]));
        foreach (var file in Directory.GetFiles(_directory["in"], "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_directory["out"], Path.GetRelativePath(_directory["in"], file));
            Assert.Equal(await File.ReadAllBytesAsync(file, Ct), await File.ReadAllBytesAsync(copy, Ct));
        }
    }

    [Fact]
    public async Task Register_says_whether_CUBE_has_all()
    {
        Archive.WriteFiles(_directory["in"], Ct);
        await LibrarySamples.RepackAsync(_directory["in"], _directory.Path);
        var uid = Archive.Series[0].SeriesInstanceUID;
        using var cube = new CubeStandIn(registersSeries: true);
        var service = new CubeService(new Uri(cube.Url), "chris", new Secret("chris1234"));
        await using var store = new FileObjectStore(_directory["store"]);
        await LibrarySamples.PushAsync(store, uid, _directory.Path);
        cube.Storage = async () => await store.ListAsync(cancellationToken: Ct).Select(one => one.Name).ToListAsync(Ct);

        Assert.True(await LibrarySamples.RegisterAsync(service, uid, _directory.Path));
        Assert.Equal(2, cube.Files.Count);
        Assert.False(await LibrarySamples.RegisterAsync(
            service, Archive.Series[1].SeriesInstanceUID, _directory.Path));
    }

    private int Files() => Directory.GetFiles(_directory["data"], "*.dcm", SearchOption.AllDirectories).Length;

    private static string Indented(string block) => string.Concat(
        block.Split('\n').SkipLast(1).Select(line => line.Length > 0 ? $"    {line}\n" : "\n"));

    private static async Task<StoreResponse> StoreAsync(SyntheticInstance instance, int port)
    {
        await using var client = await DicomClient.ConnectAsync(
            new AssociationOptions { Host = "127.0.0.1", Port = port, CalledAETitle = "US" },
            [new ProposedContext(instance.SOPClassUID, [instance.TransferSyntaxUID])],
            Ct);
        var stored = await client.StoreAsync(
            new StoreSource
            {
                SOPClassUID = instance.SOPClassUID,
                SOPInstanceUID = instance.SOPInstanceUID,
                TransferSyntaxUID = instance.TransferSyntaxUID,
                OpenAsync = _ => ValueTask.FromResult(instance.Open()),
            },
            Ct);
        await client.ReleaseAsync(Ct);
        return stored;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "PxSharp.slnx")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
