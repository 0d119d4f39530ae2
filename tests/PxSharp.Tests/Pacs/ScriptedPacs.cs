using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Pacs;

namespace PxSharp.Tests.Pacs;

/// <summary>A PACS without a network: it answers what a test tells it to, and notes what it was asked.</summary>
internal sealed class ScriptedPacs : IPacsConnector
{
    /// <summary>What <see cref="ListedInstances"/> lists at IMAGE level: series, and its instances.</summary>
    public Dictionary<string, string[]> Archive { get; } = [];

    /// <summary>The matches for an identifier, and the last status.</summary>
    public Func<DicomDataset, FindOutcomeScript> Find { get; set; } = _ => new([]);

    /// <summary>The responses to a C-MOVE or C-GET.</summary>
    public Func<Request, CancellationToken, IAsyncEnumerable<MoveResponse>> Retrieve { get; set; } =
        (_, _) => throw new NotSupportedException("this test expects no retrieve");

    /// <summary>SOP classes that cannot be received by C-GET.</summary>
    public HashSet<string> Unreceivable { get; } = [];

    /// <summary>Thrown by the next attempts to connect, in turn.</summary>
    public Queue<Exception> ConnectFailures { get; } = [];

    public List<DicomDataset> Finds { get; } = [];

    public List<Request> Requests { get; } = [];

    public List<IReadOnlyList<ProposedContext>> Connections { get; } = [];

    public int Open { get; private set; }

    public Task<IPacsAssociation> ConnectAsync(
        IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken)
    {
        lock (this)
        {
            Connections.Add(contexts);
            if (ConnectFailures.TryDequeue(out var failure))
            {
                throw failure;
            }
            Open++;
        }
        return Task.FromResult<IPacsAssociation>(new Association(this));
    }

    /// <summary>Answers IMAGE level queries from <see cref="Archive"/>.</summary>
    public FindOutcomeScript ListedInstances(DicomDataset identifier)
    {
        var series = identifier.GetString(DicomTag.SeriesInstanceUID)!;
        return new([.. InstancesOf(series)]);
    }

    /// <summary>The answers at IMAGE level for a series of <see cref="Archive"/>; its study is 1.</summary>
    public IEnumerable<DicomDataset> InstancesOf(string series) => Archive[series].Select(uid => new DicomDataset()
        .Set(DicomTag.StudyInstanceUID, "1")
        .Set(DicomTag.SeriesInstanceUID, series)
        .Set(DicomTag.SOPClassUID, DicomUID.MRImageStorage)
        .Set(DicomTag.SOPInstanceUID, uid));

    internal sealed record FindOutcomeScript(
        IReadOnlyList<DicomDataset> Matches,
        DimseStatus Status = default,
        string? Comment = null,
        Exception? Failure = null);

    internal sealed record Request(string? Destination, DicomDataset Identifier, IStoreHandler? Handler)
    {
        public string Level => Identifier.GetString(DicomTag.QueryRetrieveLevel)!;

        public string Series => Identifier.GetString(DicomTag.SeriesInstanceUID)!;

        public IReadOnlyList<string> Instances => Identifier.GetStrings(DicomTag.SOPInstanceUID);
    }

    private sealed class Association(ScriptedPacs pacs) : IPacsAssociation
    {
        public async IAsyncEnumerable<FindResponse> FindAsync(
            DicomDataset identifier, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            FindOutcomeScript script;
            lock (pacs)
            {
                pacs.Finds.Add(identifier);
                script = pacs.Find(identifier);
            }
            foreach (var match in script.Matches)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new FindResponse(DimseStatus.Pending, match);
            }
            if (script.Failure is not null)
            {
                throw script.Failure;
            }
            yield return new FindResponse(script.Status, null, script.Comment);
        }

        public IAsyncEnumerable<MoveResponse> MoveAsync(
            string destination, DicomDataset identifier, CancellationToken cancellationToken) =>
            RunAsync(new Request(destination, identifier, null), cancellationToken);

        public IAsyncEnumerable<MoveResponse> GetAsync(
            DicomDataset identifier, IStoreHandler handler, CancellationToken cancellationToken) =>
            RunAsync(new Request(null, identifier, handler), cancellationToken);

        public bool CanReceive(string sopClassUID) => !pacs.Unreceivable.Contains(sopClassUID);

        public Task ReleaseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            lock (pacs)
            {
                pacs.Open--;
            }
            return ValueTask.CompletedTask;
        }

        private IAsyncEnumerable<MoveResponse> RunAsync(Request request, CancellationToken cancellationToken)
        {
            lock (pacs)
            {
                pacs.Requests.Add(request);
            }
            return pacs.Retrieve(request, cancellationToken);
        }
    }
}
