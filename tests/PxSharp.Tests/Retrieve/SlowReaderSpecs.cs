using System.Runtime.CompilerServices;
using PxSharp.Network.Dimse;
using PxSharp.Retrieve;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>
/// Whoever reads the events slowly holds up the retrieve: it neither fills the memory nor goes wrong.
/// </summary>
public sealed class SlowReaderSpecs : IAsyncDisposable
{
    private const int Responses = 5000;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(100);

    // Bytes of a C-MOVE are seen up to a quarter of that late.
    private static readonly TimeSpan Limit = Silence * 1.25;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new();
    private readonly RetrieveBench _bench = new();
    private int _sent;

    public SlowReaderSpecs()
    {
        _bench.Pacs.Archive["1.1"] = ["1.1.1"];
        _bench.Pacs.Retrieve = (_, cancel) => TellMuch(cancel);
        _bench.Options = _bench.Options with
        {
            TimeProvider = _time,
            SilenceTimeout = Silence,
            IdleTimeout = TimeSpan.Zero,
            MaximumAttempts = 1,
        };
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_PACS_is_read_no_further_and_not_blamed_for_silence_until_the_reader_goes_on()
    {
        var events = _bench.Retriever().RetrieveAsync([_bench.Target("1.1")], Ct).GetAsyncEnumerator(Ct);
        await using (events)
        {
            await ReadUntilHeldUpAsync(events);
            Assert.InRange(_sent, 1000, 1100);

            _time.Advance(Limit * 10);
            var told = 1;
            SeriesFinished? finished = null;
            while (await events.MoveNextAsync())
            {
                told += events.Current is MoveProgress ? 1 : 0;
                finished = events.Current as SeriesFinished ?? finished;
            }

            Assert.Equal((Responses, SeriesOutcome.Complete), (told, finished!.Outcome));
        }
    }

    [Fact]
    public async Task A_reader_who_leaves_ends_it()
    {
        var events = _bench.Retriever().RetrieveAsync([_bench.Target("1.1")], Ct).GetAsyncEnumerator(Ct);
        await using (events)
        {
            await ReadUntilHeldUpAsync(events);
        }

        Assert.Equal("cancelled", (await _bench.Index.ListRetrievesAsync("1.1", Ct).FirstAsync(Ct)).Outcome);
        Assert.Equal(0, _bench.Pacs.Open);
    }

    private async Task ReadUntilHeldUpAsync(IAsyncEnumerator<RetrieveEvent> events)
    {
        do
        {
            Assert.True(await events.MoveNextAsync());
        }
        while (events.Current is not MoveProgress);
        await _time.WaitForNoAlarmAsync(Limit);
    }

    private async IAsyncEnumerable<MoveResponse> TellMuch([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (_sent = 0; _sent < Responses; _sent++)
        {
            yield return new MoveResponse(DimseStatus.Pending, Responses - _sent - 1, _sent + 1, 0, 0, []);
            cancellationToken.ThrowIfCancellationRequested();
        }
        await _bench.ReceiveAsync("1.1", "1.1.1");
        yield return RetrieveBench.Last(0x0000, 1, 0);
    }
}
