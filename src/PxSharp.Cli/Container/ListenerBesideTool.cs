using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Container;

/// <summary>A <c>px listen</c> in this process that lives as long as the tool beside it.</summary>
internal sealed class ListenerBesideTool : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop;
    private readonly Task _listening;

    private ListenerBesideTool(CancellationTokenSource stop, Task listening) => (_stop, _listening) = (stop, listening);

    /// <summary>
    /// Starts it and waits until peers may come, or it has failed and said why; the tool can do its work either way.
    /// </summary>
    public static async Task<ListenerBesideTool> StartAsync(
        IReadOnlyList<string> words, Surroundings surroundings, CancellationToken cancellationToken)
    {
        // Standard output is the tool's alone: programs read its JSON.
        var terminal = surroundings.Terminal;
        var said = new FlushSignalWriter(terminal.Error);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beside = new Surroundings
        {
            Terminal = new Terminal { Out = TextWriter.Synchronized(said), Error = terminal.Error },
            Variable = surroundings.Variable,
            Clock = surroundings.Clock,
        };
        var listening = CommandLine.RunAsync(words, beside, stop.Token);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(listening, said.Flushed, Task.Delay(LongestStart, surroundings.Clock, late.Token))
            .ConfigureAwait(false);
        await late.CancelAsync().ConfigureAwait(false);
        return new ListenerBesideTool(stop, listening);
    }

    /// <summary>Lets open associations finish, as Ctrl-C does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _stop.Dispose();
    }
}
