using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class TimelyWriterTests
{
    [Fact]
    public async Task A_line_goes_out_by_itself_while_the_command_goes_on()
    {
        await using var output = new AwaitedWriter();
        await using var buffered = new HeldWriter(output);
        await using var writer = new TimelyWriter(buffered, new HastyTime());

        await writer.WriteLineAsync("one");
        await output.LineAsync(line => line == "one");
        await writer.WriteLineAsync("two");
        await output.LineAsync(line => line == "two");

        Assert.Equal("one\ntwo\n", output.Text);
    }

    [Fact]
    public async Task Many_lines_go_out_together()
    {
        await using var output = new AwaitedWriter();
        await using var buffered = new HeldWriter(output);
        await using var writer = new TimelyWriter(buffered, new StoppedTime());

        for (var number = 0; number < 1000; number++)
        {
            writer.WriteLine(number);
        }

        Assert.Equal(0, buffered.Flushes);
        await writer.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, buffered.Flushes);
        Assert.StartsWith("0\n1\n2\n", output.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n999\n", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_in_between_is_told_by_the_next_write()
    {
        await using var failing = new FailingWriter();
        using var writer = new TimelyWriter(failing, new HastyTime());

        await writer.WriteLineAsync("lost");
        await failing.Failed;

        Assert.Equal("no room", Assert.Throws<IOException>((Action)WriteUntilItFails).Message);
        Assert.Throws<IOException>(writer.Flush);

        // The failure is noted in the moment after it happened.
        void WriteUntilItFails()
        {
            while (true)
            {
                writer.Write('x');
            }
        }
    }

    /// <summary>Keeps what it gets until it is flushed.</summary>
    private sealed class HeldWriter(TextWriter target) : StringWriter
    {
        public int Flushes { get; private set; }

        public override void Flush()
        {
            Flushes++;
            target.Write(ToString());
            GetStringBuilder().Clear();
        }
    }

    private sealed class FailingWriter : StringWriter
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Failed => _failed.Task;

        public override void Flush()
        {
            _failed.TrySetResult();
            throw new IOException("no room");
        }
    }

    /// <summary>A clock whose timers never fire.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new StoppedTimer();

        private sealed class StoppedTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // There is nothing to stop.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
