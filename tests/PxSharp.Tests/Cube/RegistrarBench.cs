using PxSharp.Cube;
using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Services;
using PxSharp.Tests.Cube.StandIn;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>A CUBE of each generation, and files to register there as the PACS ORTHANC.</summary>
public abstract class RegistrarBench : IAsyncDisposable
{
    protected BaseMount Mount { get; } = new();

    protected CubeStandIn OldCube { get; } = new();

    protected CubeStandIn NewCube { get; } = new(registersSeries: true);

    protected List<RegistrationFile> Files { get; } = [];

    public async ValueTask DisposeAsync()
    {
        OldCube.Dispose();
        NewCube.Dispose();
        await Mount.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static RegisterOptions Options() => new() { PacsName = "ORTHANC", StorageDelay = TimeSpan.Zero };

    protected static Task<CubeClient> Connect(CubeStandIn cube, int retries = 4, string user = "chris")
        => CubeClient.ConnectAsync(
            new CubeService(new Uri(cube.Url), user, new Secret(user + "1234")),
            new CubeOptions
            {
                Retries = retries,
                RetryDelay = TimeSpan.Zero,
                LongestRetryDelay = TimeSpan.Zero,
                PageLength = 7,
            });

    protected CubeStandIn Cube(bool isNew) => isNew ? NewCube : OldCube;

    protected Registrar Registrar(CubeClient client) => new(client, Options(), Mount.Index);

    /// <summary>Registers every file, and gives what happened.</summary>
    protected async Task<List<RegisterEvent>> Run(CubeStandIn cube, int retries = 4)
    {
        using var client = await Connect(cube, retries);
        return await Registrar(client).RunAsync(Files.ToAsyncEnumerable(), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    protected ValueTask<List<DeliveryRecord>> Deliveries(string sopInstanceUID)
        => Mount.Index.ListDeliveriesAsync(sopInstanceUID).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>A file, of which no record says where it was pushed to.</summary>
    protected void Add(
        int number, string series = Instances.Series, Action<DicomDataset>? change = null, bool isStored = true)
    {
        var head = Instances.Make(number, 10, series);
        change?.Invoke(head);
        Files.Add(new RegistrationFile(Write(head, number, series)));
        if (isStored)
            Store(ObjectPath(head));
    }

    /// <summary>A file that was pushed to a path, though CUBE need not see it there.</summary>
    protected void AddPushed(int number, string series = Instances.Series, string? path = null)
    {
        var head = Instances.Make(number, 10, series);
        Files.Add(new RegistrationFile(Write(head, number, series), path ?? ObjectPath(head)));
    }

    /// <summary>Lets both see these paths in their storage.</summary>
    protected void Store(params IEnumerable<string> paths)
    {
        OldCube.Store(paths);
        NewCube.Store(paths);
    }

    private static string ObjectPath(DicomDataset head)
        => ServicesPath.Of("ORTHANC", ServicesPath.DefaultLayout, head);

    private string Write(DicomDataset head, int number, string series)
    {
        var path = Mount[$"{series}-{number:00}.dcm"];
        using var stream = File.Create(path);
        new DicomFile(head, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
        return path;
    }
}
