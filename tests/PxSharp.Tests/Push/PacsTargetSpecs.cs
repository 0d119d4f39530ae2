using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using PxSharp.Pacs;
using PxSharp.Push;
using PxSharp.Simulator;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Push;

public sealed class PacsTargetSpecs : IAsyncLifetime
{
    private static readonly ReconnectOptions Soon = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(1),
        MaximumAttempts = 2,
    };

    private readonly PushBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Sends_each_instance_in_its_own_transfer_syntax_as_it_is()
    {
        await using var pacs = await new ScriptedStore().StartAsync();
        _bench.Write(1);
        Write(2, TransferSyntax.ImplicitVRLittleEndian);
        Write(3, TransferSyntax.Of(DicomUID.JPEGLSLossless));

        var events = await PushAsync(pacs.Peer);

        Assert.Equal(3, TotalOf(events).Sent);
        Assert.Equal(
            [
                (UIDOf(1), DicomUID.ExplicitVRLittleEndian),
                (UIDOf(2), DicomUID.ImplicitVRLittleEndian),
                (UIDOf(3), DicomUID.JPEGLSLossless),
            ],
            pacs.Kept.Select(kept => (kept.UID, kept.TransferSyntax)));
        Assert.Equal(Instances.Encode(Instances.Make(2), TransferSyntax.ImplicitVRLittleEndian), pacs.Kept[1].Bytes);
    }

    [Fact]
    public async Task Records_each_and_sends_nothing_the_second_time()
    {
        await using var pacs = await new ScriptedStore().StartAsync();
        await _bench.ReceiveAsync(3);
        await PushAsync(pacs.Peer);

        var again = await PushAsync(pacs.Peer);

        Assert.Equal((3, 0), (TotalOf(again).Recorded, TotalOf(again).Sent));
        Assert.Equal(3, pacs.Begun);
        var record = Assert.Single(await _bench.Mount.Index.ListDeliveriesAsync(UIDOf(2)).ToListAsync());
        Assert.Equal($"dicom://127.0.0.1:{pacs.Peer.Port}/SCRIPTED", record.Target);
        Assert.Equal(3, (await _bench.Mount.Index.FindSeriesAsync(Instances.Series))!.Pushed);
    }

    [Fact]
    public async Task Keeps_the_status_of_each_instance_and_goes_on()
    {
        await using var pacs = await new ScriptedStore().StartAsync();
        pacs.Answer = (_, uid) => uid == UIDOf(2) ? new StoreResult(DimseStatus.CannotUnderstand, "odd pixels")
            : uid == UIDOf(3) ? new StoreResult(new DimseStatus(0xB000))
            : StoreResult.Success;
        for (var number = 1; number <= 4; number++)
            _bench.Write(number);

        var events = await PushAsync(pacs.Peer);

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal((UIDOf(2), PushFailure.Refused), (failed.Instance!.SOPInstanceUID, failed.Failure));
        Assert.Contains("odd pixels", failed.Reason, StringComparison.Ordinal);
        var warned = Assert.Single(events.OfType<InstancePushed>(), pushed => pushed.Warning is not null);
        Assert.Equal(UIDOf(3), warned.Instance.SOPInstanceUID);
        Assert.Contains("B000", warned.Warning, StringComparison.Ordinal);
        Assert.Equal(3, TotalOf(events).Sent);
        Assert.False(Assert.Single(await _bench.Mount.Index.ListDeliveriesAsync(UIDOf(2)).ToListAsync()).IsDelivered);
    }

    [Fact]
    public async Task Says_which_kind_of_instance_the_PACS_does_not_take_and_sends_the_others()
    {
        await using var pacs = await new ScriptedStore(new DicomServerOptions
        {
            PreferredTransferSyntaxes = [DicomUID.ExplicitVRLittleEndian],
            OnlyPreferredTransferSyntaxes = true,
        }).StartAsync();
        _bench.Write(1);
        Write(2, TransferSyntax.Of(DicomUID.JPEGLSLossless));

        var events = await PushAsync(pacs.Peer);

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal((UIDOf(2), PushFailure.Refused), (failed.Instance!.SOPInstanceUID, failed.Failure));
        Assert.Equal([UIDOf(1)], pacs.Kept.Select(kept => kept.UID));
    }

    [Fact]
    public async Task Sends_what_was_under_way_again_when_the_association_is_lost()
    {
        await using var pacs = await new ScriptedStore().StartAsync();
        pacs.Answer = (number, _) => number == 2 ? ScriptedStore.HangUp() : StoreResult.Success;
        for (var number = 1; number <= 4; number++)
            _bench.Write(number);

        var events = await PushAsync(pacs.Peer);

        Assert.Equal((4, 0), (TotalOf(events).Sent, TotalOf(events).Failed));
        Assert.Equal((5, 2), (pacs.Begun, pacs.Requests));
    }

    [Fact]
    public async Task Gives_up_an_instance_that_costs_two_associations_and_sends_the_others()
    {
        await using var pacs = await new ScriptedStore().StartAsync();
        pacs.Answer = (_, uid) => uid == UIDOf(2) ? ScriptedStore.HangUp() : StoreResult.Success;
        for (var number = 1; number <= 4; number++)
            _bench.Write(number);

        var events = await PushAsync(pacs.Peer);

        Assert.Equal([UIDOf(1), UIDOf(3), UIDOf(4)], pacs.Kept.Select(kept => kept.UID));
        Assert.Equal(
            PushFailure.Unreachable, Assert.Single(events.OfType<InstanceNotPushed>()).Failure);
    }

    [Fact]
    public async Task Sends_only_the_rest_when_the_PACS_died_midway()
    {
        await _bench.ReceiveAsync(6);
        await using var pacs = await new ScriptedStore().StartAsync();
        var isDead = false;
        pacs.Answer = (number, _) =>
        {
            isDead |= number > 3;
            return isDead ? ScriptedStore.HangUp() : StoreResult.Success;
        };
        var first = await PushAsync(pacs.Peer);
        pacs.Answer = static (_, _) => StoreResult.Success;

        var second = await PushAsync(pacs.Peer);

        Assert.Equal((3, 3), (TotalOf(first).Sent, TotalOf(first).Failed));
        Assert.Equal((3, 3, 0), (TotalOf(second).Sent, TotalOf(second).Recorded, TotalOf(second).Failed));
        Assert.Equal(6, pacs.Kept.Count);
    }

    [Fact]
    public async Task Tells_of_a_PACS_that_is_not_there_once_and_tries_no_more()
    {
        var gone = await new ScriptedStore().StartAsync();
        await gone.DisposeAsync();
        for (var number = 1; number <= 3; number++)
            _bench.Write(number);

        var failed = (await PushAsync(gone.Peer)).OfType<InstanceNotPushed>().ToList();

        Assert.Equal(3, failed.Count);
        Assert.All(failed, one => Assert.Equal(PushFailure.Unreachable, one.Failure));
        Assert.Single(failed, one => !one.Reason.StartsWith("not tried", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_denied_by_a_PACS_that_does_not_know_us()
    {
        await using var pacs = await new ScriptedStore(new DicomServerOptions
        {
            AcceptedCallingAETitles = ["SOMEBODY"],
        }).StartAsync();
        _bench.Write(1);

        var failed = Assert.Single((await PushAsync(pacs.Peer)).OfType<InstanceNotPushed>());

        Assert.Equal(PushFailure.Denied, failed.Failure);
    }

    [Fact]
    public async Task Uses_as_many_associations_as_the_PACS_lets_it_have()
    {
        await using var pacs = await new ScriptedStore(new DicomServerOptions { MaximumAssociations = 2 }).StartAsync();
        for (var series = 1; series <= 6; series++)
        {
            for (var number = 1; number <= 4; number++)
                _bench.Write((series * 10) + number, $"{series}/{number}", series: $"{Instances.Series}.{series}");
        }

        var events = await PushAsync(pacs.Peer);

        Assert.Equal((24, 0), (TotalOf(events).Sent, TotalOf(events).Failed));
        Assert.InRange(pacs.MostAtOnce, 1, 2);
    }

    [Fact]
    public async Task Sends_again_what_the_PACS_has_no_resources_for_at_the_moment_and_then_says_that_it_is_full()
    {
        await using var pacs = await new ScriptedStore().StartAsync();
        pacs.Answer = (number, _) => number <= 2 ? DimseStatus.OutOfResources : StoreResult.Success;
        _bench.Write(1);
        Assert.Equal(1, TotalOf(await PushAsync(pacs.Peer)).Sent);

        pacs.Answer = static (_, _) => DimseStatus.OutOfResources;
        _bench.Write(2);
        var failed = Assert.Single((await PushAsync(pacs.Peer)).OfType<InstanceNotPushed>());

        Assert.Equal(PushFailure.Full, failed.Failure);
        Assert.Equal(6, pacs.Begun);
    }

    [Fact]
    public async Task Sends_only_what_the_PACS_lacks_when_asked_to()
    {
        await using var pacs = await SimulatedPacs.StartAsync();
        var peer = PeerOf(pacs);
        for (var number = 1; number <= 3; number++)
            _bench.Write(number);
        await PushAsync(peer);
        pacs.Archive.Remove(UIDOf(2));
        _bench.Write(4);

        var events = await PushAsync(
            peer, new PacsTargetOptions { SkipExisting = true }, new PushOptions { Recheck = true });

        Assert.Equal((2, 2), (TotalOf(events).Sent, TotalOf(events).AlreadyThere));
        Assert.Equal(4, pacs.Archive.Count);
    }

    [Fact]
    public async Task Sends_nothing_when_it_should_skip_and_the_PACS_cannot_say_what_it_has()
    {
        await using var pacs = await SimulatedPacs.StartAsync();
        pacs.Faults = new Faults { NoImageLevel = true };
        _bench.Write(1);

        var events = await PushAsync(PeerOf(pacs), new PacsTargetOptions { SkipExisting = true });

        Assert.Equal(PushFailure.Refused, Assert.Single(events.OfType<InstanceNotPushed>()).Failure);
        Assert.Equal(0, pacs.Archive.Count);
    }

    private static AssociationOptions PeerOf(SimulatedPacs pacs) => new()
    {
        Host = "127.0.0.1",
        Port = pacs.Port,
        CalledAETitle = pacs.AETitle,
        CallingAETitle = "PXSHARP",
    };

    private static string UIDOf(int number) => $"{Instances.Series}.{number}";

    private static PushTotals TotalOf(IEnumerable<PushEvent> events) => events.OfType<PushFinished>().Single().Totals;

    private void Write(int number, TransferSyntax transferSyntax)
    {
        var dataset = Instances.Make(number);
        if (transferSyntax.IsEncapsulated)
            dataset.Remove(DicomTag.PixelData);
        using var file = File.Create(_bench.Mount["in", $"{number:0000}.dcm"]);
        new DicomFile(dataset, transferSyntax).Write(file);
    }

    private async Task<List<PushEvent>> PushAsync(
        AssociationOptions peer, PacsTargetOptions? options = null, PushOptions? how = null)
    {
        await using var target = new PacsTarget(peer, (options ?? new PacsTargetOptions()) with { Reconnect = Soon });
        return await new Pusher(target, _bench.Mount.Index, how).RunAsync(_bench.Files).ToListAsync();
    }
}
