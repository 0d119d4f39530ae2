using PxSharp.Dicom;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Server;
using PxSharp.Network.Services;

namespace PxSharp.Interop.Tests;

/// <summary>Our client against real PACS, and our server as their move destination.</summary>
public sealed class ClientTests(OrthancServer orthanc)
{
    private static readonly string[] PlainSyntaxes = [DicomUID.ExplicitVRLittleEndian, DicomUID.ImplicitVRLittleEndian];

    public static TheoryData<PacsKind> EveryPacs => [PacsKind.Orthanc, PacsKind.Dcmqrscp];

    public static TheoryData<PacsKind, string, string, string> EveryPacsAndName =>
    [
        .. from pacs in EveryPacs
           from name in Names.InCharacterSets
           select (pacs.Data, name.Data.Item1, name.Data.Item2, name.Data.Item3),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Echoes(PacsKind kind)
    {
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await using var client = await ConnectAsync(pacs, DicomUID.Verification);
        var answer = await client.EchoAsync(Cancellation);
        Assert.True(answer.Status.IsSuccess);
        await client.ReleaseAsync(Cancellation);
    }

    [Theory]
    [MemberData(nameof(EveryPacsAndName))]
    public async Task Finds_a_study_with_the_name_as_a_person_writes_it(
        PacsKind kind, string characterSet, string stored, string name)
    {
        var study = new SampleStudy
        {
            CharacterSet = characterSet,
            PatientName = stored,
            SeriesCount = 1,
            InstancesPerSeries = 1,
        };
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await pacs.StoreAsync((await study.MakeFilesAsync()).Values);
        await using var client = await ConnectAsync(pacs, QueryRetrieve.StudyRootFind);

        var answers = await client.FindAsync(
            QueryRetrieve.StudyRootFind, Identifiers.Study(study.StudyInstanceUID), Cancellation)
            .ToListAsync(Cancellation);
        Assert.True(answers[^1].Status.IsSuccess);
        var match = Assert.Single(answers, answer => answer.Identifier is not null).Identifier!;
        Assert.Equal(study.PatientID, match.GetString(DicomTag.PatientID));
        Assert.Equal(name, match.GetString(DicomTag.PatientName));
        await client.ReleaseAsync(Cancellation);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Finds_every_instance_at_IMAGE_level(PacsKind kind)
    {
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 40 };
        var files = await study.MakeFilesAsync();
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await pacs.StoreAsync(files.Values);
        await using var client = await ConnectAsync(pacs, QueryRetrieve.StudyRootFind);

        var answers = await client.FindAsync(
            QueryRetrieve.StudyRootFind,
            Identifiers.Instances(study.StudyInstanceUID, study.SeriesInstanceUID(1)),
            Cancellation)
            .ToListAsync(Cancellation);
        Assert.Equal(
            files.Keys,
            answers.Select(answer => answer.Identifier?.GetString(DicomTag.SOPInstanceUID))
                .OfType<string>().Order(StringComparer.Ordinal));
        await client.ReleaseAsync(Cancellation);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Moves_a_study_to_our_server_byte_for_byte(PacsKind kind)
    {
        var study = new SampleStudy { SeriesCount = 2, InstancesPerSeries = 15 };
        var files = await study.MakeFilesAsync();
        var (store, title) = (new MemoryStore(), AETitles.Next());
        await using var server = new DicomServer(new DicomServerOptions { AETitle = title, Store = store });
        await server.StartAsync(Cancellation);
        await using var recorder = new WireRecorder(server.Port);
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc, (title, recorder.Port));
        await pacs.StoreAsync(files.Values);
        await using var client = await ConnectAsync(pacs, QueryRetrieve.StudyRootMove);

        var answers = await client.MoveAsync(
            QueryRetrieve.StudyRootMove, title, Identifiers.RetrieveStudy(study.StudyInstanceUID), Cancellation)
            .ToListAsync(Cancellation);
        Assert.True(answers[^1].Status.IsSuccess);
        Assert.Equal(study.InstanceCount, answers[^1].Completed);
        await client.ReleaseAsync(Cancellation);
        AssertArrived(files, await recorder.StopAsync(), store.Instances);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Gets_a_study_byte_for_byte(PacsKind kind)
    {
        var study = new SampleStudy { SeriesCount = 2, InstancesPerSeries = 15 };
        var files = await study.MakeFilesAsync();
        var store = new MemoryStore();
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await pacs.StoreAsync(files.Values);
        await using var recorder = new WireRecorder(pacs.Port);
        await using var client = await DicomClient.ConnectAsync(
            pacs.Options with { Port = recorder.Port },
            [
                new ProposedContext(QueryRetrieve.StudyRootGet, PlainSyntaxes),
                ProposedContext.ForGet(DicomUID.MRImageStorage, PlainSyntaxes),
            ],
            Cancellation);

        var answers = await client.GetAsync(
            QueryRetrieve.StudyRootGet, Identifiers.RetrieveStudy(study.StudyInstanceUID), store, Cancellation)
            .ToListAsync(Cancellation);
        Assert.True(answers[^1].Status.IsSuccess);
        await client.ReleaseAsync(Cancellation);
        AssertArrived(files, await recorder.StopAsync(), store.Instances);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Stores_instances_byte_for_byte(PacsKind kind)
    {
        var files = await new SampleStudy().MakeFilesAsync();
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await using var recorder = new WireRecorder(pacs.Port);
        await using var client = await DicomClient.ConnectAsync(
            pacs.Options with { Port = recorder.Port },
            [new ProposedContext(DicomUID.MRImageStorage, [DicomUID.ExplicitVRLittleEndian])],
            Cancellation);
        foreach (var (uid, file) in files)
        {
            var answer = await client.StoreAsync(
                StoreSource.FromBytes(
                    DicomUID.MRImageStorage, uid, DicomUID.ExplicitVRLittleEndian, Part10.DataSet(file)),
                Cancellation);
            Assert.True(answer.IsStored, answer.Status.Describe());
        }

        await client.ReleaseAsync(Cancellation);
        var sent = await recorder.StopAsync();
        Assert.All(files, file => Assert.Equal(Part10.DataSet(file.Value), sent[file.Key].DataSet));
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task A_wrong_called_AE_title_is_named_in_the_rejection(PacsKind kind)
    {
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => DicomClient.ConnectAsync(
            pacs.Options with { CalledAETitle = "NOTME" },
            [new ProposedContext(DicomUID.Verification, PlainSyntaxes)],
            Cancellation));
        Assert.Contains("called AE title NOTME not recognised", rejected.Message, StringComparison.Ordinal);
        Assert.False(rejected.IsTransient);
    }

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task An_unknown_move_destination_is_a_failure_that_says_so(PacsKind kind)
    {
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 1 };
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc);
        await pacs.StoreAsync((await study.MakeFilesAsync()).Values);
        await using var client = await ConnectAsync(pacs, QueryRetrieve.StudyRootMove);

        var answers = await client.MoveAsync(
            QueryRetrieve.StudyRootMove, "NOBODY", Identifiers.RetrieveStudy(study.StudyInstanceUID), Cancellation)
            .ToListAsync(Cancellation);
        var end = answers[^1];
        Assert.True(end.Status.IsFailure, $"{end.Status}");
        Assert.NotEmpty(end.Status.Describe());
        if (kind == PacsKind.Dcmqrscp)
        {
            Assert.Equal(DimseStatus.MoveDestinationUnknown, end.Status);
        }
    }

    [Fact]
    public async Task A_dead_port_is_named_in_the_message()
    {
        var port = FreePort.Take();
        var failed = await Assert.ThrowsAsync<ConnectionFailedException>(() => DicomClient.ConnectAsync(
            new AssociationOptions { Host = "127.0.0.1", Port = port },
            [new ProposedContext(DicomUID.Verification, PlainSyntaxes)],
            Cancellation));
        Assert.Contains($"127.0.0.1:{port}", failed.Message, StringComparison.Ordinal);
    }

    private static Task<DicomClient> ConnectAsync(PacsUnderTest pacs, string abstractSyntax) =>
        DicomClient.ConnectAsync(
        pacs.Options, [new ProposedContext(abstractSyntax, PlainSyntaxes)], Cancellation);

    // What the peer sent is what arrived, to the byte; and it is the original, where the peer did not change the
    // encoding.
    private static void AssertArrived(
        IReadOnlyDictionary<string, byte[]> originals,
        IReadOnlyDictionary<string, SentInstance> sent,
        IReadOnlyDictionary<string, SentInstance> arrived)
    {
        Assert.Equal(originals.Keys, sent.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(originals.Keys, arrived.Keys.Order(StringComparer.Ordinal));
        foreach (var (uid, original) in originals)
        {
            Assert.Equal(sent[uid].TransferSyntaxUID, arrived[uid].TransferSyntaxUID);
            Assert.Equal(sent[uid].DataSet, arrived[uid].DataSet);
            if (sent[uid].TransferSyntaxUID == Part10.TransferSyntaxUID(original))
            {
                Assert.Equal(Part10.DataSet(original), arrived[uid].DataSet);
            }
        }
    }
}
