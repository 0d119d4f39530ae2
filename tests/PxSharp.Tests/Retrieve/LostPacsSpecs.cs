using System.Runtime.CompilerServices;
using PxSharp.Network.Dimse;
using PxSharp.Retrieve;
using PxSharp.Tests.Pacs;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>A PACS that is lost, silent, or brings nothing; and a reader who has had enough.</summary>
public sealed class LostPacsSpecs : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly RetrieveBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_lost_association_does_not_end_the_retrieve()
    {
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.FromMilliseconds(1) };
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        _bench.Pacs.Archive["1.2"] = ["d"];
        var losses = 1;
        _bench.Pacs.Retrieve = (request, cancel) => losses-- > 0
            ? _bench.Send("1.1", ["a"], failure: Pacs.Failures.Silence())
            : _bench.SendAll(request, cancel);

        var events = await _bench.RetrieveAsync("1.1", "1.2");

        Assert.Single(events.OfType<ConnectionLost>());
        Assert.Equal(["b", "c"], _bench.Pacs.Requests[1].Instances);
        Assert.True(Assert.IsType<RetrieveFinished>(events[^1]).IsComplete);
        Assert.Equal(2, _bench.Pacs.Connections.Count);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task A_PACS_that_is_lost_for_good_ends_it_and_the_rest_is_told_as_not_asked_for()
    {
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.FromMilliseconds(1) };
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Archive["1.2"] = ["b"];
        _bench.Pacs.Retrieve = (_, _) =>
        {
            _bench.FailConnecting(10);
            return _bench.Send("1.1", [], failure: Pacs.Failures.Silence());
        };

        var events = await _bench.RetrieveAsync("1.1", "1.2");

        Assert.Equal(
            [SeriesOutcome.Incomplete, SeriesOutcome.NotAsked],
            events.OfType<SeriesFinished>().Select(one => one.Outcome));
        Assert.Equal(1 + _bench.Options.Reconnect.MaximumAttempts, _bench.Pacs.Connections.Count);
        var record = await _bench.Index.ListRetrievesAsync("1.1", Ct).FirstAsync(Ct);
        Assert.Contains("no response within", record.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PACS_that_was_never_there_is_an_error()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.FailConnecting(1);

        await Assert.ThrowsAsync<PxSharp.Network.DicomTimeoutException>(() => _bench.RetrieveAsync("1.1"));
    }

    [Fact]
    public async Task A_PACS_that_neither_says_nor_sends_anything_is_given_up()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Retrieve = (_, cancel) => RetrieveBench.Hang(cancel);
        _bench.Options = _bench.Options with
        {
            SilenceTimeout = TimeSpan.FromMilliseconds(1),
            IdleTimeout = TimeSpan.Zero,
        };

        var events = await _bench.RetrieveAsync("1.1");

        var finished = events.OfType<SeriesFinished>().Single();
        Assert.Equal(SeriesOutcome.Incomplete, finished.Outcome);
        Assert.Contains("neither said nor sent", finished.Message, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task Cancelling_keeps_what_came_and_records_the_end()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = (_, cancel) => _bench.Send("1.1", ["a"], then: RetrieveBench.Hang(cancel));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var happened in _bench.Retriever().RetrieveAsync([_bench.Target("1.1")], cancel.Token))
            {
                if (happened is InstanceArrived)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        var record = await _bench.Index.ListRetrievesAsync("1.1", Ct).FirstAsync(Ct);
        Assert.Equal(("cancelled", 1L), (record.Outcome, record.Received));
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task Leaving_the_stream_ends_the_retrieve()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b"];
        _bench.Pacs.Retrieve = (_, cancel) => _bench.Send("1.1", ["a"], then: RetrieveBench.Hang(cancel));

        await foreach (var happened in _bench.Retriever().RetrieveAsync([_bench.Target("1.1")], Ct))
        {
            if (happened is InstanceArrived)
            {
                break;
            }
        }

        Assert.Equal("cancelled", (await _bench.Index.ListRetrievesAsync("1.1", Ct).FirstAsync(Ct)).Outcome);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    [Fact]
    public async Task A_PACS_that_does_not_reach_us_at_all_is_not_asked_for_every_series()
    {
        string[] names = ["1.1", "1.2", "1.3", "1.4", "1.5"];
        foreach (var name in names)
        {
            _bench.Pacs.Archive[name] = [name + ".a"];
        }
        _bench.Pacs.Retrieve = (request, _) => _bench.Send(request.Series, [], RetrieveBench.Last(0xC000));
        _bench.Options = _bench.Options with { MaximumFruitlessSeries = 2 };

        var events = await _bench.RetrieveAsync(names);

        Assert.Equal(["1.1", "1.2"], _bench.Pacs.Requests.Select(request => request.Series).Distinct());
        Assert.Equal(
            [
                SeriesOutcome.Incomplete, SeriesOutcome.Incomplete, SeriesOutcome.NotAsked, SeriesOutcome.NotAsked,
                SeriesOutcome.NotAsked,
            ],
            events.OfType<SeriesFinished>().Select(one => one.Outcome));
        Assert.All(
            events.OfType<SeriesFinished>(), one => Assert.Contains("C000", one.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Series_that_cannot_be_had_do_not_end_a_retrieve_that_has_brought_something()
    {
        string[] names = ["1.1", "1.2", "1.3", "1.4"];
        foreach (var name in names)
        {
            _bench.Pacs.Archive[name] = [name + ".a"];
        }
        _bench.Pacs.Retrieve = (request, cancel) => request.Series is "1.1" or "1.4"
            ? _bench.SendAll(request, cancel)
            : _bench.Send(request.Series, [], RetrieveBench.Last(0xC000));
        _bench.Options = _bench.Options with { MaximumFruitlessSeries = 1 };

        var events = await _bench.RetrieveAsync(names);

        Assert.Equal(
            [SeriesOutcome.Complete, SeriesOutcome.Incomplete, SeriesOutcome.Incomplete, SeriesOutcome.Complete],
            events.OfType<SeriesFinished>().Select(one => one.Outcome));
    }

    [Fact]
    public async Task Quick_failures_do_not_end_a_retrieve_while_another_series_is_coming()
    {
        string[] names = ["1.1", "1.2", "1.3", "1.4"];
        foreach (var name in names)
        {
            _bench.Pacs.Archive[name] = [name + ".a", name + ".b"];
        }
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Pacs.Retrieve = (request, cancel) => request.Series switch
        {
            "1.1" => _bench.Send("1.1", ["1.1.a"], then: Rest(request, cancel)),
            "1.4" => _bench.SendAll(request, cancel),
            _ => FailAfter(first.Task),
        };
        _bench.Options = _bench.Options with { ParallelSeries = 2, MaximumFruitlessSeries = 2, MaximumAttempts = 1 };

        var events = new List<RetrieveEvent>();
        await foreach (var happened in _bench.Retriever().RetrieveAsync([.. names.Select(_bench.Target)], Ct))
        {
            events.Add(happened);
            if (happened is InstanceArrived { SOPInstanceUID: "1.1.a" })
            {
                first.TrySetResult();
            }
            if (happened is SeriesFinished { Target.Series.SeriesInstanceUID: "1.4" })
            {
                failed.TrySetResult();
            }
        }

        Assert.Equal(
            ["1.1", "1.4"],
            events.OfType<SeriesFinished>().Where(one => one.Outcome == SeriesOutcome.Complete)
                .Select(one => one.Target.Series.SeriesInstanceUID).Order());

        // The rest of the first series comes only when all others are over.
        async IAsyncEnumerable<MoveResponse> Rest(
            ScriptedPacs.Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await failed.Task.WaitAsync(cancellationToken);
            await _bench.ReceiveAsync("1.1", "1.1.b");
            yield return RetrieveBench.Last(0x0000, 2, 0);
        }

        static async IAsyncEnumerable<MoveResponse> FailAfter(Task arrival)
        {
            await arrival;
            yield return RetrieveBench.Last(0xC000);
        }
    }

    [Fact]
    public async Task A_storage_class_that_a_C_GET_cannot_have_does_not_keep_other_series_away()
    {
        _bench.Pacs.Archive["1.1"] = ["a"];
        _bench.Pacs.Archive["1.2"] = ["b"];
        _bench.Pacs.Retrieve = (request, cancel) => request.Series == "1.1"
            ? _bench.Send("1.1", [], failure: Failures.NoContext())
            : _bench.SendAll(request, cancel);
        _bench.Options = _bench.Options with { Method = RetrieveMethod.Get };

        var events = await _bench.RetrieveAsync("1.1", "1.2");

        Assert.Equal(
            [SeriesOutcome.Incomplete, SeriesOutcome.Complete],
            events.OfType<SeriesFinished>().Select(one => one.Outcome));
    }
}
