using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Swift;
using PxSharp.Push;
using PxSharp.Services;
using PxSharp.Tests.ObjectStores;
using Xunit;

namespace PxSharp.Tests.Push;

/// <summary>What a push does when a server answers that it failed.</summary>
public sealed class ServerFaultSpecs : IAsyncDisposable
{
    private readonly PushBench _bench = new();
    private readonly SwiftStandIn _swift = new();
    private readonly StowStandIn _web = new();

    public async ValueTask DisposeAsync()
    {
        _swift.Dispose();
        _web.Dispose();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_fails_at_one_object_gets_all_others()
    {
        Write(30);
        _swift.Fault = (_, request) => IsOf(request.RawUrl!, 7) ? (500, null) : null;

        var events = await PushToSwiftAsync();

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal(PushFailure.Unreachable, failed.Failure);
        Assert.Contains("500", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(29, _swift.Objects.Count);
    }

    [Fact]
    public async Task A_store_that_fails_at_everything_is_left_alone_soon()
    {
        Write(200);
        _swift.Fault = static (_, _) => (503, null);

        var events = await PushToSwiftAsync();

        Assert.Equal(200, events.OfType<InstanceNotPushed>().Count());
        Assert.InRange(_swift.Requests.Count, 1, 40);
    }

    [Fact]
    public async Task A_web_server_that_fails_at_one_instance_gets_all_others()
    {
        Write(30);
        _web.Fails = uid => uid.EndsWith(".7", StringComparison.Ordinal);

        var events = await PushToWebAsync();

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.EndsWith(".7", failed.Instance!.SOPInstanceUID, StringComparison.Ordinal);
        Assert.Equal(29, _web.Stored.Count);
        Assert.Equal(29, _web.Stored.Distinct().Count());
    }

    [Fact]
    public async Task An_instance_is_there_already_where_a_web_server_calls_it_a_duplicate_and_stored()
    {
        Write(4);
        _web.NamesRefused = true;
        _web.Refuses = static uid => uid.EndsWith(".2", StringComparison.Ordinal) ? 0x0111 : null;

        var events = await PushToWebAsync();

        Assert.Empty(events.OfType<InstanceNotPushed>());
        Assert.Equal((3, 1), (TotalOf(events).Sent, TotalOf(events).AlreadyThere));
    }

    [Fact]
    public async Task An_instance_that_a_web_server_only_calls_a_duplicate_is_not_there()
    {
        Write(4);
        _web.Refuses = static uid => uid.EndsWith(".2", StringComparison.Ordinal) ? 0x0111 : null;

        var events = await PushToWebAsync();

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.Equal(PushFailure.Refused, failed.Failure);
        Assert.Contains("0111, it has an instance of this UID already, maybe with other", failed.Reason);
        Assert.Equal((3, 0), (TotalOf(events).Sent, TotalOf(events).AlreadyThere));
    }

    [Fact]
    public async Task An_instance_that_a_web_server_refuses_is_named_with_its_reason()
    {
        Write(4);
        _web.Refuses = static uid => uid.EndsWith(".2", StringComparison.Ordinal) ? 0xC122 : null;

        var events = await PushToWebAsync();

        var failed = Assert.Single(events.OfType<InstanceNotPushed>());
        Assert.EndsWith(".2", failed.Instance!.SOPInstanceUID, StringComparison.Ordinal);
        Assert.Contains("C122", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(3, TotalOf(events).Sent);
    }

    private static PushTotals TotalOf(List<PushEvent> events) => events.OfType<PushFinished>().Single().Totals;

    private static bool IsOf(string url, int number) => url.EndsWith($".{number}.dcm", StringComparison.Ordinal);

    private void Write(int count)
    {
        for (var number = 1; number <= count; number++)
            _bench.Write(number);
    }

    private async Task<List<PushEvent>> PushToSwiftAsync()
    {
        var account = new SwiftAccount
        {
            AuthUrl = new Uri(_swift.Address, "auth/v1.0"),
            User = "chris:chris1234",
            Secret = new Secret(SwiftStandIn.Password),
        };
        var options = new ObjectStoreOptions
        {
            Retries = 1,
            RetryDelay = TimeSpan.Zero,
            LongestRetryDelay = TimeSpan.Zero,
        };
        await using var store = new SwiftObjectStore(account, options);
        return await PushAsync(new StoreTarget(store, "org"));
    }

    private async Task<List<PushEvent>> PushToWebAsync()
    {
        await using var target = new StowTarget(_web.Address);
        return await PushAsync(target);
    }

    private async Task<List<PushEvent>> PushAsync(IPushTarget target) =>
        await new Pusher(target, _bench.Mount.Index, new PushOptions { Parallelism = 2 })
            .RunAsync(_bench.Files, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
}
