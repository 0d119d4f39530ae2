using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.ObjectStores;
using PxSharp.Push;
using PxSharp.Sources;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Push;

public sealed class NameConflictSpecs : IAsyncLifetime
{
    private const string OneForAll = "x.dcm";

    private readonly PushBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_instances_with_one_name_in_a_run_the_second_is_refused(bool isFromDatabase)
    {
        await _bench.ReceiveAsync(2);

        var events = await PushAsync(isFromDatabase ? _bench.Series : _bench.Files);

        var pushed = Assert.Single(events.OfType<InstancePushed>());
        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        var name = Assert.Single(_bench.Store.Names());
        Assert.Equal(await File.ReadAllBytesAsync(pushed.Instance.FilePath), _bench.Store.Bytes(name));
        Assert.Equal(PushFailure.Conflict, failed.Failure);
        Assert.Equal(
            $"{pushed.Instance.FilePath} is another instance and came before it under the same name, {name}; "
                + "%SOPInstanceUID in the image template tells them apart",
            failed.Reason);
        Assert.Equal(1, (await _bench.Mount.Index.FindSeriesAsync(Instances.Series))!.Pushed);
    }

    [Fact]
    public async Task Of_two_files_with_one_UID_the_second_is_refused_under_another_name_too()
    {
        var first = _bench.Write(1);
        var second = _bench.Mount["in", "second.dcm"];
        await using (var file = File.Create(second))
        {
            var dataset = Instances.Make(1).Set(DicomTag.InstanceNumber, "7");
            new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian).Write(file);
        }

        var events = await PushAsync(_bench.Files, "%InstanceNumber.dcm");

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal(
            (second, PushFailure.Conflict,
                $"{first} has the same SOP Instance UID and other content, and came before it; remove one"),
            (failed.FilePath, failed.Failure, failed.Reason));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Another_instance_of_an_earlier_run_keeps_its_name(int count)
    {
        var images = new List<byte[]>();
        for (var number = 1; number <= count; number++)
            images.Add(await File.ReadAllBytesAsync(_bench.Write(number)));
        await PushAsync(_bench.Files, "%InstanceNumber.dcm", "s");
        for (var number = 1; number <= count; number++)
            _bench.Write(number, series: Instances.Series + ".9");

        var events = await PushAsync(_bench.Files, "%InstanceNumber.dcm", "s");

        Assert.Equal(count, TotalOf(events).Failures[PushFailure.Conflict]);
        Assert.All(
            events.OfType<InstanceNotPushed>(),
            failed => Assert.Contains("the store has another instance, " + Instances.Series, failed.Reason,
                StringComparison.Ordinal));
        Assert.Equal(
            images.Select(Convert.ToHexString).Order(),
            _bench.Store.Names().Select(name => Convert.ToHexString(_bench.Store.Bytes(name))).Order());
        var record = Assert.Single(
            await _bench.Mount.Index.ListDeliveriesAsync($"{Instances.Series}.9.1").ToListAsync());
        Assert.False(record.IsDelivered);
    }

    [Theory]
    [InlineData(2, PushFailure.Conflict)]
    [InlineData(1, null)]
    public async Task An_instance_that_another_push_stores_just_now_keeps_its_name(int number, PushFailure? failure)
    {
        _bench.Write(1);
        await File.WriteAllBytesAsync(_bench.Mount["other.dcm"], await File.ReadAllBytesAsync(_bench.Write(number)));
        File.Delete(_bench.Write(2));
        _bench.Store.BeforePut = (_, name) =>
            File.Copy(_bench.Mount["other.dcm"], Directory.CreateDirectory(
                Path.GetDirectoryName(_bench.Store.PathOf(name))!).FullName + "/" + OneForAll, overwrite: true);

        var events = await PushAsync(_bench.Files);

        Assert.Equal(failure, events.OfType<InstanceNotPushed>().SingleOrDefault()?.Failure);
        Assert.Equal(
            await File.ReadAllBytesAsync(_bench.Mount["other.dcm"]), _bench.Store.Bytes(_bench.Store.Names().Single()));
        Assert.Equal(failure is null ? 1 : 0, TotalOf(events).Sent);
    }

    [Fact]
    public async Task A_listing_is_not_believed_for_names_without_the_UID()
    {
        for (var number = 1; number <= 20; number++)
            _bench.Write(number);

        await PushAsync(_bench.Files, "%InstanceNumber.dcm");

        Assert.Equal((0, 20), (_bench.Store.Lists, _bench.Store.Finds));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1000, false)]
    [InlineData(1_000_000, false)]
    public async Task A_corrected_instance_replaces_itself(int pixels, bool isRecorded)
    {
        var path = _bench.Write(1, pixels: pixels);
        await PushAsync(_bench.Files);
        _bench.Write(1, pixels: pixels - 100);
        await using var other = SqliteIndex.Open(_bench.Mount["log2"]);

        var events = await PushAsync(_bench.Files, index: isRecorded ? _bench.Mount.Index : other);

        Assert.Equal(1, TotalOf(events).Sent);
        Assert.Equal(await File.ReadAllBytesAsync(path), _bench.Store.Bytes(Assert.Single(_bench.Store.Names())));
    }

    [Fact]
    public async Task A_corrected_instance_does_not_replace_what_took_its_name_since()
    {
        _bench.Write(1, "1.dcm");
        await PushAsync(_bench.Files);
        var name = Assert.Single(_bench.Store.Names());
        await _bench.Store.DeleteAsync(name);
        var other = await File.ReadAllBytesAsync(_bench.Write(2, "1.dcm"));
        await PushAsync(_bench.Files);
        _bench.Write(1, "1.dcm", pixels: 900);

        var events = await PushAsync(_bench.Files);

        Assert.Equal(PushFailure.Conflict, Assert.Single(events.OfType<InstanceNotPushed>()).Failure);
        Assert.Equal(other, _bench.Store.Bytes(name));
    }

    [Fact]
    public async Task What_is_no_instance_is_not_replaced()
    {
        _bench.Write(1);
        await PushAsync(_bench.Files);
        var name = Assert.Single(_bench.Store.Names());
        await _bench.Store.PutAsync(name, ObjectContent.FromBytes("notes"u8.ToArray()));

        var events = await PushAsync(_bench.Files, options: new PushOptions { Recheck = true });

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal(
            (PushFailure.Conflict,
                $"under its name, {name}, the store has what cannot be read as an instance; remove that"),
            (failed.Failure, failed.Reason));
        Assert.Equal("notes"u8.ToArray(), _bench.Store.Bytes(name));
    }

    private static PushTotals TotalOf(List<PushEvent> events) => Assert.IsType<PushFinished>(events[^1]).Totals;

    private async Task<List<PushEvent>> PushAsync(
        FileSource source, string image = OneForAll, string? series = null, IIndex? index = null,
        PushOptions? options = null)
    {
        var layout = ServicesPath.Parse(series: series, image: image);
        await using var target = new StoreTarget(_bench.Store, "org", layout);
        var pusher = new Pusher(target, index ?? _bench.Mount.Index, options);
        return await pusher.RunAsync(source, TestContext.Current.CancellationToken).ToListAsync();
    }
}
