using PxSharp.Network.Dimse;
using PxSharp.Retrieve;
using PxSharp.Tests.Pacs;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>What is missing of a series is asked for by lists of UIDs, where the PACS takes them.</summary>
public sealed class InstanceListSpecs : IAsyncDisposable
{
    private readonly RetrieveBench _bench = new();

    private IEnumerable<string> Asked => _bench.Pacs.Requests.Select(
        request => request.Level == "SERIES" ? "series" : string.Join('\\', request.Instances));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_PACS_that_takes_no_list_of_UIDs_is_asked_for_one_after_the_other()
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c"];
        await _bench.ReceiveAsync("1.1", "a");
        _bench.Pacs.Retrieve = (request, cancel) => request.Instances.Count > 1
            ? _bench.Send("1.1", [], RetrieveBench.Last(0xA900))
            : _bench.SendAll(request, cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(["b\\c", "b", "c"], _bench.Pacs.Requests.Select(request => string.Join('\\', request.Instances)));
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task Long_lists_are_asked_for_in_several_requests()
    {
        _bench.Pacs.Archive["1.1"] = [.. Enumerable.Range(0, 450).Select(i => $"i{i}")];
        await _bench.ReceiveAsync("1.1", "i0");
        _bench.Pacs.Retrieve = _bench.SendAll;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal([200, 200, 49], _bench.Pacs.Requests.Select(request => request.Instances.Count));
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_PACS_that_passes_over_a_list_of_UIDs_or_its_rest_is_asked_for_one_after_the_other(int sent)
    {
        _bench.Pacs.Archive["1.1"] = ["a", "b", "c", "d"];
        await _bench.ReceiveAsync("1.1", "a");
        _bench.Options = _bench.Options with { IdleTimeout = TimeSpan.FromMilliseconds(1) };
        _bench.Pacs.Retrieve = (request, cancel) => request.Instances.Count > 1
            ? _bench.Send("1.1", [.. request.Instances.Take(sent)], RetrieveBench.Last(0x0000, sent, failed: 0))
            : _bench.SendAll(request, cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(["b\\c\\d", .. ((string[])["b", "c", "d"])[sent..]], Asked);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task A_PACS_that_takes_no_lists_is_asked_for_the_series_again_where_most_of_it_is_missing()
    {
        var all = await HaveTwoOfThirtyAsync();
        _bench.Pacs.Retrieve = RefuseLists;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal([string.Join('\\', all[2..]), "series"], Asked);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task What_the_series_does_not_bring_then_is_asked_for_one_after_the_other()
    {
        var all = await HaveTwoOfThirtyAsync();
        _bench.Pacs.Retrieve = (request, cancel) => request.Level == "SERIES"
            ? _bench.Send("1.1", all[..4], RetrieveBench.Last(0xB000, completed: 4, failed: 26))
            : RefuseLists(request, cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal([string.Join('\\', all[2..]), "series", .. all[4..]], Asked);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task A_series_that_brought_nothing_is_not_asked_for_again()
    {
        string[] all = [.. Enumerable.Range(0, 30).Select(i => $"i{i}")];
        _bench.Pacs.Archive["1.1"] = all;
        _bench.Pacs.Retrieve = (request, cancel) => request.Level == "SERIES"
            ? _bench.Send("1.1", [], RetrieveBench.Last(0xC000))
            : RefuseLists(request, cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(["series", string.Join('\\', all), .. all], Asked);
        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
    }

    private async Task<string[]> HaveTwoOfThirtyAsync()
    {
        string[] all = [.. Enumerable.Range(0, 30).Select(i => $"i{i}")];
        _bench.Pacs.Archive["1.1"] = all;
        await _bench.ReceiveAsync("1.1", all[0]);
        await _bench.ReceiveAsync("1.1", all[1]);
        return all;
    }

    private IAsyncEnumerable<MoveResponse> RefuseLists(ScriptedPacs.Request request, CancellationToken cancellation) =>
        request.Instances.Count > 1
            ? _bench.Send("1.1", [], RetrieveBench.Last(0xA900))
            : _bench.SendAll(request, cancellation);
}
