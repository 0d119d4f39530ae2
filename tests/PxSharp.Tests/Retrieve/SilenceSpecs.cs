using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.Retrieve;
using PxSharp.Tests.Pacs;
using Xunit;

namespace PxSharp.Tests.Retrieve;

/// <summary>A PACS is given up for silence, and bytes are none: one large instance may take long.</summary>
public sealed class SilenceSpecs : IAsyncDisposable
{
    private const int Pieces = 8;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(40);
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new();
    private readonly RetrieveBench _bench = new();

    public SilenceSpecs()
    {
        _bench.Pacs.Archive["1.1"] = ["1.1.1"];
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
    public async Task Bytes_that_a_receiver_somewhere_writes_are_a_sign_of_life()
    {
        _bench.Pacs.Retrieve = (_, cancel) => ComesSlowly("1.1.1", cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
        Assert.Single(_bench.Pacs.Requests);
    }

    [Fact]
    public async Task Bytes_of_an_instance_that_was_not_asked_for_are_none()
    {
        _bench.Pacs.Retrieve = (_, cancel) => ComesSlowly("9.9.9", cancel);

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Contains(
            "neither said nor sent", events.OfType<SeriesFinished>().Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_comes_slowly_after_the_last_response_is_waited_for()
    {
        _bench.Options = _bench.Options with { IdleTimeout = Idle };
        _bench.Pacs.Retrieve = (_, _) => Answers(RetrieveBench.Last(0x0000, 1, 0));

        var retrieving = _bench.RetrieveAsync("1.1");
        for (var i = 0; i < Pieces; i++)
        {
            await Task.WhenAny(_time.WaitForAlarmAsync(Idle), retrieving);
            _bench.Grow("1.1.1");
            _time.Advance(Idle);
        }
        await Task.WhenAny(_time.WaitForAlarmAsync(Idle), retrieving);
        await _bench.ReceiveAsync("1.1", "1.1.1");

        Assert.Equal(SeriesOutcome.Complete, (await retrieving).OfType<SeriesFinished>().Single().Outcome);
    }

    [Fact]
    public async Task The_bytes_of_a_C_GET_are_a_sign_of_life()
    {
        _bench.Handler = new SlowStore();
        _bench.Options = _bench.Options with { Method = RetrieveMethod.Get };
        _bench.Pacs.Retrieve = GetSlowly;

        var events = await _bench.RetrieveAsync("1.1");

        Assert.Equal(SeriesOutcome.Complete, events.OfType<SeriesFinished>().Single().Outcome);
        Assert.Single(_bench.Pacs.Requests);
    }

    private async IAsyncEnumerable<MoveResponse> ComesSlowly(
        string instance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        for (var i = 0; i < Pieces; i++)
        {
            _bench.Grow(instance);
            _time.Advance(Silence * 0.7);
            cancellationToken.ThrowIfCancellationRequested();
        }
        await _bench.ReceiveAsync("1.1", "1.1.1");
        yield return RetrieveBench.Last(0x0000, 1, 0);
    }

    private async IAsyncEnumerable<MoveResponse> GetSlowly(
        ScriptedPacs.Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = new StoreRequest(
            DicomUID.MRImageStorage, "1.1.1", DicomUID.ExplicitVRLittleEndian, "PACS", "US", null, 1);
        var receiver = await request.Handler!.BeginAsync(store, Ct);
        for (var i = 0; i < Pieces; i++)
        {
            await receiver.WriteAsync(new byte[10], Ct);
            _time.Advance(Silence * 0.7);
            cancellationToken.ThrowIfCancellationRequested();
        }
        await _bench.ReceiveAsync("1.1", "1.1.1");
        yield return RetrieveBench.Last(0x0000, 1, 0);
    }

    private static async IAsyncEnumerable<MoveResponse> Answers(MoveResponse last)
    {
        await Task.Yield();
        yield return last;
    }

    private sealed class SlowStore : IStoreHandler, IStoreReceiver
    {
        public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IStoreReceiver>(this);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(StoreResult.Success);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
