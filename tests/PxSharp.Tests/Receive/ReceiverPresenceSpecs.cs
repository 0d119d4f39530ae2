using PxSharp.Receive;
using Xunit;

namespace PxSharp.Tests.Receive;

public sealed class ReceiverPresenceSpecs : IDisposable
{
    private static readonly RunningReceiver Running = new(4711, "CHRISLOCAL", 11113, "/data");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Finds_a_receiver_while_it_runs()
    {
        Assert.Null(RunningReceiver.Find(_directory["log"]));
        using (ReceiverPresence.TryAnnounce(_directory["log"], Running))
            Assert.Equal(Running, RunningReceiver.Find(_directory["log"]));
        Assert.Null(RunningReceiver.Find(_directory["log"]));
    }

    [Fact]
    public void Does_not_believe_what_a_dead_receiver_left()
    {
        Directory.CreateDirectory(_directory["log"]);
        File.WriteAllText(_directory["log", "listen.lock"], "");
        File.WriteAllText(
            _directory["log", "listen.json"], """{"pid": 1, "aet": "DEAD", "port": 104, "datadir": "/data"}""");

        Assert.Null(RunningReceiver.Find(_directory["log"]));
    }

    [Fact]
    public void Announces_the_first_of_two()
    {
        using var first = ReceiverPresence.TryAnnounce(_directory["log"], Running);

        Assert.Null(ReceiverPresence.TryAnnounce(_directory["log"], Running with { Port = 1 }));
        Assert.Equal(11113, RunningReceiver.Find(_directory["log"])!.Port);
    }

    [Fact]
    public async Task Does_not_take_another_who_asks_for_a_receiver()
    {
        Directory.CreateDirectory(_directory["log"]);
        File.WriteAllText(_directory["log", "listen.lock"], "");
        File.WriteAllText(
            _directory["log", "listen.json"], """{"pid": 1, "aet": "DEAD", "port": 104, "datadir": "/data"}""");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
                Assert.Null(RunningReceiver.Find(_directory["log"]));
        })));
    }

    [Fact]
    public void Does_without_where_it_may_not_write()
    {
        // A file in the place of the directory keeps root out, too.
        File.WriteAllText(_directory["log"], "");

        Assert.Null(ReceiverPresence.TryAnnounce(_directory["log"], Running));
        Assert.Null(RunningReceiver.Find(_directory["log"]));
    }

    [Fact]
    public async Task Is_announced_although_others_ask_all_the_time()
    {
        using var done = new CancellationTokenSource();
        Directory.CreateDirectory(_directory["log"]);
        var asking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                ReceiverPresence.Find(_directory["log"]);
        });

        for (var i = 0; i < 50; i++)
        {
            using var presence = ReceiverPresence.TryAnnounce(_directory["log"], Running);
            Assert.NotNull(presence);
        }

        await done.CancelAsync();
        await asking;
    }
}
