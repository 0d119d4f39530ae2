using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using Xunit;

namespace PxSharp.Tests.ObjectStores;

public sealed class ObjectTransfersSpecs : IAsyncLifetime
{
    private static readonly TransferOptions Force = new() { Overwrite = true };

    private readonly TransferBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_tree_that_was_stored_and_fetched_is_the_same()
    {
        _bench.Write("in/1", "one");
        _bench.Write("in/deep/er/2", "two");
        _bench.Write("in/empty", "");

        var put = await _bench.PutAsync(_bench["in"], "a/b");
        var got = await _bench.GetAsync("a/b", _bench["out"]);

        Assert.Equal(["a/b/1", "a/b/deep/er/2", "a/b/empty"], _bench.Store.Names());
        Assert.Equal(_bench.Files("in"), _bench.Files("out"));
        Assert.Equal(new TransferPlanned(3, 6), put[0]);
        Assert.Equal((3, 6, true), (Totals(put).Transferred, Totals(put).BytesTransferred, Totals(put).IsComplete));
        Assert.Equal((3, 6, true), (Totals(got).Transferred, Totals(got).BytesTransferred, Totals(got).IsComplete));
    }

    [Theory]
    [InlineData(null, "report.txt")]
    [InlineData("other.txt", "other.txt")]
    [InlineData("a/", "a/report.txt")]
    [InlineData("/a//b/", "a/b/report.txt")]
    [InlineData("/", "report.txt")]
    public async Task A_file_goes_where_it_is_told(string? name, string stored)
    {
        await _bench.PutAsync(_bench.Write("report.txt", "x"), name);

        Assert.Equal([stored], _bench.Store.Names());
    }

    [Theory]
    [InlineData(null, "in/1")]
    [InlineData("", "1")]
    [InlineData("/", "1")]
    [InlineData("a", "a/1")]
    public async Task A_directory_goes_where_it_is_told(string? name, string stored)
    {
        _bench.Write("in/1", "x");

        await _bench.PutAsync(_bench["in"] + "/", name);

        Assert.Equal([stored], _bench.Store.Names());
    }

    [Fact]
    public async Task Done_again_it_moves_nothing()
    {
        _bench.Write("in/1", "one");
        await _bench.PutAsync(_bench["in"]);
        await _bench.GetAsync("in", _bench["out"]);
        var puts = _bench.Store.Puts;
        var before = File.GetLastWriteTimeUtc(_bench["out/1"]);

        var put = await _bench.PutAsync(_bench["in"], options: Force);
        var got = await _bench.GetAsync("in", _bench["out"], Force);

        Assert.Equal(puts, _bench.Store.Puts);
        Assert.Equal(before, File.GetLastWriteTimeUtc(_bench["out/1"]));
        Assert.Equal((0, 1), (Totals(put).Transferred, Totals(put).AlreadyThere));
        Assert.Equal((0, 1), (Totals(got).Transferred, Totals(got).AlreadyThere));
    }

    [Fact]
    public async Task What_is_there_with_other_content_is_kept_unless_it_is_to_be_replaced()
    {
        _bench.Write("in/1", "new");
        await _bench.StoreAsync("in/1", "old");

        var kept = await _bench.PutAsync(_bench["in"]);

        Assert.Equal("old"u8, _bench.Store.Bytes("in/1"));
        Assert.Equal(TransferFailure.Exists, Faults(kept).Single().Failure);
        Assert.Contains("'in/1'", Faults(kept).Single().Reason, StringComparison.Ordinal);
        Assert.True((await Replaced()).IsComplete);
        Assert.Equal("new"u8, _bench.Store.Bytes("in/1"));

        async Task<TransferTotals> Replaced() => Totals(await _bench.PutAsync(_bench["in"], options: Force));
    }

    [Fact]
    public async Task An_object_that_somebody_else_stores_just_now_is_kept()
    {
        _bench.Store.BeforePut = (_, name) => File.WriteAllText(_bench.Store.PathOf(name), "theirs");

        var put = await _bench.PutAsync(_bench.Write("1", "mine"), "a");

        Assert.Equal("theirs"u8, _bench.Store.Bytes("a"));
        Assert.Equal(TransferFailure.Exists, Faults(put).Single().Failure);
    }

