using PxSharp.Index;
using PxSharp.ObjectStores;
using PxSharp.Push;
using PxSharp.Sources;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Push;

public sealed class PusherSpecs : IAsyncLifetime
{
    private const string Directory1 = "SERVICES/PACS/org/TINY001-Anderson_Alice_Q-19800515/"
        + "MR_BRAIN-ACC0001-20230115-043Y-015585d/00001-Localizer-9d1a5c2/";

    private readonly PushBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Puts_each_file_of_a_directory_byte_for_byte_under_its_path()
    {
        var first = _bench.Write(1);
        _bench.Write(2, "deeper/two");

        var events = await _bench.PushAsync(_bench.Files);

        Assert.Equal([NameOf(1), NameOf(2)], _bench.Store.Names());
        Assert.Equal(await File.ReadAllBytesAsync(first), _bench.Store.Bytes(NameOf(1)));
        Assert.Equal(new PushPlanned(2, TotalOf(events).BytesSent), events[0]);
        Assert.Equal((2, 2), (TotalOf(events).Files, TotalOf(events).Sent));
        Assert.All(events.OfType<InstancePushed>(), pushed => Assert.Equal(PushOutcome.Sent, pushed.Outcome));
    }

    [Fact]
    public async Task Takes_only_names_that_contain_what_was_asked_for()
    {
        _bench.Write(1);
        _bench.Write(2, "2.ima");

        await _bench.PushAsync(FileSource.AtPath(_bench.Mount["in"], ".ima"));

        Assert.Equal([NameOf(2)], _bench.Store.Names());
    }

    [Fact]
    public async Task Records_each_delivery_and_counts_it_in_the_series()
    {
        await _bench.ReceiveAsync(3);
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);

        await _bench.PushAsync(_bench.Series);

