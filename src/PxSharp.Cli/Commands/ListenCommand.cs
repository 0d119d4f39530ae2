using System.CommandLine;
using System.Net;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Receiving;
using PxSharp.Cli.Retrieving;
using PxSharp.Index;
using PxSharp.Network.Server;
using PxSharp.Receive;

namespace PxSharp.Cli.Commands;

/// <summary><c>px listen</c>: receives instances and files them (C-STORE).</summary>
internal sealed class ListenCommand
{
    private const int DefaultPort = 11113;

    private readonly Option<string?> _title = Make.Text("--aet", "TITLE", "our AE title (default PXSHARP)");

    private readonly Option<int?> _port = Make.Number(
        "--port", "PORT", $"the TCP port (default {DefaultPort}; 0 takes a free one)", 0, 65535, "-p");

    private readonly Option<string?> _address = Make.Text(
        "--address", "ADDRESS", "the address to listen on (default: every one, 0.0.0.0)");

    private readonly Option<bool> _onlyOurs = Make.Flag(
        "--requireCalledAET", "refuse peers that call another AE title than ours");

    private readonly Option<string?> _accept = Make.Text(
        "--acceptAET", "LIST", "let in these calling AE titles only, parted by commas");

    private readonly Option<int?> _associations = Make.Number(
        "--maxAssociations", "N", "associations at once (default 100)", 1, 10_000);

    private readonly Option<int?> _drain = Make.Number(
        "--drain", "SECONDS", "how long open associations may finish after Ctrl-C (default 30)", 0, 86400);

    private readonly Option<string?> _durability = RetrievalOptions.DurabilityOption();
    private readonly BaseMountOptions _storage = new(hasDataDirectory: true);
    private readonly LayoutOptions _layout = new();

    private ListenCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var listen = new ListenCommand();
        return new CommandDefinition
        {
            Name = "listen",
            Summary = "receive instances and file them (C-STORE)",
            Description = "Takes every storage SOP class in every transfer syntax, writes each instance to its final "
                + "place under BASEMOUNT/data as its bytes come, and records it in the tracking database. A peer is "
                + "told success only when file and record are safe. Ctrl-C or SIGTERM lets open associations finish; a "
                + "second one ends at once.",
            Options =
            [
                new OptionGroup(
                    "Listen", listen._title, listen._port, listen._address, listen._onlyOurs, listen._accept,
                    listen._associations, listen._drain, listen._durability),
                listen._storage.Group,
                listen._layout.Group,
            ],
            Examples =
            [
                new("px listen --aet CHRISLOCAL --port 11113 --db /home/dicom/log",
                    "files go under /home/dicom/data"),
            ],
            RunAsync = listen.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var baseMount = _storage.Resolve(invocation);
        var durability = RetrievalOptions.DurabilityOf(invocation, _durability);
        var server = Server(invocation);
        var layout = _layout.Resolve(invocation);
        await using var index = SqliteIndex.Open(baseMount.LogDirectory, durability);
        await using var log = new ReceiveLog(invocation.Terminal, invocation.Verbosity);
        var receiver = await RetrieveSession.StartReceiverAsync(
            new ReceiverOptions
            {
                DataDirectory = baseMount.DataDirectory,
                DatabaseDirectory = baseMount.LogDirectory,
                Server = server,
                Layout = layout,
                Durability = durability,
                OnEvent = log.Note,
            },
            index,
            cancellationToken).ConfigureAwait(false);
        await using (receiver)
        {
            log.WriteReady(receiver, server.Address, baseMount);
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            await receiver.StopAsync(
                TimeSpan.FromSeconds(invocation.Get(_drain) ?? 30), CancellationToken.None).ConfigureAwait(false);
        }

        await log.CompleteAsync().ConfigureAwait(false);
        return log.Refused > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    private DicomServerOptions Server(Invocation invocation)
    {
        const StringSplitOptions split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var options = new DicomServerOptions
        {
            AETitle = ConnectionOptions.Title(invocation, _title) ?? "PXSHARP",
            Port = invocation.Get(_port) ?? DefaultPort,
            Address = Address(invocation),
            RequireCalledAETitle = invocation.Get(_onlyOurs),
            AcceptedCallingAETitles = invocation.Text(_accept)?.Split(',', split),
        };
        return invocation.Get(_associations) is { } most ? options with { MaximumAssociations = most } : options;
    }

    private IPAddress Address(Invocation invocation)
    {
        if (invocation.Text(_address) is not { } text)
        {
            return IPAddress.Any;
        }

        return IPAddress.TryParse(text, out var address)
            ? address
            : throw new UsageException($"--address: \"{text}\" is no IP address of this machine, such as 127.0.0.1");
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(interrupted.SetResult).ConfigureAwait(false);
        await interrupted.Task.ConfigureAwait(false);
    }
}