    [Fact]
    public async Task A_file_with_other_content_is_kept_unless_it_is_to_be_replaced()
    {
        await _bench.StoreAsync("a/1", "theirs");
        _bench.Write("out/1", "mine");

        var kept = await _bench.GetAsync("a", _bench["out"]);
        var before = _bench.Files("out");
        var replaced = await _bench.GetAsync("a", _bench["out"], Force);

        Assert.Equal(["1=mine"], before);
        Assert.Equal(TransferFailure.Exists, Faults(kept).Single().Failure);
        Assert.Equal(["1=theirs"], _bench.Files("out"));
        Assert.True(Totals(replaced).IsComplete);
    }

    [Fact]
    public async Task A_file_that_claims_to_be_empty_and_is_not_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");

        var put = await _bench.PutAsync("/proc/self/status", "a");

        Assert.Empty(_bench.Store.Names());
        Assert.Equal(TransferFailure.LocalFile, Faults(put).Single().Failure);
        Assert.Contains("there is something in it; copy it first", Faults(put).Single().Reason);
    }

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells a pipe from a file");
        Pipes.Make(_bench["pipe"]);

        var put = await _bench.PutAsync(_bench["pipe"], "a");

        Assert.Equal(TransferFailure.LocalFile, Faults(put).Single().Failure);
        Assert.Contains("it is no file, but a pipe", Faults(put).Single().Reason, StringComparison.Ordinal);
        Assert.Throws<ObjectStoreException>(() => ObjectContent.FromFile(_bench["pipe"]));
    }

    [Fact]
    public async Task A_failure_of_one_does_not_stop_the_others()
    {
        for (var number = 0; number < 20; number++)
            _bench.Write($"in/{number:00}", "x");
        _bench.Store.BeforePut = (_, name) =>
        {
            if (name == "in/07")
                throw new ObjectStoreException(ObjectStoreFailure.Other, "no sevens");
        };

        var events = await _bench.PutAsync(_bench["in"]);

        Assert.Equal(19, _bench.Store.Names().Length);
        Assert.Equal((19, 1), (Totals(events).Transferred, Totals(events).Failed));
        Assert.Equal(new TransferFault(TransferFailure.Refused, "no sevens"), Faults(events).Single());
        Assert.Equal(1, Totals(events).Failures[TransferFailure.Refused]);
    }

    [Fact]
    public async Task Nothing_more_is_tried_once_the_whole_store_fails()
    {
        for (var number = 0; number < 20; number++)
            _bench.Write($"in/{number:00}", "x");
        _bench.Store.BeforePut = (_, _) => throw new ObjectStoreException(ObjectStoreFailure.Full, "no room");

        var events = await _bench.PutAsync(_bench["in"], options: new TransferOptions { Parallelism = 1 });

        Assert.Equal(1, _bench.Store.Puts);
        Assert.Equal((0, 20, true), (Totals(events).Transferred, Totals(events).Failed, Totals(events).IsNothing));
        Assert.Single(events.OfType<ObjectNotTransferred>(), failed => failed.IsTried);
        Assert.All(Faults(events).Skip(1), fault => Assert.Equal("not tried, as before it: no room", fault.Reason));
    }

    [Fact]
    public async Task Of_two_with_one_name_the_first_counts_and_the_second_is_named_unless_it_is_the_same()
    {
        ObjectTransfer[] plan =
        [
            new(_bench.Write("in/1", "one"), "same", 3),
            new(_bench.Write("in/2", "two"), "same", 3),
            new(_bench.Write("in/3", "one"), "same", 3),
        ];

        var events = await _bench.PutAsync(plan, Force);

        Assert.Equal("one"u8, _bench.Store.Bytes("same"));
        Assert.Equal((1, 1, 1), (Totals(events).Transferred, Totals(events).AlreadyThere, Totals(events).Failed));
        Assert.Same(plan[1], events.OfType<ObjectNotTransferred>().Single().Transfer);
    }

    [Fact]
    public async Task A_file_that_is_gone_or_no_file_is_named()
    {
        ObjectTransfer[] plan = [new(_bench["none"], "a", 1), new(_bench["store"], "b", 1)];

        var events = await _bench.PutAsync(plan);

        Assert.Equal(2, Faults(events).Count);
        Assert.All(Faults(events), fault => Assert.Equal(TransferFailure.LocalFile, fault.Failure));
        Assert.Contains(Faults(events), fault => fault.Reason.Contains(_bench["none"], StringComparison.Ordinal));
        Assert.Empty(_bench.Store.Names());
    }

    [Fact]
    public async Task A_name_that_could_lead_astray_is_refused()
    {
        ObjectTransfer[] plan = [new(_bench.Write("in/1", "x"), "../../outside", 1)];

        var events = await _bench.PutAsync(plan, Force);

        Assert.Equal(TransferFailure.BadName, Faults(events).Single().Failure);
        Assert.False(File.Exists(_bench["../outside"]));
    }

    [Theory]
    [InlineData("1", null, "1")]
    [InlineData("deep/er/2", "out/x", "out/x")]
    [InlineData("deep/er/2", "out/", "out/2")]
    [InlineData("deep/er/2", "out", "out/2")]
    public async Task An_object_goes_where_it_is_told(string name, string? path, string file)
    {
        Directory.CreateDirectory(_bench["out"]);
        await _bench.StoreAsync(name);

        var plan = await TransferPlan.ToGetAsync(
            _bench.Store, name, path is null ? null : _bench[path], TestContext.Current.CancellationToken);

        Assert.Equal(path is null ? Path.GetFullPath(file) : _bench[file], Assert.Single(plan).FilePath);
    }

    [Fact]
    public async Task What_only_begins_with_the_name_is_not_fetched()
    {
        await _bench.StoreAsync("org1/1");
        await _bench.StoreAsync("org10/1");

        var events = await _bench.GetAsync("org1", _bench["out"]);

        Assert.Equal(1, Totals(events).Objects);
        Assert.Equal(["1=org1/1"], _bench.Files("out"));
    }

    [Fact]
    public async Task There_is_nothing_to_fetch_where_there_is_nothing()
        => Assert.Empty(await TransferPlan.ToGetAsync(
            _bench.Store, "nowhere", _bench["out"], TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("a/../../evil")]
    [InlineData("a/b//c")]
    [InlineData("a//etc/passwd")]
    [InlineData("a/./b")]
    public async Task No_name_in_a_store_leads_out_of_the_directory(string name)
    {
        await using var store = new HostileStore(name);

        var plan = await TransferPlan.ToGetAsync(
            store, "a", _bench["out"], TestContext.Current.CancellationToken);
        var events = await new ObjectTransfers(store, Force).GetAsync(plan, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TransferFailure.BadName, Faults(events).Single().Failure);
        Assert.Contains($"'{name}'", Faults(events).Single().Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench["out"]));
        Assert.False(File.Exists(_bench["evil"]));
    }

    [Fact]
    public async Task An_object_that_is_damaged_leaves_no_file()
    {
        await using var store = new HostileStore("a/1");

        var plan = await TransferPlan.ToGetAsync(store, "a", _bench["out"], TestContext.Current.CancellationToken);
        var events = await new ObjectTransfers(store).GetAsync(plan, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TransferFailure.Corrupt, Faults(events).Single().Failure);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_bench["out"]));
    }

    [Fact]
    public async Task What_was_done_before_an_interruption_is_told_and_nothing_half_is_left()
    {
        for (var number = 0; number < 10; number++)
            _bench.Write($"in/{number}", "x");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _bench.Store.BeforePut = (number, _) =>
        {
            if (number == 4)
                stop.Cancel();
        };
        var plan = await TransferPlan.ToPutAsync(_bench["in"], null, TestContext.Current.CancellationToken);
        var told = new List<TransferEvent>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var run = new ObjectTransfers(_bench.Store, new TransferOptions { Parallelism = 1 });
            await foreach (var happened in run.PutAsync(plan, stop.Token))
                told.Add(happened);
        });

        Assert.Equal(3, told.OfType<ObjectTransferred>().Count());
        Assert.Equal(["in/0", "in/1", "in/2"], _bench.Store.Names());
    }

    [Fact]
    public async Task A_large_object_tells_of_its_progress()
    {
        const int Length = 20 << 20;
        using (var file = File.Create(_bench.Write("large", "")))
            file.SetLength(Length);

        var put = await _bench.PutAsync(_bench["large"]);
        var got = await _bench.GetAsync("large", _bench["copy"]);

        Assert.InRange(put.OfType<TransferProgressed>().Sum(part => part.Bytes), Length / 2, Length);
        Assert.InRange(got.OfType<TransferProgressed>().Sum(part => part.Bytes), Length / 2, Length);
        Assert.Equal(Length, new FileInfo(_bench["copy"]).Length);
    }

    [Fact]
    public void More_at_once_than_can_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { Parallelism = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransferOptions { Parallelism = 65 });
    }

    private static TransferTotals Totals(List<TransferEvent> events)
        => Assert.IsType<TransferFinished>(events[^1]).Totals;

    private static List<TransferFault> Faults(List<TransferEvent> events)
        => [.. events.OfType<ObjectNotTransferred>().Select(failed => failed.Fault)];
}
