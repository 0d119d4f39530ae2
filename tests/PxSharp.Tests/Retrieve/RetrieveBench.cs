using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PxSharp.Index;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Pacs;
using PxSharp.Retrieve;
using PxSharp.Storage;
using PxSharp.Tests.Pacs;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>A scripted PACS, a real index, and a data _directory that "received" files go to.</summary>
internal sealed class RetrieveBench : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentBag<Task> _later = [];
    private long _clock;

    public RetrieveBench()
    {
        Index = SqliteIndex.Open(_directory["log"], Durability.Process);
        Directory.CreateDirectory(_directory["data"]);
        Options = new RetrieveOptions
        {
            DataDirectory = _directory["data"],
            PacsName = "PACS",
            IdleTimeout = TimeSpan.FromSeconds(20),
            Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.Zero },
        };
        Pacs.Find = Pacs.ListedInstances;
    }

    public ScriptedPacs Pacs { get; } = new();

    public SqliteIndex Index { get; }

    public RetrieveOptions Options { get; set; }

    /// <summary>Takes the instances of a C-GET.</summary>
    public IStoreHandler Handler { get; set; } = new NoHandler();

    public static MoveResponse Last(
        int status, int? completed = null, int? failed = null, params string[] failedInstances) =>
        new(new DimseStatus((ushort)status), null, completed, failed, completed is null ? null : 0, failedInstances);

    public static async IAsyncEnumerable<MoveResponse> Hang(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        yield break;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_later);
        await Index.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Lets an unfinished file grow, as a receiver in another process does.</summary>
    public void Grow(string instance)
    {
        Directory.CreateDirectory(_directory["data", ".incoming", "17"]);
        File.AppendAllText(_directory["data", ".incoming", "17", $"1-{instance}.part"], "bytes");
    }

    public string FileOf(string sopInstanceUID) => _directory["data", sopInstanceUID + ".dcm"];

    public RetrieveTarget Target(string seriesInstanceUID) => new(
        new PatientRecord { PatientID = "P" },
        new StudyRecord { StudyInstanceUID = "1", PatientID = "P" },
        new SeriesRecord { SeriesInstanceUID = seriesInstanceUID, StudyInstanceUID = "1", PatientID = "P" });

    public Retriever Retriever() => new(
        new AssociationOptions { Host = "nowhere", Port = 104, CallingAETitle = "US", CalledAETitle = "PACS" },
        Pacs, Index, Options, Handler);

    public Task<List<RetrieveEvent>> RetrieveAsync(params string[] series) => RetrieveAsync([.. series.Select(Target)]);

    public async Task<List<RetrieveEvent>> RetrieveAsync(params RetrieveTarget[] targets)
    {
        var events = new List<RetrieveEvent>();
        await foreach (var happened in Retriever().RetrieveAsync(targets, TestContext.Current.CancellationToken))
        {
            events.Add(happened);
        }
        return events;
    }

    /// <summary>What a receiver does: the file first, the index then.</summary>
    public async Task ReceiveAsync(string series, string instance)
    {
        await File.WriteAllTextAsync(FileOf(instance), "DICM");
        var target = Target(series);
        await Index.AddAsync(new ReceivedInstance(
            new InstanceRecord
            {
                SOPInstanceUID = instance,
                SOPClassUID = Dicom.DicomUID.MRImageStorage,
                SeriesInstanceUID = series,
                TransferSyntaxUID = Dicom.DicomUID.ExplicitVRLittleEndian,
                RelativePath = instance + ".dcm",
                Size = 4,
                ReceivedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(Interlocked.Increment(ref _clock)),
            },
            target.Series, target.Study, target.Patient));
    }

    /// <summary>Serves a request as a good PACS does.</summary>
    public IAsyncEnumerable<MoveResponse> SendAll(ScriptedPacs.Request request, CancellationToken cancellationToken)
    {
        var instances = request.Level == "SERIES" ? Pacs.Archive[request.Series] : request.Instances;
        return Send(request.Series, instances, Last(0x0000, instances.Count, 0));
    }

    /// <summary>Sends some instances, tells of each, and ends as the test wants.</summary>
    public async IAsyncEnumerable<MoveResponse> Send(
        string series,
        IReadOnlyList<string> instances,
        MoveResponse? last = null,
        IReadOnlyList<string>? later = null,
        Exception? failure = null,
        IAsyncEnumerable<MoveResponse>? then = null)
    {
        for (var i = 0; i < instances.Count; i++)
        {
            await ReceiveAsync(series, instances[i]);
            yield return new MoveResponse(DimseStatus.Pending, instances.Count - i - 1, i + 1, 0, 0, []);
        }
        if (failure is not null)
        {
            throw failure;
        }
        if (then is not null)
        {
            await foreach (var response in then)
            {
                yield return response;
            }
        }
        try
        {
            if (last is not null)
            {
                yield return last;
            }
        }
        finally
        {
            // Who reads the last response stops reading: only now is it "after the last response".
            _later.Add(Task.Run(() => ReceiveAllAsync(series, later ?? [])));
        }
    }

    public void FailConnecting(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Pacs.ConnectFailures.Enqueue(Failures.Silence());
        }
    }

    private async Task ReceiveAllAsync(string series, IReadOnlyList<string> instances)
    {
        foreach (var instance in instances)
        {
            await ReceiveAsync(series, instance);
        }
    }

    private sealed class NoHandler : IStoreHandler
    {
        public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
