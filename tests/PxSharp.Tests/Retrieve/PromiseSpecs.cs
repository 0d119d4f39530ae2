using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Retrieve;
using PxSharp.Tests.Pacs;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>What a PACS promises of a series, where its list and its counts do not agree or are missing.</summary>
public sealed class PromiseSpecs : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly RetrieveBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Where_instances_cannot_be_listed_their_number_counts()
    {
        _bench.Pacs.Find = _ => new([], DimseStatus.DataSetDoesNotMatchSOPClass);
        _bench.Pacs.Retrieve = (_, _) =>
            _bench.Send("1.1", ["a", "b"], RetrieveBench.Last(0x0000, completed: 2, failed: 0));

        var events = await _bench.RetrieveAsync(_bench.Target("1.1") with { CountedInstances = 2 });

        var planned = Assert.IsType<SeriesPlanned>(events[0]);
        Assert.Equal(((int?)2, false), (planned.Expected, planned.ListsInstances));
        Assert.Contains("only the number", planned.Note, StringComparison.Ordinal);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task Where_there_is_no_number_either_the_sub_operations_count()
    {
        _bench.Pacs.Find = _ => new([]);
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.Zero };
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", ["a"], RetrieveBench.Last(0x0000, completed: 2, failed: 0));

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Null(Assert.IsType<SeriesPlanned>(events[0]).Expected);
        var finished = events.OfType<SeriesFinished>().Single();
        Assert.Equal((SeriesOutcome.Incomplete, 1, (int?)2), (finished.Outcome, finished.Received, finished.Expected));
    }

    [Fact]
    public async Task Where_nothing_counts_at_all_it_is_called_unknown()
    {
        _bench.Pacs.Find = _ => new([]);
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.Zero };
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", ["a"], RetrieveBench.Last(0x0000));

        var events = await _bench.RetrieveAsync("1.1");

        var finished = events.OfType<SeriesFinished>().Single();
        Assert.Equal((SeriesOutcome.Unknown, 1, (int?)null), (finished.Outcome, finished.Received, finished.Expected));
        Assert.False(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.Single(_bench.Pacs.Requests);
    }

    [Fact]
    public async Task A_list_that_the_PACS_cut_short_is_not_taken_for_the_whole()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = (_, _) =>
            _bench.Send("1.1", ["a", "b"], RetrieveBench.Last(0x0000, completed: 2, failed: 1));
        _bench.Options = _bench.Options with { MaximumAttempts = 1 };

        var events = await _bench.RetrieveAsync(_bench.Target("1.1") with { CountedInstances = 3 });

        Assert.Contains(
            "3 instances at SERIES level but lists 2",
            Assert.IsType<SeriesPlanned>(events[0]).Note,
            StringComparison.Ordinal);
        var finished = events.OfType<SeriesFinished>().Single();
        Assert.Equal((SeriesOutcome.Incomplete, 2, (int?)3), (finished.Outcome, finished.Received, finished.Expected));
    }

    [Fact]
    public async Task A_count_at_SERIES_level_that_is_wrong_is_corrected_by_the_sub_operations()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync(_bench.Target("1.1") with { CountedInstances = 7 });

        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task Instances_of_other_series_are_not_expected_where_the_PACS_ignores_the_series_key()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Archive["1.2"] = ["c"];
        _bench.Pacs.Find = _ => new([.. _bench.Pacs.Archive.Keys.SelectMany(_bench.Pacs.InstancesOf)]);
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(2, events.OfType<SeriesPlanned>().Single().Expected);
        Assert.Equal(new RetrieveFinished(1, 1, 2, 2), events[^1]);
    }

    [Fact]
    public async Task Where_the_list_does_not_name_its_series_and_is_too_long_the_count_is_believed()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Archive["1.2"] = ["c"];
        _bench.Pacs.Find = _ => Nameless();
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync(_bench.Target("1.1") with { CountedInstances = 2 });

        var planned = events.OfType<SeriesPlanned>().Single();
        Assert.Equal((2, false), (planned.Expected!.Value, planned.ListsInstances));
        Assert.StartsWith(
            "the PACS lists 3 instances without saying which series they belong to, but counts 2",
            planned.Note, StringComparison.Ordinal);
        Assert.Equal(new RetrieveFinished(1, 1, 2, 2), events[^1]);

        ScriptedPacs.FindOutcomeScript Nameless() => new(
        [
            .. _bench.Pacs.Archive.Values.SelectMany(instances => instances)
                .Select(uid => new DicomDataset().Set(DicomTag.SOPInstanceUID, uid)),
        ]);
    }

    [Fact]
    public async Task Where_the_list_does_not_name_its_series_and_nothing_counts_it_is_believed_and_told()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Find = _ => new([new DicomDataset().Set(DicomTag.SOPInstanceUID, "a")]);
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Contains(
            "does not say which series", events.OfType<SeriesPlanned>().Single().Note, StringComparison.Ordinal);
        Assert.Equal(new RetrieveFinished(1, 1, 1, 1), events[^1]);
    }
}
