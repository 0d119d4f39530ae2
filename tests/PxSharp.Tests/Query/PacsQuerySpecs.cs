using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Pacs;
using PxSharp.Query;
using PxSharp.Tests.Pacs;
using Xunit;

namespace PxSharp.Tests.Query;

public sealed class PacsQuerySpecs
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly ScriptedPacs _pacs = new();

    public PacsQuerySpecs() => _pacs.Find = identifier => identifier.GetString(DicomTag.QueryRetrieveLevel) switch
    {
        "STUDY" => new([Study("1", "CT"), Study("2", "MR"), Study("3", "MR\\US")]),
        "SERIES" => new(identifier.GetString(DicomTag.StudyInstanceUID) switch
        {
            "1" => [Series("1", "1.1", "CT", "Topogram")],
            "2" => [Series("2", "2.1", "MR", "Localizer"), Series("2", "2.2", "MR", "T2")],
            _ => [Series("3", "3.1", "US", "Liver"), Series("3", "3.2", "MR", "Localizer")],
        }),
        _ => new([Instance("a", "1"), Instance("b", "2")]),
    };

    [Fact]
    public async Task Finds_studies_and_then_the_series_of_each_on_one_association()
    {
        var found = await FindAsync();

        Assert.Equal(["1:1.1", "2:2.1,2.2", "3:3.1,3.2"], found.Select(Text));
        Assert.Equal(
            ["STUDY", "SERIES", "SERIES", "SERIES"],
            _pacs.Finds.Select(one => one.GetString(DicomTag.QueryRetrieveLevel)));
        Assert.Single(_pacs.Connections);
        Assert.Equal(0, _pacs.Open);
    }

    [Fact]
    public async Task Says_of_a_study_whose_series_the_PACS_stopped_listing_that_there_may_be_more()
    {
        var answer = _pacs.Find;
        _pacs.Find = identifier => identifier.GetString(DicomTag.StudyInstanceUID) == "2"
            ? answer(identifier) with { Status = DimseStatus.Cancel }
            : answer(identifier);

        var found = await FindAsync();

        Assert.Equal(["1:1.1", "2:2.1,2.2", "3:3.1,3.2"], found.Select(Text));
        Assert.Equal("2", Assert.Single(found, study => study.Problem is not null).StudyInstanceUID);
    }

    [Fact]
    public async Task Fails_when_the_PACS_stops_listing_studies_by_itself()
    {
        var answer = _pacs.Find;
        _pacs.Find = identifier => answer(identifier) with { Status = DimseStatus.Cancel };

        var failure = await Assert.ThrowsAsync<QueryFailedException>(() => FindAsync());

        Assert.Equal(DimseStatus.Cancel, failure.Status);
    }

    [Fact]
    public async Task Drops_a_study_that_has_no_series_that_fits()
    {
        var found = await FindAsync("SeriesDescription=Localizer");

        Assert.Equal(["2:2.1", "3:3.2"], found.Select(Text));
        Assert.Equal([1, 2], found.Select(study => study.Index));
        Assert.Equal(1, found[1].Series![0].Index);
    }

    [Fact]
    public async Task Filters_again_what_a_PACS_that_ignores_keys_sent()
    {
        var found = await FindAsync("Modality=MR", "StudyInstanceUID=3");

        Assert.Equal(["3:3.2"], found.Select(Text));
    }

    [Fact]
    public async Task Keeps_what_the_PACS_says_nothing_about_and_says_so()
    {
        var found = await FindAsync("ProtocolName=T2*", "PatientID=P");

        Assert.Equal(["1:1.1", "2:2.1,2.2", "3:3.1,3.2"], found.Select(Text));
        Assert.All(
            found,
            study => Assert.Equal(
                ["PatientID", "ProtocolName"], study.UnverifiedKeys.Select(key => key.Keyword)));
    }

    [Fact]
    public async Task Asks_for_studies_only_if_no_more_is_wanted()
    {
        var found = await FindAsync(new FindQuery { StudyOnly = true });

        Assert.Equal(3, found.Count);
        Assert.All(found, study => Assert.Null(study.Series));
        Assert.Single(_pacs.Finds);
    }

    [Fact]
    public async Task Lets_series_decide_also_where_only_studies_are_wanted()
    {
        var found = await FindAsync(Query("SeriesDescription=Localizer") with { StudyOnly = true });

        Assert.Equal(["2", "3"], found.Select(study => study.StudyInstanceUID));
        Assert.All(found, study => Assert.Null(study.Series));
    }

    [Fact]
    public async Task Stops_at_the_maximum_of_studies()
    {
        var found = await FindAsync(new FindQuery { MaximumStudies = 2 });

        Assert.Equal(["1:1.1", "2:2.1,2.2"], found.Select(Text));
        Assert.Equal(3, _pacs.Finds.Count);
    }

    [Fact]
    public async Task The_maximum_counts_studies_that_have_fitting_series()
    {
        var found = await FindAsync(Query("SeriesDescription=Liver") with { MaximumStudies = 1 });

        Assert.Equal(["3:3.1"], found.Select(Text));
    }

    [Fact]
    public async Task Keys_of_instances_are_asked_at_IMAGE_level_and_choose_instances()
    {
        var found = await FindAsync("StudyInstanceUID=1", "InstanceNumber=2");

        Assert.Equal(["b"], Assert.Single(found).Series![0].Instances!.Select(instance => instance.SOPInstanceUID));
    }

    [Fact]
    public async Task A_series_without_a_fitting_instance_is_dropped() =>
        Assert.Empty(await FindAsync("StudyInstanceUID=1", "InstanceNumber=7"));

    [Fact]
    public async Task A_PACS_that_refuses_keys_of_other_levels_is_asked_strictly()
    {
        var answer = _pacs.Find;
        _pacs.Find = identifier => identifier.Contains(DicomTag.InstanceNumber)
            ? new([], DimseStatus.DataSetDoesNotMatchSOPClass)
            : answer(identifier);

        var found = await FindAsync();

        Assert.Equal(3, found.Count);
        Assert.Equal(5, _pacs.Finds.Count);
    }

    [Fact]
    public async Task A_failed_STUDY_query_is_told_with_what_the_PACS_says()
    {
        _pacs.Find = _ => new([], DimseStatus.OutOfResources, "disk on fire");

        var error = await Assert.ThrowsAsync<QueryFailedException>(() => FindAsync());

        Assert.Equal(0xA700, error.Status.Code);
        Assert.Contains("STUDY", error.Message, StringComparison.Ordinal);
        Assert.Contains("disk on fire", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("StudyDate=2023*", "; StudyDate 2023*: DICOM has no wildcards there, give a range such as ")]
    [InlineData("StudyInstanceUID=1.2.*", "; StudyInstanceUID 1.2.*: DICOM has no wildcards there")]
    public async Task A_failure_after_a_wildcard_where_there_are_none_says_so(string key, string advice)
    {
        _pacs.Find = _ => new([], new DimseStatus(0xC000), null);

        var error = await Assert.ThrowsAsync<QueryFailedException>(() => FindAsync(key));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_after_a_wildcard_that_may_be_there_does_not_blame_it()
    {
        _pacs.Find = _ => new([], new DimseStatus(0xC000), null);

        var error = await Assert.ThrowsAsync<QueryFailedException>(() => FindAsync("PatientName=Doe*"));

        Assert.DoesNotContain("wildcard", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_SERIES_query_keeps_its_study_and_says_why()
    {
        var answer = _pacs.Find;
        _pacs.Find = identifier => identifier.GetString(DicomTag.StudyInstanceUID) == "2"
            ? new([], DimseStatus.OutOfResources)
            : answer(identifier);

        var found = await FindAsync();

        Assert.Equal(["1:1.1", "2:", "3:3.1,3.2"], found.Select(Text));
        Assert.Contains("SERIES", found[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_association_is_made_anew_and_nothing_is_found_twice()
    {
        var answer = _pacs.Find;
        var losses = 2;
        _pacs.Find = identifier => losses-- > 0
            ? answer(identifier) with { Failure = Failures.Silence() }
            : answer(identifier);

        var found = await FindAsync();

        Assert.Equal(["1:1.1", "2:2.1,2.2", "3:3.1,3.2"], found.Select(Text));
        Assert.Equal(3, _pacs.Connections.Count);
        Assert.Equal(0, _pacs.Open);
    }

    [Fact]
    public async Task An_association_that_is_always_lost_ends_the_query()
    {
        _pacs.Find = _ => new([], Failure: Failures.Silence());

        await Assert.ThrowsAsync<DicomTimeoutException>(() => FindAsync());

        Assert.Equal(4, _pacs.Finds.Count);
        Assert.Equal(0, _pacs.Open);
    }

    [Fact]
    public async Task A_PACS_that_was_never_there_is_told_at_once()
    {
        _pacs.ConnectFailures.Enqueue(Failures.Silence());

        await Assert.ThrowsAsync<DicomTimeoutException>(() => FindAsync());

        Assert.Single(_pacs.Connections);
    }

    [Fact]
    public async Task A_list_of_instances_says_when_it_is_not_whole()
    {
        _pacs.Find = _ => new([Instance("a", "1"), Instance("a", "1"), new DicomDataset()], DimseStatus.Success);
        await using var query = Open();

        var contents = await query.ListInstancesAsync("1", "1.1", cancellationToken: Ct);

        Assert.Equal(["a"], contents.Instances.Select(instance => instance.SOPInstanceUID));
        Assert.Contains("no SOP Instance UID for 1", contents.Problem, StringComparison.Ordinal);
    }

    private static DicomDataset Study(string uid, string modalities) =>
        new DicomDataset().Set(DicomTag.StudyInstanceUID, uid).Set(DicomTag.ModalitiesInStudy, modalities);

    private static DicomDataset Series(string study, string uid, string modality, string description) =>
        new DicomDataset()
        .Set(DicomTag.StudyInstanceUID, study).Set(DicomTag.SeriesInstanceUID, uid)
        .Set(DicomTag.Modality, modality).Set(DicomTag.SeriesDescription, description);

    private static DicomDataset Instance(string uid, string number) =>
        new DicomDataset().Set(DicomTag.SOPInstanceUID, uid).Set(DicomTag.InstanceNumber, number);

    private static string Text(StudyResult study) =>
        $"{study.StudyInstanceUID}:{string.Join(',', study.Series!.Select(series => series.SeriesInstanceUID))}";

    private static FindQuery Query(params string[] keys) => new()
    {
        Keys = [.. keys.Select(key => key.Split('=', 2)).Select(parts => QueryKey.Parse(parts[0], parts[1]))],
    };

    private PacsQuery Open() => new(new PacsConnection(
        _pacs, new ReconnectOptions { MaximumAttempts = 3, FirstDelay = TimeSpan.Zero }, TimeProvider.System));

    private Task<List<StudyResult>> FindAsync(params string[] keys) => FindAsync(Query(keys));

    private async Task<List<StudyResult>> FindAsync(FindQuery query)
    {
        var found = new List<StudyResult>();
        await using var open = Open();
        await foreach (var study in open.FindAsync(query, Ct))
        {
            found.Add(study);
        }
        return found;
    }
}
