using PxSharp.Network.Server;

namespace PxSharp.Network.Tests.Server;

public sealed class MessageWaitTests : IDisposable
{
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(7);

    private readonly ServerOperation _operation = new(1, CancellationToken.None);
    private readonly List<TimeSpan?> _limits = [];

    public void Dispose() => _operation.Dispose();

    [Fact]
    public void There_is_no_limit_while_an_operation_runs_and_the_idle_time_out_after_it()
    {
        var wait = new MessageWait(_limits.Add, _idle);
        wait.Begin(null);
        wait.Begin(_operation);
        wait.Answered(_operation);
        wait.Begin(_operation);
        Assert.Equal([_idle, null, _idle, _idle], _limits);
    }

    [Fact]
    public void An_operation_that_ends_while_its_limit_is_taken_away_leaves_the_idle_time_out()
    {
        MessageWait? wait = null;
        wait = new MessageWait(
            limit =>
            {
                if (limit is null)
                    wait!.Answered(_operation);
                _limits.Add(limit);
            },
            _idle);
        wait.Begin(_operation);
        Assert.Equal(_idle, _limits[^1]);
    }
}
