using PxSharp.Dicom;
using PxSharp.Push;
using PxSharp.Repack;
using PxSharp.Sources;
using PxSharp.Tests.Receive;

namespace PxSharp.Tests.Push;

/// <summary>A BASEMOUNT, a directory with files and a store, for one test.</summary>
internal sealed class PushBench : IAsyncDisposable
{
    public PushBench()
    {
        Mount = new BaseMount();
        Store = new FaultyStore(Mount["store"]);
        Target = new StoreTarget(Store, "org");
        Directory.CreateDirectory(Mount["in"]);
    }

    public BaseMount Mount { get; }

    public FaultyStore Store { get; }

    public StoreTarget Target { get; }

    public FileSource Files => FileSource.AtPath(Mount["in"]);

    public FileSource Series => FileSource.OfSeries(Mount.Index, Mount.Data.Path, Instances.Series);

    /// <summary>Puts an instance into the directory.</summary>
    public string Write(int number, string? name = null, int pixels = 1000, string series = Instances.Series)
    {
        var path = Mount["in", name ?? $"{number:0000}.dcm"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        new DicomFile(Instances.Make(number, pixels, series), TransferSyntax.ExplicitVRLittleEndian).Write(file);
        return path;
    }

    /// <summary>Has instances in the data root and in the database.</summary>
    public async Task ReceiveAsync(int count)
    {
        for (var number = 1; number <= count; number++)
            Write(number);
        var repacker = new Repacker(Mount.Data, Mount.Index);
        await foreach (var _ in repacker.RunAsync(new RepackOptions { Source = Mount["in"], NameContains = ".dcm" }))
        {
            // Each is recorded by then.
        }
    }

    public Task<List<PushEvent>> PushAsync(FileSource source, PushOptions? options = null)
        => PushAsync(source, options, CancellationToken.None);

    public async Task<List<PushEvent>> PushAsync(
        FileSource source, PushOptions? options, CancellationToken cancellationToken)
    {
        var events = new List<PushEvent>();
        // Each run is as one of a process of its own: a target remembers what it has seen of the store.
        var pusher = new Pusher(new StoreTarget(Store, "org"), Mount.Index, options);
        await foreach (var happened in pusher.RunAsync(source, cancellationToken))
            events.Add(happened);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Mount.DisposeAsync();
    }
}
