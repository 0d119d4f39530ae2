using PxSharp.Index;
using PxSharp.Json;
using PxSharp.Status;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Status;

public sealed class SeriesStatusSpecs : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly PatientRecord Patient = new() { PatientID = "TINY001" };
    private static readonly StudyRecord Study = new() { StudyInstanceUID = "1.11", PatientID = "TINY001" };

    private static readonly SeriesRecord Series =
        new() { SeriesInstanceUID = "1.11.1", StudyInstanceUID = "1.11", PatientID = "TINY001" };

    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteIndex _index;

    public SeriesStatusSpecs() => _index = SqliteIndex.Open(_directory["log"], Durability.Process);

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_series_that_nobody_knows_has_no_information()
    {
        var status = await SeriesStatus.OfAsync(_index, "1.11", "1.11.1", Ct);

        Assert.Equal(("NoInfoAvailable", "NoInfoAvailable", "NoImagesFound"), States(status));
        Assert.False(status.IsComplete);
    }

    [Fact]
    public async Task What_was_asked_for_and_has_not_come_is_in_flight()
    {
        await RequestAsync("a", "b");
        await ReceiveAsync("a");

        var status = await SeriesStatus.OfAsync(_index, null, "1.11.1", Ct);

        Assert.Equal(("StudyOK", "SeriesOK", "ImagesInFlight"), States(status));
        Assert.Equal(
            (2L, 1L, (long?)1L, false), (status.Requested, status.Received, status.Missing, status.IsComplete));
        Assert.Equal(["b"], await SeriesStatus.ListMissingAsync(_index, "1.11.1", Ct));
    }

    [Fact]
    public async Task All_that_was_asked_for_is_complete()
    {
        await RequestAsync("a", "b");
        await ReceiveAsync("a");
        await ReceiveAsync("b");

        var status = await SeriesStatus.OfAsync(_index, "1.11", "1.11.1", Ct);

        Assert.Equal(("StudyOK", "SeriesOK", "ImagesAllReceivedOK"), States(status));
        Assert.True(status.IsComplete);
        Assert.Empty(await SeriesStatus.ListMissingAsync(_index, "1.11.1", Ct));
    }

    [Fact]
    public async Task Other_instances_do_not_make_up_for_one_that_is_missing()
    {
        await RequestAsync("a", "b");
        await ReceiveAsync("a");
        await ReceiveAsync("old");

        var status = await SeriesStatus.OfAsync(_index, "1.11", "1.11.1", Ct);

        Assert.Equal((2L, 2L, (long?)1L), (status.Requested, status.Received, status.Missing));
        Assert.Equal("ImagesInFlight", status.ImagesState);
        Assert.False(status.IsComplete);
    }

    [Fact]
    public async Task What_came_without_being_asked_for_is_complete()
    {
        await ReceiveAsync("a");

        var status = await SeriesStatus.OfAsync(_index, null, "1.11.1", Ct);

        Assert.True(status.IsComplete);
        Assert.Equal("1.11", status.StudyInstanceUID);
    }

    [Fact]
    public async Task A_series_of_another_study_is_told_as_that()
    {
        await ReceiveAsync("a");
        await _index.AddAsync(new ReceivedInstance(
            Instance("z", "1.22.1"),
            Series with { SeriesInstanceUID = "1.22.1", StudyInstanceUID = "1.22" },
            Study with { StudyInstanceUID = "1.22" },
            Patient));

        var status = await SeriesStatus.OfAsync(_index, "1.22", "1.11.1", Ct);

        Assert.Equal(("StudyDoesNotContainSeries", "SeriesOK"), (status.StudyState, status.SeriesState));
        Assert.False(status.IsComplete);
    }

    [Fact]
    public async Task A_list_says_too_what_is_missing_by_its_UID()
    {
        await RequestAsync("a", "b");
        await ReceiveAsync("a");
        await ReceiveAsync("old");

        var statuses = await StatusList.OfStudyAsync(_index, "1.11", Ct).ToListAsync(Ct);
        var studies = await StudyStatus.ListAsync(_index, null, Ct).ToListAsync(Ct);

        Assert.Equal(1, Assert.Single(statuses).Missing);
        Assert.Equal("ImagesInFlight", statuses[0].ImagesState);
        Assert.Equal(1, Assert.Single(studies).Missing);
    }

    [Fact]
    public async Task Only_the_newest_retrieve_says_what_is_missing()
    {
        await RequestAsync("a", "b");
        await ReceiveAsync("a");
        await RequestAsync("a");

        Assert.Equal(0, (await SeriesStatus.OfAsync(_index, null, "1.11.1", Ct)).Missing);
    }

    [Theory]
    [InlineData(0, 0, "ImagesAllReceivedOK")]
    [InlineData(3, 0, "ImagesPushedOK")]
    [InlineData(3, 3, "ImagesPulledAndRegisteredOK")]
    public void The_words_are_those_of_pypx(long pushed, long registered, string state) => Assert.Equal(
        state,
        new SeriesStatus(
            "1.11", "1.11.1", Study,
            Series with { Requested = 3, Received = 3, Pushed = pushed, Registered = registered })
            .ImagesState);

    [Fact]
    public void The_JSON_is_that_of_pypx()
    {
        var status = new SeriesStatus(
            "1.11", "1.11.1", Study, Series with { Requested = 3, Received = 3, Pushed = 3, Registered = 3 });

        Assert.Equal(Golden.Text("px-status", "status_ok.json").Trim(), PyJson.Text(StatusJson.Of(status)));
    }

    private static (string Study, string Series, string Images) States(SeriesStatus status) =>
        (status.StudyState, status.SeriesState, status.ImagesState);

    private static InstanceRecord Instance(string uid, string series) => new()
    {
        SOPInstanceUID = uid,
        SOPClassUID = "1.2.840.10008.5.1.4.1.1.4",
        SeriesInstanceUID = series,
        TransferSyntaxUID = "1.2.840.10008.1.2.1",
        RelativePath = $"{series}/{uid}.dcm",
        Size = 4,
        ReceivedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task ReceiveAsync(string uid) =>
        await _index.AddAsync(new ReceivedInstance(Instance(uid, "1.11.1"), Series, Study, Patient), Ct);

    private async Task RequestAsync(params string[] expected) => await _index.BeginRetrieveAsync(
        new RetrieveRequest
        {
            Patient = Patient,
            Study = Study,
            Series = Series,
            Job = "job",
            Pacs = "PACS",
            ExpectedInstances = expected,
        },
        Ct);
}
