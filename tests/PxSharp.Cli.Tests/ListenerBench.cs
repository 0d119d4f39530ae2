using System.Globalization;
using System.Text.RegularExpressions;
using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

/// <summary>A <c>px listen</c> that runs beside the test on a free port.</summary>
internal sealed partial class ListenerBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _interrupt;
    private readonly Task<CliRun> _running;
    private readonly AwaitedWriter _output;

    private ListenerBench(CancellationTokenSource interrupt, Task<CliRun> running, AwaitedWriter output, int port) =>
        (_interrupt, _running, _output, Port) = (interrupt, running, output, port);

    public int Port { get; }

    public static async Task<ListenerBench> StartAsync(CliBench px, params string[] options)
    {
        var output = new AwaitedWriter();
        var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var terminal = new Terminal { Out = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(output) };
        var running = px.RunAsync(["listen", "--port", "0", .. options], interrupt.Token, terminal);
        var ready = output.LineAsync(line => line.StartsWith("listening on ", StringComparison.Ordinal));
        if (await Task.WhenAny(ready, running) == running)
        {
            Assert.Fail($"px listen ended: {output.Text}");
        }

        var port = PortOfReadyLine().Match(await ready).Groups[1].Value;
        return new ListenerBench(interrupt, running, output, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public Task<string> LineAsync(Func<string, bool> isIt) => _output.LineAsync(isIt);

    /// <summary>Interrupts it as Ctrl-C does, and gives how it ended and all that it printed.</summary>
    public async Task<CliRun> StopAsync()
    {
        await _interrupt.CancelAsync();
        var run = await _running;
        return run with { Out = _output.Text };
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _interrupt.Dispose();
    }

    [GeneratedRegex(@":(\d+) as ")]
    private static partial Regex PortOfReadyLine();
}
