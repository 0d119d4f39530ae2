using System.CommandLine;
using System.Text.Json;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Storing;
using PxSharp.Cli.Terminals;
using PxSharp.Cube.Registration;
using PxSharp.ObjectStores.Transfers;
using PxSharp.PfStorage;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px pfstorage</c>: a store by pypx's actions.</summary>
internal sealed class PfStorageCommand
{
    private static readonly HelpTable Actions = new("Actions and their args",
    [
        ("ls", "path: what names begin with, substr: what they have in them, retSpec: what to tell, a list of "
            + string.Join(", ", PfStorageRequest.ReturnNames)),
        ("objPut", "localpath: a file or directory, toLocation and mapLocationOver: the first takes the place of the "
            + "second, DICOMsubstr: only files with this in their path; %pack in toLocation is the directory that the "
            + "first file's header says, with packEachDICOM each file's own"),
        ("objPull", "fromLocation: what names begin with, toLocation: what takes its place on disk, substr"),
        ("rmtree", "path: the directory, substr"),
        ("objExists", "path: the name"),
    ]);

    private readonly StoreChoiceOptions _store = new("a store in this directory");
    private readonly BaseMountOptions _baseMount = new();
    private readonly LayoutOptions _layout = new(ServicesPath.DefaultLayout);
    private readonly UpstreamOptions _upstream = new();
    private readonly Option<string?> _type = Make.Text("--type", "swift|fs|s3", "what kind of store (default swift)");
    private readonly Option<string?> _do = Make.Text(
        "--do", "JSON", "what to do: {\"action\": NAME, \"args\": {...}}; - reads it from standard input");

    private readonly Option<string?> _doFile = Make.Text("--doFile", "FILE", "a file that holds it");
    private readonly Option<string?> _action = Make.Text(
        "--action", "NAME", $"in place of --do: {string.Join(", ", PfStorageRequest.ActionNames)}");

    private readonly Option<string?> _arguments = Make.Text("--args", "JSON", "with --action: its arguments");
    private readonly Option<bool> _json = Make.Flag("--json", "print the answer, also with -v 0");

    private PfStorageCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var command = new PfStorageCommand();
        return new CommandDefinition
        {
            Name = "pfstorage",
            Summary = "a store by the actions of pypx's pfstorage",
            Description = "Answers in pypx's JSON. What is there is replaced, as pypx does; px storage is for people. "
                + "The exit code is 0 only when status is true.",
            Usage = "--do JSON [options]",
            Tables = [Actions],
            Options =
            [
                new OptionGroup(
                    "Action", command._do, command._doFile, command._action, command._arguments, command._json),
                new OptionGroup("Store", [command._type, .. command._store.Options]),
                command._upstream.Group,
                command._baseMount.Group,
                command._layout.Group,
            ],
            Ignored = [Make.IgnoredFlag("--test"), Make.Ignored("--debugToDir")],
            Examples =
            [
                new("px pfstorage --swift chris --do '{\"action\": \"ls\", \"args\": {\"path\": \"SERVICES\"}}'",
                    "the objects below SERVICES in the store named chris"),
                new("px pfstorage --type fs --storeBaseLocation /mnt/store --do '{\"action\": \"objPut\", \"args\": "
                    + "{\"localpath\": \"./data\", \"toLocation\": \"storage\", \"mapLocationOver\": \"./data\"}}'",
                    "the files below ./data, as storage/..."),
            ],
            RunAsync = command.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var type = Type(invocation);
        var request = Request(invocation);
        _store.Otherwise = _upstream.Read(invocation);
        var baseMount = _baseMount.Resolve(invocation, _store.Otherwise?.Invoke("--dblogbasepath"));
        var service = _store.ResolveAs(type, invocation, baseMount);
        var store = service.Open(
            time: invocation.Surroundings.Clock, mustExist: request.Action != PfStorageAction.Put);
        await using (store.ConfigureAwait(false))
        {
            var progress = new Progress(invocation);
            var isShown = invocation.Verbosity > 0 || invocation.Get(_json);
            var output = isShown ? new AsciiOutputStream(invocation.Terminal.Out) : Stream.Null;
            PfStorageResult result;
            try
            {
                result = await new PfStorageActions(store, _layout.Resolve(invocation)).RunAsync(
                    request, output, progress, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                progress.Line.Clear();
            }

            if (isShown)
            {
                invocation.Terminal.WriteLine();
            }

            if (result.Succeeded)
            {
                return ExitCode.Done;
            }

            invocation.WriteError(result.Error!);
            return TransferExitCode.Of(result.Failure);
        }
    }

    private StorageType? Type(Invocation invocation) => invocation.Text(_type) switch
    {
        null => null,
        "swift" => StorageType.Swift,
        "fs" => StorageType.FileSystem,
        "s3" => StorageType.S3,
        var other => throw new UsageException($"--type: \"{other}\" is none of swift, fs and s3"),
    };

    private PfStorageRequest Request(Invocation invocation)
    {
        var ways = new[] { _do, _doFile, _action }.Where(option => invocation.Text(option) is not null).ToList();
        if (ways.Count != 1)
        {
            throw new UsageException(ways.Count == 0
                ? "what is to be done? give --do '{\"action\": \"ls\", \"args\": {\"path\": \"\"}}', or --action NAME"
                : $"give {ways[0].Name} or {ways[1].Name}, not both");
        }

        try
        {
            return invocation.Text(_action) is { } action
                ? PfStorageRequest.Parse(action, invocation.Text(_arguments) ?? "{}")
                : PfStorageRequest.Parse(
                    invocation.Text(_doFile) is { } path ? InputFile.Read(path, File.ReadAllText)
                    : invocation.Text(_do) is var given and not SecretInput.FromInput ? given!
                    : ReadInput(invocation));
        }
        catch (FormatException exception)
        {
            var isInput = ways[0] == _doFile || invocation.Text(_do) == SecretInput.FromInput;
            var what = exception.InnerException is JsonException broken
                ? $"it is broken JSON: {Failure.Plain(broken)}"
                : exception.Message;
            throw isInput
                ? new CommandFailedException(ExitCode.BadData, $"{ways[0].Name}: {what}")
                : new UsageException($"{ways[0].Name}: {what}");
        }
    }

    private static string ReadInput(Invocation invocation)
    {
        using var reader = new StreamReader(invocation.Terminal.OpenInput());
        return reader.ReadToEnd();
    }

    /// <summary>Shows how far the copies are.</summary>
    private sealed class Progress(Invocation invocation) : IProgress<TransferEvent>
    {
        private readonly TransferRate _rate = new(invocation.Surroundings.Clock);

        public ProgressLine Line { get; } = new(invocation.Terminal, invocation.WriteError);

        public void Report(TransferEvent value)
        {
            _rate.Add(value);
            if (value is TransferFinished)
            {
                // The answer follows.
                Line.Clear();
            }
            else if (invocation.Verbosity > 0)
            {
                Line.Show(_rate.Describe());
            }
        }
    }
}
