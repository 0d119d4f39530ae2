using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Receiving;
using PxSharp.Cli.Retrieving;
using PxSharp.Cli.Terminals;
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
    private readonly Option<bool> _inetd = Make.Flag(
        "--inetd", "serve the one connection on standard input, as xinetd and systemd (Accept=yes) hand it over");

    private readonly Option<string?> _baseMount = Make.Text(
        "--baseMount", "DIR", "BASEMOUNT itself: log/ and data/ are in it, as pypx's container has it", "-D");

    private readonly Option<string?> _log = Make.Text(
        "--logdir", "DIR", "the log directory, with the tracking database (default: log/ in BASEMOUNT)", "-l", "--db");

    private readonly Option<string?> _data = Make.Text(
        "--datadir", "DIR", "where the tree of files grows (default BASEMOUNT/data)", "-d");

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
                + "second one ends at once.\n\nA socket that systemd hands over (LISTEN_FDS) is used in place of "
                + "--address and --port.",
            Options =
            [
                new OptionGroup(
                    "Listen", listen._title, listen._port, listen._address, listen._onlyOurs, listen._accept,
                    listen._associations, listen._drain, listen._inetd, listen._durability),
                new OptionGroup("Storage", listen._log, listen._data, listen._baseMount),
                listen._layout.Group,
            ],
            Ignored =
            [
                Make.Ignored("--tmpdir", "-t"), Make.Ignored("--executable", "-e", "-E"), Make.Ignored("--debugToDir"),
            ],
            Examples =
            [
                new("px listen --aet CHRISLOCAL --port 11113 --db /home/dicom/log",
                    "files go under /home/dicom/data"),
                new("px-listen --inetd --aet CHRISLOCAL --db /home/dicom/log",
                    "one association, as xinetd starts it; lines go to px-listen.log in the log directory"),
            ],
            RunAsync = listen.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var baseMount = BaseMount(invocation);
        var durability = RetrievalOptions.DurabilityOf(invocation, _durability);
        var options = new ReceiverOptions
        {
            DataDirectory = baseMount.DataDirectory,
            DatabaseDirectory = baseMount.LogDirectory,
            Server = Server(invocation),
            Layout = _layout.Resolve(invocation),
            Durability = durability,
        };
        if (invocation.Get(_inetd))
        {
            return await ServeInheritedAsync(invocation, baseMount, options, cancellationToken).ConfigureAwait(false);
        }

        var socket = InheritedSocket.OfSystemd(invocation.Surroundings.Variable, out var isListening);
        await using var index = SqliteIndex.Open(baseMount.LogDirectory, durability);
        return socket is null || isListening
            ? await ListenAsync(
                invocation,
                baseMount,
                options with { Listener = socket, IsStartedOnDemand = isListening },
                index,
                cancellationToken).ConfigureAwait(false)
            : await ServeAsync(invocation, invocation.Terminal, options, index, socket, cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<ExitCode> ListenAsync(
        Invocation invocation,
        BaseMount baseMount,
        ReceiverOptions options,
        SqliteIndex index,
        CancellationToken cancellationToken)
    {
        await using var log = new ReceiveLog(invocation.Terminal, invocation.Verbosity);
        var receiver = await RetrieveSession.StartReceiverAsync(
            options with { OnEvent = log.Note }, index, baseMount.LogDirectory, cancellationToken)
            .ConfigureAwait(false);
        await using (receiver)
        {
            log.WriteReady(receiver, AddressOf(options), baseMount);
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            await receiver.StopAsync(Drain(invocation), CancellationToken.None).ConfigureAwait(false);
        }

        await log.CompleteAsync().ConfigureAwait(false);
        return log.Refused > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    /// <summary>Whatever goes wrong is told in the log, never on the connection.</summary>
    private async Task<ExitCode> ServeInheritedAsync(
        Invocation invocation, BaseMount baseMount, ReceiverOptions options, CancellationToken cancellationToken)
    {
        var terminal = OnDemandLog.Open(invocation.Terminal, baseMount.LogDirectory);
        try
        {
            var socket = InheritedSocket.Connection();
            await using var index = SqliteIndex.Open(baseMount.LogDirectory, options.Durability);
            return await ServeAsync(invocation, terminal, options, index, socket, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (terminal.Error != invocation.Terminal.Error)
        {
            var (exitCode, message) = Failure.Describe(exception, cancellationToken);
            terminal.Error.WriteLine($"{invocation.CommandName}: {VisibleText.Of(message)}");
            return exitCode;
        }
    }

    private async Task<ExitCode> ServeAsync(
        Invocation invocation,
        Terminal terminal,
        ReceiverOptions options,
        SqliteIndex index,
        Socket connection,
        CancellationToken cancellationToken)
    {
        await using var log = new ReceiveLog(terminal, invocation.Verbosity);
        await using var receiver = Receiver.ForConnections(
            options with { IsStartedOnDemand = true, OnEvent = log.Note }, index);
        var interrupted = WaitAsync(cancellationToken);
        var served = receiver.ServeAsync(connection);
        await Task.WhenAny(served, interrupted).ConfigureAwait(false);
        await receiver.StopAsync(Drain(invocation), CancellationToken.None).ConfigureAwait(false);
        await served.ConfigureAwait(false);
        return log.Refused > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    private BaseMount BaseMount(Invocation invocation)
    {
        var named = BaseMountOptions.Resolve(invocation, _log, _data);
        if (invocation.Text(_baseMount) is not { } root)
        {
            return named;
        }

        root = Path.GetFullPath(root);
        return new BaseMount(
            root,
            invocation.Text(_log) is null ? Path.Combine(root, "log") : named.LogDirectory,
            invocation.Text(_data) is null ? Path.Combine(root, "data") : named.DataDirectory);
    }

    private TimeSpan Drain(Invocation invocation) => TimeSpan.FromSeconds(invocation.Get(_drain) ?? 30);

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

    private static IPAddress AddressOf(ReceiverOptions options) => options.Listener?.LocalEndPoint switch
    {
        IPEndPoint { Address: { IsIPv4MappedToIPv6: true } mapped } => mapped.MapToIPv4(),
        IPEndPoint own => own.Address,
        _ => options.Server.Address,
    };

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(interrupted.SetResult).ConfigureAwait(false);
        await interrupted.Task.ConfigureAwait(false);
    }
}
