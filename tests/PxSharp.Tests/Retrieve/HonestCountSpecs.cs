using PxSharp.Pacs;
using PxSharp.Query;
using PxSharp.Retrieve;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>A retrieve says that all is here only when it is.</summary>
public sealed class HonestCountSpecs : IAsyncDisposable
{
    private readonly RetrieveBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_short_list_with_failures_counted_by_the_PACS_is_not_complete()
    {
        // Lists two (a limit of the PACS, or no count at SERIES level); sends three and says that three more failed.
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.1", ["a", "b", "c"], RetrieveBench.Last(0xB000, 3, 3));

        var finished = Assert.Single((await _bench.RetrieveAsync("1.1")).OfType<SeriesFinished>());

        Assert.Equal((SeriesOutcome.Incomplete, 3, 6), (finished.Outcome, finished.Received, finished.Expected));
        Assert.Contains("failed to send 3 of 6", finished.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("DIC")]
    [InlineData("DICM and more")]
    public async Task A_file_that_has_another_length_than_was_written_is_asked_for_again(string content)
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        await _bench.ReceiveAsync("1.1", "a");
        await _bench.ReceiveAsync("1.1", "b");
        await File.WriteAllTextAsync(_bench.FileOf("a"), content, TestContext.Current.CancellationToken);
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(["a"], Assert.Single(_bench.Pacs.Requests).Instances);
        Assert.Equal(SeriesOutcome.Complete, Assert.Single(events.OfType<SeriesFinished>()).Outcome);
    }

    [Fact]
    public async Task An_instance_that_comes_as_one_of_another_series_is_missing_from_this_one()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Retrieve = (_, _) => _bench.Send("1.9", ["a"], RetrieveBench.Last(0x0000, 1, 0));
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.Zero };

        var finished = Assert.Single((await _bench.RetrieveAsync("1.1")).OfType<SeriesFinished>());

        Assert.Equal((SeriesOutcome.Incomplete, 0), (finished.Outcome, finished.Received));
        Assert.Equal(["a"], finished.Missing);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_worker_without_an_association_leaves_the_series_to_the_others(int refused)
    {
        string[] names = [.. Enumerable.Range(1, 6).Select(i => $"1.{i}")];
        foreach (var name in names)
        {
            _bench.Pacs.Archive[name] = [name + ".a"];
        }
        _bench.Pacs.Retrieve = _bench.SendAll;
        _bench.Options = _bench.Options with { ParallelSeries = 4 };
        _bench.FailConnecting(refused);

        var events = await _bench.RetrieveAsync(names);

        Assert.Equal(new RetrieveFinished(6, 6, 6, 6), events[^1]);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task Workers_none_of_which_has_an_association_end_with_the_reason()
    {
        _bench.Pacs.Archive["1.1"] = _bench.Pacs.Archive["1.2"] = ["a"];
        _bench.Options = _bench.Options with { ParallelSeries = 2 };
        _bench.FailConnecting(2);

        await Assert.ThrowsAsync<PxSharp.Network.DicomTimeoutException>(() => _bench.RetrieveAsync("1.1", "1.2"));
    }

    [Fact]
    public async Task Series_after_series_that_bring_nothing_end_even_a_retrieve_that_began_well()
    {
        string[] names = [.. Enumerable.Range(1, 9).Select(i => $"1.{i}")];
        foreach (var name in names)
        {
            _bench.Pacs.Archive[name] = [name + ".a"];
        }
        _bench.Pacs.Retrieve = (request, cancel) => request.Series == "1.1"
            ? _bench.SendAll(request, cancel)
            : _bench.Send(request.Series, [], RetrieveBench.Last(0xC000));
        _bench.Options = _bench.Options with { MaximumFruitlessSeries = 2 };

        var events = await _bench.RetrieveAsync(names);

        var outcomes = events.OfType<SeriesFinished>().Select(one => one.Outcome).ToArray();
        Assert.Equal(SeriesOutcome.Complete, outcomes[0]);
        Assert.Equal(Enumerable.Repeat(SeriesOutcome.Incomplete, 6), outcomes[1..7]);
        Assert.Equal(Enumerable.Repeat(SeriesOutcome.NotAsked, 2), outcomes[7..]);
    }

    [Fact]
    public async Task A_query_without_end_is_given_up_at_the_limit_and_is_not_whole()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        await using var connection = new PacsConnection(_bench.Pacs, new ReconnectOptions(), TimeProvider.System);

        var outcome = await FindOperation.RunAsync(
            connection,
            QueryIdentifier.Image([], "1", "1.1"),
            mostMatches: 2,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, outcome.Matches.Count);
        Assert.False(outcome.IsWhole);
        Assert.Contains("given up after 2 matches", outcome.ErrorComment, StringComparison.Ordinal);
    }
}