        var record = Assert.Single(await _bench.Mount.Index.ListDeliveriesAsync(UIDOf(2)).ToListAsync());
        Assert.Equal((DeliveryKind.Push, "test:store", NameOf(2), null), (
            record.Kind, record.Target, record.ObjectName, record.Error));
        Assert.Equal(
            await ObjectContent.FromBytes(_bench.Store.Bytes(NameOf(2))).ChecksumAsync(), record.Checksum);
        Assert.InRange(record.At, before, DateTimeOffset.UtcNow);
        Assert.Equal(3, (await _bench.Mount.Index.FindSeriesAsync(Instances.Series))!.Pushed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asks_the_store_nothing_when_all_is_recorded(bool isFromDatabase)
    {
        await _bench.ReceiveAsync(10);
        await _bench.PushAsync(isFromDatabase ? _bench.Series : _bench.Files);
        var asked = (_bench.Store.Puts, _bench.Store.Finds, _bench.Store.Lists);

        var again = await _bench.PushAsync(isFromDatabase ? _bench.Series : _bench.Files);

        Assert.Equal(asked, (_bench.Store.Puts, _bench.Store.Finds, _bench.Store.Lists));
        Assert.Equal((10, 0), (TotalOf(again).Recorded, TotalOf(again).Sent));
    }

    [Fact]
    public async Task Believes_the_store_where_nothing_is_recorded()
    {
        await _bench.ReceiveAsync(3);
        await _bench.PushAsync(_bench.Series);
        await using var other = SqliteIndex.Open(_bench.Mount["log2"]);

        var events = await new Pusher(_bench.Target, other).RunAsync(_bench.Files).ToListAsync();

        Assert.Equal((3, 0), (TotalOf(events).AlreadyThere, TotalOf(events).Sent));
        Assert.Equal(3, _bench.Store.Puts);
        Assert.True(Assert.Single(await other.ListDeliveriesAsync(UIDOf(1)).ToListAsync()).IsDelivered);
    }

    [Fact]
    public async Task Asks_by_one_listing_for_many_that_are_not_there()
    {
        for (var number = 1; number <= 200; number++)
            _bench.Write(number, pixels: 8);

        var events = await _bench.PushAsync(_bench.Files);

        Assert.Equal(200, TotalOf(events).Sent);
        Assert.Equal((1, 0), (_bench.Store.Lists, _bench.Store.Finds));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(900)]
    public async Task Replaces_what_is_there_with_other_content(int pixels)
    {
        _bench.Write(1);
        await _bench.PushAsync(_bench.Files);
        var path = _bench.Write(1, pixels: pixels);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var events = await _bench.PushAsync(_bench.Files);

        Assert.Equal(1, TotalOf(events).Sent);
        Assert.Equal(bytes, _bench.Store.Bytes(NameOf(1)));
    }

    [Fact]
    public async Task Asks_the_store_again_when_it_is_to()
    {
        await _bench.ReceiveAsync(3);
        await _bench.PushAsync(_bench.Series);
        await _bench.Store.DeleteAsync(NameOf(2));

        var events = await _bench.PushAsync(_bench.Series, new PushOptions { Recheck = true });

        Assert.Equal((2, 1), (TotalOf(events).AlreadyThere, TotalOf(events).Sent));
        Assert.Equal(3, _bench.Store.Names().Length);
    }

    [Fact]
    public async Task Sends_the_rest_after_it_was_stopped()
    {
        await _bench.ReceiveAsync(40);
        using var stop = new CancellationTokenSource();
        _bench.Store.BeforePut = (number, _) =>
        {
            if (number == 15)
                stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _bench.PushAsync(_bench.Series, null, stop.Token));
        _bench.Store.BeforePut = static (_, _) => { };
        var there = _bench.Store.Names().Length;
        var puts = _bench.Store.Puts;

        var events = await _bench.PushAsync(_bench.Series);

        Assert.InRange(there, 1, 39);
        Assert.Equal(40, _bench.Store.Names().Length);
        Assert.Equal(40 - there, _bench.Store.Puts - puts);
        Assert.Equal(40 - there, TotalOf(events).Sent);
    }

    [Fact]
    public async Task Goes_on_after_the_failure_of_one_and_tells_it()
    {
        await _bench.ReceiveAsync(20);
        _bench.Store.BeforePut = (_, name) =>
        {
            if (name == NameOf(7))
                throw new ObjectStoreException(ObjectStoreFailure.Other, "the store does not like it");
        };

        var events = await _bench.PushAsync(_bench.Series);

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal((UIDOf(7), PushFailure.Refused, "the store does not like it"), (
            failed.Instance!.SOPInstanceUID, failed.Failure, failed.Reason));
        Assert.Equal((19, 1, false), (TotalOf(events).Sent, TotalOf(events).Failed, TotalOf(events).IsComplete));
        Assert.Equal(1, TotalOf(events).Failures[PushFailure.Refused]);
        var record = Assert.Single(await _bench.Mount.Index.ListDeliveriesAsync(UIDOf(7)).ToListAsync());
        Assert.Equal("the store does not like it", record.Error);
        Assert.Equal(19, (await _bench.Mount.Index.FindSeriesAsync(Instances.Series))!.Pushed);
        _bench.Store.BeforePut = static (_, _) => { };

        Assert.Equal(1, TotalOf(await _bench.PushAsync(_bench.Series)).Sent);
    }

    [Fact]
    public async Task Tries_no_more_when_the_store_lets_nobody_in()
    {
        await _bench.ReceiveAsync(100);
        _bench.Store.BeforePut = static (_, _)
            => throw new ObjectStoreException(ObjectStoreFailure.Denied, "wrong password");

        var events = await _bench.PushAsync(_bench.Series, new PushOptions { Parallelism = 1 });

        Assert.InRange(_bench.Store.Puts, 1, 8);
        Assert.Equal((100, true), (TotalOf(events).Failures[PushFailure.Denied], TotalOf(events).IsNothing));
        Assert.Contains(
            events.OfType<InstanceNotPushed>(),
            failed => failed.Reason == "not tried, as before it: wrong password");
    }

    [Fact]
    public async Task Has_no_more_files_under_way_than_it_is_to_in_all_groups_together()
    {
        await _bench.ReceiveAsync(100);
        _bench.Store.BeforePut = static (_, _)
            => throw new ObjectStoreException(ObjectStoreFailure.Denied, "wrong password");
        await using var oneByOne = new StoreTarget(_bench.Store, "org", parallelism: 1);

        await foreach (var _ in new Pusher(oneByOne).RunAsync(_bench.Series, TestContext.Current.CancellationToken))
        {
            // The first one to be refused is the only one that is tried.
        }

        Assert.Equal(1, _bench.Store.Puts);
    }

    [Fact]
    public async Task Names_what_holds_no_instance_and_what_is_gone()
    {
        await _bench.ReceiveAsync(2);
        await File.WriteAllTextAsync(_bench.Mount["in", "readme.txt"], "not DICOM");
        File.Delete(_bench.Mount.Data.FullPath(_bench.Mount.Files()[0]));

        var ofFiles = await _bench.PushAsync(_bench.Files);
        var ofSeries = await _bench.PushAsync(_bench.Series);

        var failed = Assert.Single(ofFiles.OfType<InstanceNotPushed>());
        Assert.Equal((_bench.Mount["in", "readme.txt"], PushFailure.NotAnInstance), (failed.FilePath, failed.Failure));
        Assert.Equal(2, TotalOf(ofFiles).Sent);
        failed = Assert.Single(ofSeries.OfType<InstanceNotPushed>());
        Assert.Equal((PushFailure.Source, "its file is gone"), (failed.Failure, failed.Reason));
    }

    [Fact]
    public async Task Refuses_a_file_that_is_cut_short()
    {
        _bench.Write(1);
        var whole = await File.ReadAllBytesAsync(_bench.Write(2), TestContext.Current.CancellationToken);
        var cut = _bench.Mount["in", "cut.dcm"];
        await File.WriteAllBytesAsync(cut, whole[..^100], TestContext.Current.CancellationToken);
        File.Delete(_bench.Mount["in", "0002.dcm"]);

        var events = await _bench.PushAsync(_bench.Files);

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal((cut, PushFailure.NotAnInstance), (failed.FilePath, failed.Failure));
        Assert.Equal((1, 1), (TotalOf(events).Sent, _bench.Store.Puts));
    }

    [Fact]
    public async Task Takes_the_same_instance_twice_once()
    {
        _bench.Write(1);
        _bench.Write(1, "copy.dcm");

        var events = await _bench.PushAsync(_bench.Files);

        Assert.Equal((1, 1, 0), (TotalOf(events).Sent, TotalOf(events).Recorded, TotalOf(events).Failed));
        Assert.Equal(1, _bench.Store.Puts);
    }

    [Fact]
    public async Task Does_not_let_another_file_take_the_place_of_an_instance()
    {
        var first = _bench.Write(1);
        var second = _bench.Write(1, "b/1.dcm", pixels: 900);

        var events = await _bench.PushAsync(_bench.Files);

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        // They lie in two directories, which are gone through at the same time: either may come first.
        var kept = failed.FilePath == first ? second : first;
        Assert.Equal(PushFailure.Conflict, failed.Failure);
        Assert.StartsWith(kept, failed.Reason, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(kept), _bench.Store.Bytes(NameOf(1)));
    }

    [Fact]
    public async Task Leaves_out_older_versions_and_what_is_on_its_way()
    {
        _bench.Write(1);
        _bench.Write(2, ".incoming/2.part");
        _bench.Write(3, "0003.dcm.superseded-0123456789abcdef");

        var events = await _bench.PushAsync(_bench.Files);

        Assert.Equal([NameOf(1)], _bench.Store.Names());
        Assert.Equal(1, TotalOf(events).Files);
    }

    [Fact]
    public async Task Nothing_is_nothing_and_no_failure()
    {
        var events = await _bench.PushAsync(_bench.Files);

        Assert.Equal([new PushPlanned(0, 0)], events[..^1]);
        Assert.True(TotalOf(events).IsComplete);
        Assert.False(TotalOf(events).IsNothing);
    }

    [Fact]
    public async Task Names_a_directory_that_is_not_there()
    {
        var events = await _bench.PushAsync(FileSource.AtPath(_bench.Mount["nowhere"]));

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal("there is no such file or directory", failed.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void Refuses_a_name_of_a_PACS_that_is_no_name(string name)
        => Assert.Throws<ArgumentException>(() => new StoreTarget(_bench.Store, name));

    private static PushTotals TotalOf(List<PushEvent> events) => Assert.IsType<PushFinished>(events[^1]).Totals;

    private static string UIDOf(int number) => $"{Instances.Series}.{number}";

    private static string NameOf(int number) => $"{Directory1}{number:0000}-{UIDOf(number)}.dcm";
}
