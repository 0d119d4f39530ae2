using PxSharp.Retrieve;
using Xunit;

namespace PxSharp.Tests.Retrieve;

public sealed class RetrieverSpecs : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly RetrieveBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Retrieves_a_series_and_tells_what_was_promised_and_what_came()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(3, Assert.IsType<SeriesPlanned>(events[0]).Expected);
        Assert.Equal(
            ["a", "b", "c"], events.OfType<InstanceArrived>().Select(arrived => arrived.SOPInstanceUID).Order());
        Assert.Equal([1, 2, 3], events.OfType<InstanceArrived>().Select(arrived => arrived.Received));
        var finished = Assert.Single(events.OfType<SeriesFinished>());
        Assert.Equal(
            (SeriesOutcome.Complete, 3, (int?)3, (string?)null),
            (finished.Outcome, finished.Received, finished.Expected, finished.Message));
        Assert.Equal(new RetrieveFinished(1, 1, 3, 3), events[^1]);
        Assert.Equal(["SERIES"], _bench.Pacs.Requests.Select(request => request.Level));
        Assert.Equal("US", _bench.Pacs.Requests[0].Destination);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task Uses_one_association_for_all_series()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Archive["1.2"] = ["b"];
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1", "1.2");

        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.Single(_bench.Pacs.Connections);
    }

    [Fact]
    public async Task The_index_knows_what_was_requested_and_how_it_ended()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = _bench.SendAll;

        await _bench.RetrieveAsync("1.1");

        var record = await _bench.Index.ListRetrievesAsync("1.1", Ct).FirstAsync(Ct);
        Assert.Equal(
            ("complete", "PACS", (long?)2, 2L), (record.Outcome, record.Pacs, record.Requested, record.Received));
        Assert.NotNull(record.FinishedAt);
    }

    [Fact]
    public async Task A_second_run_asks_for_nothing_that_is_here()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = _bench.SendAll;
        await _bench.RetrieveAsync("1.1");
        _bench.Pacs.Requests.Clear();

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Empty(_bench.Pacs.Requests);
        Assert.Equal(2, Assert.IsType<SeriesPlanned>(events[0]).Present);
        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
    }

    [Fact]
    public async Task A_second_run_asks_for_the_rest_only()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        await _bench.ReceiveAsync("1.1", "b");
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal("IMAGE", Assert.Single(_bench.Pacs.Requests).Level);
        Assert.Equal(["a", "c"], _bench.Pacs.Requests[0].Instances);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task An_instance_whose_file_is_gone_is_asked_for_again()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        await _bench.ReceiveAsync("1.1", "a");
        await _bench.ReceiveAsync("1.1", "b");
        File.Delete(_bench.FileOf("b"));
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(["b"], Assert.Single(_bench.Pacs.Requests).Instances);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task What_is_here_is_asked_for_again_if_the_user_says_so()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        await _bench.ReceiveAsync("1.1", "a");
        _bench.Pacs.Retrieve = _bench.SendAll;
        _bench.Options = _bench.Options with { AskForPresent = true };

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal("SERIES", Assert.Single(_bench.Pacs.Requests).Level);
        Assert.Equal([1, 2], events.OfType<InstanceArrived>().Select(arrived => arrived.Received));
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task Failed_instances_are_asked_for_again_and_only_those()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        _bench.Pacs.Retrieve = (request, cancel) => request.Level == "SERIES"
            ? _bench.Send("1.1", ["a", "c"], RetrieveBench.Last(0xB000, completed: 2, failed: 1, "b"))
            : _bench.SendAll(request, cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(["b"], _bench.Pacs.Requests[1].Instances);
        Assert.Equal(1, Assert.Single(events.OfType<SeriesAskedAgain>()).Missing);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task Success_with_every_sub_operation_failed_is_no_success()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", [], RetrieveBench.Last(0x0000, completed: 0, failed: 2));

        var events = await _bench.RetrieveAsync("1.1");

        var finished = events.OfType<SeriesFinished>().Single();
        Assert.Equal((SeriesOutcome.Incomplete, 0, (int?)2), (finished.Outcome, finished.Received, finished.Expected));
        Assert.Equal(["a", "b"], finished.Missing);
        Assert.Contains("does the receiver run", finished.Message, StringComparison.Ordinal);
        Assert.Equal(_bench.Options.MaximumAttempts, _bench.Pacs.Requests.Count);
        Assert.False(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.Equal(["a", "b"], await _bench.Index.ListMissingAsync(
            (await _bench.Index.ListRetrievesAsync("1.1", Ct).FirstAsync(Ct)).Id, Ct));
    }

    [Fact]
    public async Task Instances_that_come_after_the_last_response_are_waited_for()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        _bench.Pacs.Retrieve = (_, _) =>
            _bench.Send("1.1", ["a"], RetrieveBench.Last(0x0000, completed: 3, failed: 0), later: ["b", "c"]);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
        Assert.Single(_bench.Pacs.Requests);
    }

    [Fact]
    public async Task A_PACS_that_sends_no_counts_is_waited_for_too()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", [], RetrieveBench.Last(0x0000), later: ["a", "b"]);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
        Assert.Single(_bench.Pacs.Requests);
    }

    [Fact]
    public async Task Instances_that_the_PACS_sent_elsewhere_are_missed_and_told()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.FromMilliseconds(1) };
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", [], RetrieveBench.Last(0x0000, completed: 2, failed: 0));

        var events = await _bench.RetrieveAsync("1.1");

        var finished = events.OfType<SeriesFinished>().Single();
        Assert.Equal(["a", "b"], finished.Missing);
        Assert.Contains("does US lead to this receiver?", finished.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_move_destination_ends_the_retrieve_with_one_plain_line()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Archive["1.2"] = ["b"];
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", [], RetrieveBench.Last(0xA801));

        var events = await _bench.RetrieveAsync("1.1", "1.2");

        Assert.Single(_bench.Pacs.Requests);
        Assert.Equal(
            [SeriesOutcome.Incomplete, SeriesOutcome.NotAsked],
            events.OfType<SeriesFinished>().Select(one => one.Outcome));
        Assert.All(events.OfType<SeriesFinished>(), one =>
        {
            Assert.Contains("does not know our AE title US", one.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', one.Message!);
        });
        Assert.Equal(new RetrieveFinished(2, 0, 0, 1), events[^1]);
    }

    [Fact]
    public async Task A_PACS_that_is_out_of_resources_is_asked_again_with_growing_delays()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        var busy = 3;
        _bench.Pacs.Retrieve = (request, cancel) => busy-- > 0
            ? _bench.Send("1.1", [], RetrieveBench.Last(0xA702))
            : _bench.SendAll(request, cancel);
        _bench.Options = _bench.Options with { BusyDelay = TimeSpan.FromTicks(10) };

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal([10, 20, 40], events.OfType<SeriesAskedAgain>().Select(again => again.Delay.Ticks));
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task A_PACS_that_stays_out_of_resources_is_given_up()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", [], RetrieveBench.Last(0xA702));
        _bench.Options = _bench.Options with { BusyDelay = TimeSpan.Zero, MaximumBusyRetries = 2 };

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(3, _bench.Pacs.Requests.Count);
        Assert.Contains("A702", events.OfType<SeriesFinished>().Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_chosen_instances_are_asked_for()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync(_bench.Target("1.1") with { SOPInstanceUIDs = ["b"] });

        Assert.Equal(["b"], Assert.Single(_bench.Pacs.Requests).Instances);
        Assert.Equal(new RetrieveFinished(1, 1, 1, 1), events[^1]);
    }

    [Fact]
    public async Task Several_series_may_be_asked_for_at_once()
    {
        var names = Enumerable.Range(0, 12).Select(i => $"1.{i}").ToArray();
        foreach (var name in names)
        {
            _bench.Pacs.Archive[name] = [$"{name}.a", $"{name}.b"];
        }
        _bench.Pacs.Retrieve = _bench.SendAll;
        _bench.Options = _bench.Options with { ParallelSeries = 4 };

        var events = await _bench.RetrieveAsync(names);

        Assert.Equal(new RetrieveFinished(12, 12, 24, 24), events[^1]);
        Assert.Equal(
            names.Order(), events.OfType<SeriesFinished>().Select(one => one.Target.Series.SeriesInstanceUID).Order());
        Assert.InRange(_bench.Pacs.Connections.Count, 1, 4);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task C_GET_uses_an_association_that_can_take_the_instances()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Retrieve = _bench.SendAll;
        _bench.Options = _bench.Options with { Method = RetrieveMethod.Get };

        var events = await _bench.RetrieveAsync("1.1");

        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.Null(_bench.Pacs.Requests[0].Destination);
        Assert.NotNull(_bench.Pacs.Requests[0].Handler);
        Assert.Contains(
            _bench.Pacs.Connections[^1],
            one => one.AbstractSyntax == Dicom.DicomUID.MRImageStorage && one.ScpRole == true);
        Assert.InRange(_bench.Pacs.Connections[^1].Count, 1, 128);
    }

    [Fact]
    public async Task Nothing_to_retrieve_is_complete_without_a_connection()
    {
        var events = await _bench.RetrieveAsync(Array.Empty<string>());

        Assert.Equal([new RetrieveFinished(0, 0, 0, 0)], events);
        Assert.Empty(_bench.Pacs.Connections);
    }

    [Theory]
    [InlineData(RetrieveMethod.Get, "the PACS does not let us receive MR Image Storage by C-GET")]
    [InlineData(RetrieveMethod.Move, null)]
    public async Task A_storage_class_that_a_C_GET_cannot_bring_is_told_before_it_is_asked_for(
        RetrieveMethod method, string? note)
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Retrieve = _bench.SendAll;
        _bench.Pacs.Unreceivable.Add(Dicom.DicomUID.MRImageStorage);
        _bench.Options = _bench.Options with { Method = method };

        var planned = Assert.IsType<SeriesPlanned>((await _bench.RetrieveAsync("1.1"))[0]);

        Assert.StartsWith(note ?? "", planned.Note ?? "", StringComparison.Ordinal);
        Assert.Equal(note is null, planned.Note is null);
    }
}
