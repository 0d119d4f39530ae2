using PxSharp.Cube;
using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network.Associations;
using PxSharp.Network.Server;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using PxSharp.Push;
using PxSharp.Query;
using PxSharp.Receive;
using PxSharp.Repack;
using PxSharp.Retrieve;
using PxSharp.Services;
using PxSharp.Sources;
using PxSharp.Storage;

namespace PxSharp.Tests.Library;

/// <summary>The samples of docs/library.md, word for word: <see cref="LibrarySpecs"/> compares and runs them.</summary>
internal static class LibrarySamples
{
    public static async Task FindAsync(AssociationOptions peer, string patientID)
    {
        await using var pacs = new PacsQuery(peer);
        var query = new FindQuery { Keys = [new QueryKey(DicomTag.PatientID, patientID)] };
        await foreach (var study in pacs.FindAsync(query))
        {
            Console.WriteLine($"{study.StudyInstanceUID} {study.Dataset.GetString(DicomTag.StudyDescription)}");
            foreach (var series in study.Series!)
                Console.WriteLine($"  {series.SeriesInstanceUID} {series.Dataset.GetString(DicomTag.Modality)}");
        }
    }

    public static async Task<bool> RetrieveAsync(AssociationOptions peer, FindQuery query, string baseMount)
    {
        await using var index = SqliteIndex.Open(Path.Combine(baseMount, "log"));
        using var data = new DataRoot(Path.Combine(baseMount, "data"));
        using var writer = new InstanceWriter(data, index);
        await using var pacs = new PacsQuery(peer);
        var series = await pacs.FindAsync(query).SelectMany(RetrieveTarget.Of).ToListAsync();
        var options = new RetrieveOptions { DataDirectory = data.Path, Method = RetrieveMethod.Get };
        var events = await new Retriever(peer, index, options, writer).RetrieveAsync(series).ToListAsync();
        foreach (var one in events.OfType<SeriesFinished>())
            Console.WriteLine($"received {one.Received} of {one.Expected}; missing: {string.Join(' ', one.Missing)}");
        return events.OfType<RetrieveFinished>().Single().IsComplete;
    }

    public static async Task ListenAsync(string aeTitle, int port, string baseMount, CancellationToken stop)
    {
        await using var index = SqliteIndex.Open(Path.Combine(baseMount, "log"));
        await using var receiver = await Receiver.StartAsync(
            new ReceiverOptions
            {
                DataDirectory = Path.Combine(baseMount, "data"),
                DatabaseDirectory = Path.Combine(baseMount, "log"),
                Server = new DicomServerOptions { AETitle = aeTitle, Port = port },
                OnEvent = happened => Console.WriteLine(happened),
            },
            index,
            stop);
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await receiver.StopAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    public static async Task RepackAsync(string source, string baseMount)
    {
        await using var index = SqliteIndex.Open(Path.Combine(baseMount, "log"));
        using var data = new DataRoot(Path.Combine(baseMount, "data"));
        var events = new Repacker(data, index).RunAsync(new RepackOptions { Source = source });
        await foreach (var happened in events)
        {
            if (happened is FileRepacked filed)
                Console.WriteLine($"{filed.Source} -> {filed.Instance.RelativePath}");
            else if (happened is FileLeftAlone left)
                Console.WriteLine($"{left.Source}: {left.Message}");
        }
    }

    public static async Task<bool> PushAsync(IObjectStore store, string seriesInstanceUID, string baseMount)
    {
        await using var index = SqliteIndex.Open(Path.Combine(baseMount, "log"));
        var series = FileSource.OfSeries(index, Path.Combine(baseMount, "data"), seriesInstanceUID);
        var pusher = new Pusher(new StoreTarget(store, "org"), index);
        var events = await pusher.RunAsync(series).ToListAsync();
        foreach (var failed in events.OfType<InstanceNotPushed>())
            Console.WriteLine($"{failed.FilePath}: {failed.Reason}");
        return events.OfType<PushFinished>().Single().Totals.IsComplete;
    }

    public static async Task<bool> StoreAndFetchAsync(IObjectStore store, string source, string name, string target)
    {
        var transfers = new ObjectTransfers(store, new TransferOptions { Parallelism = 8 });
        var stored = await transfers.PutAsync(await TransferPlan.ToPutAsync(source, name)).ToListAsync();
        var fetched = await transfers.GetAsync(await TransferPlan.ToGetAsync(store, name, target)).ToListAsync();
        foreach (var failed in stored.Concat(fetched).OfType<ObjectNotTransferred>())
            Console.WriteLine($"{failed.Transfer.Name}: {failed.Fault.Reason}");
        return !stored.Concat(fetched).OfType<ObjectNotTransferred>().Any();
    }

    public static async Task<bool> RegisterAsync(CubeService service, string seriesInstanceUID, string baseMount)
    {
        await using var index = SqliteIndex.Open(Path.Combine(baseMount, "log"));
        using var cube = await CubeClient.ConnectAsync(service);
        var series = FileSource.OfSeries(index, Path.Combine(baseMount, "data"), seriesInstanceUID);
        var files = RegistrationSource.OfAsync(series, index, "org", cube.Generation == CubeGeneration.Series);
        var registrar = new Registrar(cube, new RegisterOptions { PacsName = "org" }, index);
        var events = await registrar.RunAsync(files).ToListAsync();
        foreach (var failed in events.OfType<FileNotRegistered>())
            Console.WriteLine($"{failed.File.FilePath}: {failed.Reason}");
        return !events.OfType<FileNotRegistered>().Any();
    }
}
