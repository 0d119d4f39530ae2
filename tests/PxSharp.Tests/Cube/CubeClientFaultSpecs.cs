using PxSharp.Cube;
using PxSharp.Services;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>What the client does when the server fails, breaks off, is silent or is not there.</summary>
public sealed class CubeClientFaultSpecs : CubeClientBench
{
    private int _faults;

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(null)]
    public async Task Asks_again_when_the_server_fails_for_a_moment(int? statusCode)
    {
        using var client = await Connect(OldCube);
        FailTwice(request => request.Path.EndsWith("search/", StringComparison.Ordinal), new(statusCode));

        Assert.Empty(await Files(client));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(null)]
    public async Task Asks_whether_it_is_there_before_it_sends_a_registration_again(int? statusCode)
    {
        OldCube.Store(Path);
        using var client = await Connect(OldCube);
        FailTwice(request => request.IsRegistration, new(statusCode, IsAfterWork: true));

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));

        Assert.Single(OldCube.Registrations);
        Assert.Equal("fname_exact", OldCube.Requests[^1].Query.First().Key);
        Assert.Single(OldCube.Files);
    }

    [Fact]
    public async Task Sends_a_registration_again_that_did_not_get_there()
    {
        NewCube.Store(Path);
        using var client = await Connect(NewCube);
        var fault = FailTwice(NewCube, request => request.IsRegistration, StandInFault.Broken);

        Assert.Equal(CubeAddition.Added, await client.AddSeriesAsync(SeriesFields(1)));

        Assert.Equal(2, fault());
        Assert.Equal(3, NewCube.Registrations.Count);
        Assert.Single(NewCube.Series);
    }

    [Fact]
    public async Task Gives_up_after_as_many_tries_as_it_was_told()
    {
        using var client = await Connect(OldCube, options: Quick with { Retries = 2 });
        OldCube.Fault = _ => new(500);
        var before = OldCube.Requests.Count;

        var failed = await Fails(async () => await Files(client));

        Assert.Equal(CubeFailure.Unreachable, failed.Failure);
        Assert.Contains("500 InternalServerError: Internal server error (tried 3 times)", failed.Message,
            StringComparison.Ordinal);
        Assert.Equal(3, OldCube.Requests.Count - before);
    }

    [Fact]
    public async Task Says_that_nobody_is_there()
    {
        var url = OldCube.Url;
        OldCube.Dispose();

        var failed = await Fails(
            async () => await CubeClient.ConnectAsync(
                new CubeService(new Uri(url), "chris", new Secret("chris1234")), Quick));

        Assert.Equal(CubeFailure.Unreachable, failed.Failure);
        Assert.True(failed.ConcernsWholeServer);
        Assert.Contains(url, failed.Message, StringComparison.Ordinal);
        Assert.Contains("tried 5 times", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_no_answer_longer_than_it_was_told()
    {
        using var client = await Connect(
            OldCube, options: Quick with { RequestTimeout = TimeSpan.FromMilliseconds(200), Retries = 0 });
        var never = new TaskCompletionSource();
        OldCube.Fault = _ => new(Silence: never.Task);

        var failed = await Fails(async () => await Files(client));

        never.SetResult();
        Assert.Contains("no answer within 0.2 s", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_when_it_is_cancelled()
    {
        using var client = await Connect(OldCube);
        using var cancel = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        OldCube.Fault = _ =>
        {
            cancel.Cancel();
            return new(Silence: never.Task);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.AddFileAsync(Fields(), cancel.Token).AsTask());
        never.SetResult();
    }

    private void FailTwice(Func<StandInRequest, bool> when, StandInFault fault) => FailTwice(OldCube, when, fault);

    private Func<int> FailTwice(CubeStandIn cube, Func<StandInRequest, bool> when, StandInFault fault)
    {
        cube.Fault = request => when(request) && Interlocked.Increment(ref _faults) <= 2 ? fault : null;
        return () => Math.Min(_faults, 2);
    }
}
