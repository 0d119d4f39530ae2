using System.Collections.Concurrent;
using System.Threading.Channels;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using Xunit;

namespace PxSharp.Tests.ObjectStores;

/// <summary>When a run gives up, and how it tells what happens.</summary>
public sealed class TransferRunSpecs : IAsyncLifetime
{
    private static readonly TransferOptions OneByOne = new() { Parallelism = 1, Overwrite = true };

    private readonly TransferBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_store_that_fails_at_everything_is_left_alone_soon()
    {
        WriteFiles(60);
        _bench.Store.BeforePut = (_, _) => throw ServerFault();

        var events = await _bench.PutAsync(_bench["in"], options: OneByOne);

        Assert.Equal(8, _bench.Store.Puts);
        Assert.Equal(60, events.OfType<ObjectNotTransferred>().Count());
        Assert.Equal(8, events.OfType<ObjectNotTransferred>().Count(failed => failed.IsTried));
    }

    [Fact]
    public async Task A_store_that_fails_again_and_again_but_not_always_is_asked_for_all()
    {
        WriteFiles(60);
        _bench.Store.BeforePut = (number, _) =>
        {
            if (number % 8 != 0)
                throw ServerFault();
        };

        await _bench.PutAsync(_bench["in"], options: OneByOne);

        Assert.Equal(60, _bench.Store.Puts);
    }

    [Fact]
    public async Task A_path_that_is_none_is_the_fault_of_that_file()
    {
        await _bench.StoreAsync("a");
        await _bench.StoreAsync("b");
        ObjectTransfer[] plan = [new("x\0y", "a", 1), new(_bench["out/b"], "b", 1)];

        var events = await new ObjectTransfers(_bench.Store).GetAsync(plan, Cancellation).ToListAsync(Cancellation);

        Assert.Equal(TransferFailure.LocalFile, events.OfType<ObjectNotTransferred>().Single().Fault.Failure);
        Assert.Equal(["b=b"], _bench.Files("out"));
    }

    [Fact]
    public async Task Of_two_places_that_differ_only_in_case_the_second_replaces_nothing_where_they_are_one()
    {
        var overwrites = new ConcurrentDictionary<string, bool>();
        var run = Run(StringComparer.OrdinalIgnoreCase, overwrites);

        await run.RunAsync(
            [new("Scan", "a", 1), new("scan", "b", 1)], Channel.CreateUnbounded<TransferEvent>().Writer, Cancellation);

        Assert.Equal((true, false), (overwrites["Scan"], overwrites["scan"]));
    }

    [Fact]
    public async Task Waits_for_who_listens_and_tells_everything()
    {
        var events = Channel.CreateBounded<TransferEvent>(1);
        var run = Run(StringComparer.Ordinal, []);
        var plan = Enumerable.Range(0, 20).Select(number => new ObjectTransfer($"{number}", $"{number}", 1)).ToList();

        var work = CompleteAsync();
        var told = await events.Reader.ReadAllAsync(Cancellation).ToListAsync(Cancellation);
        await work;

        Assert.Equal(22, told.Count);
        Assert.Equal(20, Assert.IsType<TransferFinished>(told[^1]).Totals.Transferred);

        async Task CompleteAsync()
        {
            await run.RunAsync(plan, events.Writer, Cancellation);
            events.Writer.Complete();
        }
    }

    [Fact]
    public async Task Who_leaves_early_ends_it()
    {
        var fault = new TransferFault(TransferFailure.LocalFile, "no");
        var plan = Enumerable.Range(0, 2000)
            .Select(number => new ObjectTransfer($"{number}", $"{number}", 1) { Fault = fault }).ToList();

        var first = await new ObjectTransfers(_bench.Store).PutAsync(plan, Cancellation).FirstAsync(Cancellation);

        Assert.Equal(new TransferPlanned(2000, 2000), first);
    }

    private static TransferRun Run(StringComparer places, ConcurrentDictionary<string, bool> overwrites)
        => new(OneByOne, one => one.FilePath, places, (one, overwrite, _, _) =>
        {
            overwrites[one.FilePath] = overwrite;
            return ValueTask.FromResult<TransferEvent>(new ObjectTransferred(one, default, WasThere: false));
        });

    private static ObjectStoreException ServerFault()
        => new(ObjectStoreFailure.Unreachable, "503") { IsServerFault = true };

    private void WriteFiles(int count)
    {
        for (var number = 0; number < count; number++)
            _bench.Write($"in/{number:00}", "x");
    }
}
