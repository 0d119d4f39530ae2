using System.Globalization;
using System.Net;
using System.Threading.Channels;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Receive;

namespace PxSharp.Cli.Receiving;

/// <summary>Tells what a receiver does: a line when it is ready, one for each association, and the totals.</summary>
/// <remarks>
/// Counts on the thread on which things happen, and writes on another, so that a slow terminal holds up no peer. What
/// it cannot write in time is left out, and it says how much.
/// </remarks>
internal sealed class ReceiveLog : IAsyncDisposable
{
    private const int MostWaitingLines = 10_000;

    private readonly Terminal _terminal;
    private readonly int _verbosity;
    private readonly Lock _counting = new();
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaitingLines) { SingleReader = true });
    private readonly Dictionary<string, AssociationTally> _open = new(StringComparer.Ordinal);
    private readonly AssociationTally _total = new();
    private readonly Task _writing;
    private long _associations;
    private long _leftOut;

    public ReceiveLog(Terminal terminal, int verbosity)
    {
        _terminal = terminal;
        _verbosity = verbosity;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Instances that were not stored.</summary>
    public long Refused => _total.Refused;

    /// <summary>Takes an event from whichever thread it happens on.</summary>
    public void Note(ReceiveEvent happened)
    {
        lock (_counting)
        {
            // Written beneath the lock, so that the lines stand in the order of what they tell.
            foreach (var line in Count(happened))
            {
                if (!_lines.Writer.TryWrite(line))
                    Interlocked.Increment(ref _leftOut);
            }
        }
    }

    /// <summary>Says that peers may come now.</summary>
    public void WriteReady(Receiver receiver, IPAddress address, BaseMount baseMount)
    {
        WriteLine($"listening on {new IPEndPoint(address, receiver.Port)} as {receiver.AETitle}, "
            + $"data in {receiver.DataDirectory}, database in {baseMount.LogDirectory}");
        if (receiver.Recovered > 0)
        {
            WriteLine($"note: {ShownValue.Count(receiver.Recovered, "instance", "instances")} of a receiver that was "
                + "killed recorded now");
        }

        if (!receiver.IsAnnounced)
        {
            WriteLine("note: another receiver runs on this database; px retrieve uses that one until it ends");
        }
    }

    /// <summary>Waits until all is written, and writes the totals.</summary>
    public async Task CompleteAsync()
    {
        await DisposeAsync();
        WriteLine($"{_total} over {ShownValue.Count(_associations, "association", "associations")}");
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            WriteLine(line);
            if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and var leftOut)
                WriteLine($"note: {ShownValue.Count(leftOut, "line", "lines")} left out, written too slowly");
        }
    }

    /// <summary>Counts what happened; the lines that tell it, if any.</summary>
    private string[] Count(ReceiveEvent happened)
    {
        switch (happened)
        {
            case AssociationOpened opened:
                _associations++;
                _open[Key(opened.CallingAETitle, opened.RemoteAddress)] = new AssociationTally();
                return _verbosity > 1 ? [$"{Peer(opened.CallingAETitle, opened.RemoteAddress)}: let in"] : [];
            case InstanceStored stored:
                var isSuperseding = stored.OlderPath is not null;
                _total.AddStored(stored.Instance.Size, isSuperseding);
                Tally(stored.Instance.CallingAETitle, stored.RemoteAddress)
                    ?.AddStored(stored.Instance.Size, isSuperseding);
                return Tell(stored);
            case InstanceRefused refused:
                _total.AddRefused();
                Tally(refused.CallingAETitle, refused.RemoteAddress)?.AddRefused();
                var sender = Peer(refused.CallingAETitle, refused.RemoteAddress);
                return [$"refused {refused.SOPInstanceUID} of {sender}: {refused.Reason}"];
            case AssociationClosed closed:
                var wasLetIn = _open.Remove(Key(closed.CallingAETitle, closed.RemoteAddress), out var own);
                return
                [
                    $"{Peer(closed.CallingAETitle, closed.RemoteAddress)}: {(wasLetIn ? $"{own}" : "not let in")}"
                    + (closed.Fault is null ? "" : $"; {closed.Fault}"),
                ];
            default:
                return [];
        }
    }

    /// <summary>Nothing at verbosity 1, unless the instance is in the way of another one.</summary>
    private string[] Tell(InstanceStored stored)
    {
        var sender = Peer(stored.Instance.CallingAETitle, stored.RemoteAddress);
        string[] plain = _verbosity > 1
            ? [$"  {stored.Instance.SOPInstanceUID} to {stored.Instance.RelativePath}"]
            : [];
        string[] superseding = stored.OlderPath is { } older
            ?
            [
                $"note: {stored.Instance.SOPInstanceUID} of {sender} came again with another data set; "
                + $"the older file is kept as {older}",
            ]
            : [];
        return
        [
            .. plain, .. superseding,
            .. stored.Collisions.Select(collision => $"note: {collision.Message} (from {sender})"),
        ];
    }

    private AssociationTally? Tally(string? title, IPEndPoint? address) => _open.GetValueOrDefault(Key(title, address));

    private static string Key(string? title, IPEndPoint? address) => address?.ToString() ?? title ?? "";

    private static string Peer(string? title, IPEndPoint? address) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{title ?? "somebody"} at {address?.ToString() ?? "an unknown address"}");

    /// <summary>Titles, UIDs and reasons come from peers: nothing in them may steer the terminal.</summary>
    private void WriteLine(string line)
    {
        _terminal.Out.WriteLine(VisibleText.Of(line));
        _terminal.Out.Flush();
    }
}
