using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;

namespace PxSharp.Simulator.Tests.Pacs;

/// <summary>A simulated PACS, a second one as move destination, and the client of a test.</summary>
internal sealed class PacsBench : IAsyncDisposable
{
    public const string DestinationAETitle = "STATION";

    private PacsBench(SimulatedPacs pacs, SimulatedPacs destination)
    {
        Pacs = pacs;
        Destination = destination;
    }

    public SimulatedPacs Pacs { get; }

    public SimulatedPacs Destination { get; }

    public static SyntheticArchive Small { get; } =
        SyntheticArchive.Create(new() { InstancesPerSeries = 2, Rows = 16, Columns = 16 });

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static async Task<PacsBench> StartAsync(
        Faults? faults = null, Func<SimulatedPacsOptions, SimulatedPacsOptions>? configure = null)
    {
        var options = new SimulatedPacsOptions { Instances = Small.Instances, Faults = faults ?? Faults.None };
        var pacs = await SimulatedPacs.StartAsync(configure?.Invoke(options) ?? options, Token);
        var destination = await SimulatedPacs.StartAsync(new() { AETitle = DestinationAETitle }, Token);
        pacs.AddDestination(DestinationAETitle, "127.0.0.1", destination.Port);
        return new PacsBench(pacs, destination);
    }

    /// <summary>An identifier that asks for one study.</summary>
    public static DicomDataset OneStudy(string uid) => Keys("STUDY", (DicomTag.StudyInstanceUID, uid));

    public static StoreSource Source(SyntheticInstance instance) => StoreSource.FromBytes(
        instance.SOPClassUID, instance.SOPInstanceUID, instance.TransferSyntaxUID, instance.Encode());

    public Task<DicomClient> ConnectAsync(params IReadOnlyList<ProposedContext> contexts) => DicomClient.ConnectAsync(
        new AssociationOptions
        {
            Host = "127.0.0.1",
            Port = Pacs.Port,
            CalledAETitle = Pacs.AETitle,
            CallingAETitle = "TESTER",
        },
        contexts.Count > 0 ? contexts : [Context(QueryRetrieve.StudyRootFind), Context(QueryRetrieve.StudyRootMove)],
        Token);

    public static ProposedContext Context(string sopClassUID) =>
        new(sopClassUID, [DicomUID.ExplicitVRLittleEndian, DicomUID.ImplicitVRLittleEndian]);

    /// <summary>The contexts of a C-GET: the service, and the archive's storage classes with the SCP role.</summary>
    public static IReadOnlyList<ProposedContext> GetContexts(string sopClassUID) =>
    [
        Context(sopClassUID),
        .. Small.Series.Select(series => series.Instances.First().SOPClassUID).Distinct()
            .Select(uid => new ProposedContext(uid, [DicomUID.ExplicitVRLittleEndian], ScuRole: false, ScpRole: true)),
    ];

    public static DicomDataset Keys(string level, params (DicomTag Tag, string Value)[] keys)
    {
        var identifier = new DicomDataset().Set(DicomTag.QueryRetrieveLevel, level);
        foreach (var (tag, value) in keys)
            identifier.Set(tag, value);
        return identifier;
    }

    public async Task<IReadOnlyList<FindResponse>> FindAsync(
        DicomDataset identifier, string sopClassUID = QueryRetrieve.StudyRootFind)
    {
        await using var client = await ConnectAsync(Context(sopClassUID));
        var responses = new List<FindResponse>();
        await foreach (var response in client.FindAsync(sopClassUID, identifier, Token))
            responses.Add(response);
        await client.ReleaseAsync(Token);
        return responses;
    }

    /// <summary>The matches; fails when the query did.</summary>
    public async Task<IReadOnlyList<DicomDataset>> MatchesAsync(
        DicomDataset identifier, string sopClassUID = QueryRetrieve.StudyRootFind)
    {
        var responses = await FindAsync(identifier, sopClassUID);
        Xunit.Assert.Equal(DimseStatus.Success, responses[^1].Status);
        return [.. responses.SkipLast(1).Select(response => response.Identifier!)];
    }

    public async Task<IReadOnlyList<MoveResponse>> MoveAsync(
        DicomDataset identifier,
        string destination = DestinationAETitle,
        string sopClassUID = QueryRetrieve.StudyRootMove)
    {
        await using var client = await ConnectAsync(Context(sopClassUID));
        var responses = new List<MoveResponse>();
        await foreach (var response in client.MoveAsync(sopClassUID, destination, identifier, Token))
            responses.Add(response);
        await client.ReleaseAsync(Token);
        return responses;
    }

    /// <summary>Retrieves by C-GET into <paramref name="handler"/>.</summary>
    public async Task<IReadOnlyList<MoveResponse>> GetAsync(
        DicomDataset identifier, IStoreHandler handler, string sopClassUID = QueryRetrieve.StudyRootGet)
    {
        await using var client = await ConnectAsync(GetContexts(sopClassUID));
        var responses = new List<MoveResponse>();
        await foreach (var response in client.GetAsync(sopClassUID, identifier, handler, Token))
            responses.Add(response);
        await client.ReleaseAsync(Token);
        return responses;
    }

    public async ValueTask DisposeAsync()
    {
        await Pacs.DisposeAsync();
        await Destination.DisposeAsync();
    }
}
