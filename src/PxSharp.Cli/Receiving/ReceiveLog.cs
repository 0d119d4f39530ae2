using System.Globalization;
using System.Net;
using System.Threading.Channels;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Receive;

namespace PxSharp.Cli.Receiving;

/// <summary>Tells what a receiver does: a line when it is ready, one for each association, and the totals.</summary>
internal sealed class ReceiveLog : IAsyncDisposable
{
    private readonly Terminal _terminal;
    private readonly int _verbosity;
    private readonly Channel<ReceiveEvent> _events =
        Channel.CreateUnbounded<ReceiveEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, AssociationTally> _open = new(StringComparer.Ordinal);
    private readonly AssociationTally _total = new();
    private readonly Task _writing;
    private long _associations;

    public ReceiveLog(Terminal terminal, int verbosity)
    {
        _terminal = terminal;
        _verbosity = verbosity;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Instances that were not stored.</summary>
    public long Refused => _total.Refused;

    /// <summary>Takes an event from whichever thread it happens on.</summary>
    public void Note(ReceiveEvent happened) => _events.Writer.TryWrite(happened);

    /// <summary>Says that peers may come now.</summary>
    public void WriteReady(Receiver receiver, IPAddress address, BaseMount baseMount)
    {
        WriteLine($"listening on {new IPEndPoint(address, receiver.Port)} as {receiver.AETitle}, "
            + $"data in {receiver.DataDirectory}, database in {baseMount.LogDirectory}");
        if (!receiver.IsAnnounced)
        {
            WriteLine("note: another receiver runs on this database; px retrieve uses that one");
        }
    }

    /// <summary>Waits until all is written, and writes the totals.</summary>
    public async Task CompleteAsync()
    {
        _events.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        WriteLine($"{_total} over {ShownValue.Count(_associations, "association", "associations")}");
    }

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        await foreach (var happened in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            Write(happened);
        }
    }

    private void Write(ReceiveEvent happened)
    {
        switch (happened)
        {
            case AssociationOpened opened:
                _associations++;
                _open[Key(opened.CallingAETitle, opened.RemoteAddress)] = new AssociationTally();
                if (_verbosity > 1)
                {
                    WriteLine($"{Peer(opened.CallingAETitle, opened.RemoteAddress)}: let in");
                }

                break;
            case InstanceStored stored:
                _total.AddStored(stored.Instance.Size);
                Tally(stored.Instance.CallingAETitle, stored.RemoteAddress)?.AddStored(stored.Instance.Size);
                if (_verbosity > 1)
                {
                    WriteLine($"  {stored.Instance.SOPInstanceUID} to {stored.Instance.RelativePath}");
                }

                break;
            case InstanceRefused refused:
                _total.AddRefused();
                Tally(refused.CallingAETitle, refused.RemoteAddress)?.AddRefused();
                var sender = Peer(refused.CallingAETitle, refused.RemoteAddress);
                WriteLine($"refused {refused.SOPInstanceUID} of {sender}: {refused.Reason}");
                break;
            case AssociationClosed closed:
                var peer = Peer(closed.CallingAETitle, closed.RemoteAddress);
                var wasLetIn = _open.Remove(Key(closed.CallingAETitle, closed.RemoteAddress), out var own);
                var tally = wasLetIn ? $"{own}" : "not let in";
                WriteLine($"{peer}: {tally}{(closed.Fault is null ? "" : $"; {closed.Fault}")}");
                break;
        }
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
