using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network.Associations;
using PxSharp.Network.Server;
using PxSharp.Pacs;
using PxSharp.Query;
using PxSharp.Receive;
using PxSharp.Retrieve;
using PxSharp.Simulator;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>
/// Query, retrieve, receive and index together, against the simulated PACS and what it does wrong on purpose.
/// </summary>
public sealed class SimulatedRetrieveSpecs : IAsyncLifetime
{
    private const int Patients = 2;
    private const int Total = Patients * 2 * 2 * 5;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly SyntheticArchive Archive = SyntheticArchive.Create(new SyntheticArchiveOptions
    {
        Patients = Patients,
        StudiesPerPatient = 2,
        SeriesPerStudy = 2,
        InstancesPerSeries = 5,
        Rows = 8,
        Columns = 8,
    });

    private readonly TemporaryDirectory _directory = new();
    private SqliteIndex _index = null!;
    private SimulatedPacs _pacs = null!;
    private Receiver _receiver = null!;

    public static TheoryData<RetrieveMethod> EveryMethod => [RetrieveMethod.Move, RetrieveMethod.Get];

    public async ValueTask InitializeAsync()
    {
        _index = SqliteIndex.Open(_directory["log"], Durability.Process);
        _pacs = await SimulatedPacs.StartAsync(new SimulatedPacsOptions { Instances = Archive.Instances }, Ct);
        _receiver = await Receiver.StartAsync(
            new ReceiverOptions
            {
                DataDirectory = _directory["data"],
                Durability = Durability.Process,
                Server = new DicomServerOptions { Address = System.Net.IPAddress.Loopback, AETitle = "US" },
            },
            _index, Ct);
        _pacs.AddDestination("US", "127.0.0.1", _receiver.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _pacs.DisposeAsync();
        await _index.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task Every_instance_of_the_archive_comes(RetrieveMethod method)
    {
        var events = await RetrieveAsync(await FindAsync(), method);

        Assert.Equal(new RetrieveFinished(8, 8, Total, Total), events[^1]);
        Assert.Equal(Total, events.OfType<InstanceArrived>().Count());
        await AssertHereAsync();
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task A_second_run_does_nothing(RetrieveMethod method)
    {
        var targets = await FindAsync();
        await RetrieveAsync(targets, method);
        var before = _pacs.Retrievals.Count;

        var events = await RetrieveAsync(targets, method);

        Assert.Equal(before, _pacs.Retrievals.Count);
        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task Aborted_associations_do_not_lose_anything(RetrieveMethod method)
    {
        var targets = await FindAsync();
        _pacs.Faults = new Faults { AbortAfterSubOperations = 3 };

        var events = await RetrieveAsync(targets, method);

        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.NotEmpty(events.OfType<SeriesAskedAgain>());
        await AssertHereAsync();
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task A_failed_instance_is_named_and_all_others_come(RetrieveMethod method)
    {
        var failing = Archive.Series[1].Instances.ElementAt(2).SOPInstanceUID;
        _pacs.Faults = new Faults { FailedInstances = [failing] };

        var events = await RetrieveAsync(await FindAsync(), method);

        Assert.Equal(new RetrieveFinished(8, 7, Total - 1, Total), events[^1]);
        var finished = Assert.Single(events.OfType<SeriesFinished>(), one => one.Outcome != SeriesOutcome.Complete);
        Assert.Equal([failing], finished.Missing);
        Assert.Equal((4, (int?)5), (finished.Received, finished.Expected));
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task Success_that_hides_failures_is_seen_through(RetrieveMethod method)
    {
        var failing = Archive.Series[0].Instances.First().SOPInstanceUID;
        _pacs.Faults = new Faults { FailedInstances = [failing], ClaimSuccess = true };

        var events = await RetrieveAsync(await FindAsync(), method);

        Assert.Equal([failing], events.OfType<SeriesFinished>().SelectMany(one => one.Missing));
    }

    [Fact]
    public async Task Instances_that_come_long_after_the_last_response_are_waited_for()
    {
        _pacs.Faults = new Faults { LateSubOperations = TimeSpan.FromMilliseconds(30) };

        var events = await RetrieveAsync(
            await FindAsync("PatientID=" + Archive.Patients[0].PatientID), RetrieveMethod.Move);

        Assert.Equal(new RetrieveFinished(4, 4, Total / 2, Total / 2), events[^1]);
        Assert.Equal(4, _pacs.Retrievals.Count);
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task A_busy_PACS_is_asked_again(RetrieveMethod method)
    {
        _pacs.Faults = new Faults { BusyRetrievals = 2 };

        var events = await RetrieveAsync(
            await FindAsync("StudyInstanceUID=" + Archive.Studies[0].StudyInstanceUID), method);

        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.Equal(2, events.OfType<SeriesAskedAgain>().Count());
    }

    [Fact]
    public async Task An_unknown_move_destination_is_told_in_one_line()
    {
        _pacs.Faults = new Faults { NoDestinations = true };

        var events = await RetrieveAsync(await FindAsync(), RetrieveMethod.Move);

        Assert.Equal(7, events.OfType<SeriesFinished>().Count(one => one.Outcome == SeriesOutcome.NotAsked));
        Assert.All(
            events.OfType<SeriesFinished>(),
            one => Assert.Contains("does not know our AE title US", one.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public async Task A_PACS_without_IMAGE_level_is_believed_its_counts(RetrieveMethod method)
    {
        _pacs.Faults = new Faults { NoImageLevel = true };

        var events = await RetrieveAsync(await FindAsync(), method);

        Assert.Equal(new RetrieveFinished(8, 8, Total, Total), events[^1]);
        Assert.All(events.OfType<SeriesPlanned>(), one => Assert.False(one.ListsInstances));
    }

    [Fact]
    public async Task An_instance_that_is_cut_off_is_sent_again_and_leaves_no_half_file()
    {
        var cut = Archive.Series[0].Instances.ElementAt(1).SOPInstanceUID;
        _pacs.Faults = new Faults { DropConnectionInInstance = cut };

        var events = await RetrieveAsync(
            await FindAsync("StudyInstanceUID=" + Archive.Studies[0].StudyInstanceUID), RetrieveMethod.Move);

        Assert.Equal([cut], events.OfType<SeriesFinished>().SelectMany(one => one.Missing));
        Assert.Equal(9, Directory.EnumerateFiles(_directory["data"], "*.dcm", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Several_series_at_once_bring_everything_too()
    {
        var events = await RetrieveAsync(await FindAsync(), RetrieveMethod.Move, parallel: 4);

        Assert.Equal(new RetrieveFinished(8, 8, Total, Total), events[^1]);
        await AssertHereAsync();
    }

    [Fact]
    public async Task Queries_work_where_optional_keys_are_ignored()
    {
        _pacs.Faults = new Faults { IgnoreOptionalKeys = true };
        var series = Archive.Series[^1];

        var targets = await FindAsync(
            "SeriesDescription=" + series.SeriesDescription, "PatientID=" + series.Study.Patient.PatientID);

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.Equal(
            (series.SeriesDescription, series.Study.Patient.PatientID),
            (target.Series.SeriesDescription, target.Patient.PatientID)));
    }

    [Fact]
    public async Task A_query_that_loses_its_association_after_each_match_fails_in_bounds()
    {
        _pacs.Faults = new Faults { AbortAfterMatches = 1 };

        await Assert.ThrowsAsync<Network.AssociationAbortedException>(() => FindAsync());

        Assert.Equal(3, _pacs.Queries.Count);
    }

    [Fact]
    public async Task A_limit_ends_the_query_with_a_C_CANCEL_and_the_association_goes_on()
    {
        _pacs.Faults = new Faults { Delay = TimeSpan.FromMilliseconds(5) };
        await using var query = Query();

        var found = await query.FindAsync(new FindQuery { MaximumStudies = 1 }, Ct).ToListAsync(Ct);

        Assert.Equal(2, Assert.Single(found).Series!.Count);
    }

    [Fact]
    public async Task Names_outside_ASCII_are_found()
    {
        var patient = Archive.Patients[0];
        var studies = await FindStudiesAsync("PatientID=" + patient.PatientID);
        var name = ResultTags.Of(studies[0].Dataset).Find("PatientName")!;
        Assert.False(System.Text.Ascii.IsValid(name));

        var found = await FindStudiesAsync("PatientName=" + name);

        Assert.Equal(
            patient.Studies.Select(study => study.StudyInstanceUID), found.Select(study => study.StudyInstanceUID));
    }

    private AssociationOptions Peer() =>
        new() { Host = "127.0.0.1", Port = _pacs.Port, CallingAETitle = "US", CalledAETitle = _pacs.AETitle };

    private PacsQuery Query() => new(Peer(), new ReconnectOptions { MaximumAttempts = 2, FirstDelay = TimeSpan.Zero });

    private async Task<List<StudyResult>> FindStudiesAsync(params string[] keys)
    {
        await using var query = Query();
        var wanted = new FindQuery
        {
            Keys = [.. keys.Select(key => key.Split('=', 2)).Select(parts => QueryKey.Parse(parts[0], parts[1]))],
        };
        return await query.FindAsync(wanted, Ct).ToListAsync(Ct);
    }

    private async Task<RetrieveTarget[]> FindAsync(params string[] keys) =>
        [.. (await FindStudiesAsync(keys)).SelectMany(RetrieveTarget.Of)];

    private async Task<List<RetrieveEvent>> RetrieveAsync(
        RetrieveTarget[] targets, RetrieveMethod method, int parallel = 1)
    {
        var options = new RetrieveOptions
        {
            DataDirectory = _receiver.DataDirectory,
            Method = method,
            ParallelSeries = parallel,
            BusyDelay = TimeSpan.Zero,
            IdleTimeout = TimeSpan.FromSeconds(_pacs.Faults.LateSubOperations is null ? 0.3 : 20),
            Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.Zero },
        };
        using var root = new DataRoot(_directory["data"], Durability.Process);
        using var writer = new InstanceWriter(root, _index);
        return await new Retriever(Peer(), _index, options, writer).RetrieveAsync(targets, Ct).ToListAsync(Ct);
    }

    // Every instance is in the index, its file is there, and its header is the one that the PACS holds.
    private async Task AssertHereAsync()
    {
        foreach (var instance in Archive.Instances)
        {
            var record = await _index.FindInstanceAsync(instance.SOPInstanceUID, Ct);
            var file = DicomFile.ReadHead(Path.Combine(_receiver.DataDirectory, record!.RelativePath));
            Assert.Equal(instance.SOPInstanceUID, file.Dataset.GetString(DicomTag.SOPInstanceUID));
        }
    }
}
