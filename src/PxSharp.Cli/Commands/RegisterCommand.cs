using System.CommandLine;
using System.Text;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Registering;
using PxSharp.Cube.Registration;
using PxSharp.Sources;

namespace PxSharp.Cli.Commands;

/// <summary><c>px register</c>: makes files known to CUBE that lie in its storage.</summary>
internal sealed class RegisterCommand
{
    private readonly RegisteringOptions _registering;
    private readonly SourceOptions _source = new();
    private readonly Option<string?> _study = Make.Text(
        "--StudyInstanceUID", "UID", "what the tracking database has of this study");

    private readonly Option<string?> _series = Make.Text(
        "--SeriesInstanceUID", "UID", "what it has of this series");

    private readonly Option<string?> _upstreamFile = Make.Text(
        "--upstreamFile", "FILE", "the JSON that px push printed (default: a pipe)");

    private readonly Option<string?> _upstream = Make.Text("--upstream", "JSON", "the JSON itself");

    private readonly Option<string?> _files = Make.Text(
        "--localFileList", "JSON", "the files, as a list; with --objectFileList");

    private readonly Option<string?> _objects = Make.Text(
        "--objectFileList", "JSON", "where each of them lies in the storage, as a list");

    private readonly Option<bool> _json = Make.Flag(
        "--json", "print one JSON object a line for each file and series; px-register prints pypx's JSON");

    private RegisterCommand(RegisteringOptions registering) => _registering = registering;

    public static CommandDefinition Define() => Define(new RegisteringOptions());

    /// <summary>The command with options that somebody else reads too.</summary>
    public static CommandDefinition Define(RegisteringOptions registering)
    {
        var register = new RegisterCommand(registering);
        return new CommandDefinition
        {
            Name = "register",
            Summary = "make pushed files known to CUBE",
            Description = "Files that a push has brought to the storage of a CUBE are entered in its register: one by "
                + "one up to CUBE 5, a series at once from CUBE 6 on. CUBE is asked first what it has, and gets what "
                + "it lacks: run again, it sends nothing; stopped in the middle, the next run sends the rest. The "
                + "place of a file is that of its push; where that is not known, the one that the templates give. "
                + "The exit code is 0 only when CUBE has everything.",
            Usage = "PATH... [options]",
            Arguments = [register._source.Paths],
            Options =
            [
                new OptionGroup(
                    "What",
                    register._study,
                    register._series,
                    register._source.Directory,
                    register._source.File,
                    register._source.DirectoryFile,
                    register._source.Contains),
                new OptionGroup(
                    "What a push told",
                    register._upstreamFile,
                    register._upstream,
                    register._files,
                    register._objects),
                registering.Target,
                new OptionGroup("How", registering.Parallel, register._json),
                .. registering.Rest,
            ],
            Ignored = registering.Ignored,
            Examples =
            [
                new("px register --SeriesInstanceUID 1.2.3.4 --CUBE local --swiftServicesPACS org",
                    "a series that was pushed, with the CUBE named local"),
                new("px push /media/cd --swift chris --swiftServicesPACS org --json "
                    + "| px register --CUBE local --swiftServicesPACS org",
                    "what a push brought to the store"),
            ],
            RunAsync = register.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var pushed = Pushed(invocation);
        await using var session = await _registering.OpenAsync(invocation).ConfigureAwait(false);
        var events = pushed is not null
            ? session.RegisterAsync(pushed, cancellationToken)
            : session.RegisterAsync(
                await SourceAsync(invocation, session, cancellationToken).ConfigureAwait(false), cancellationToken);
        var kind = !invocation.Get(_json) ? RegisterOutputKind.Text
            : invocation.IsCalledAsTool ? RegisterOutputKind.Pypx
            : RegisterOutputKind.Events;
        var output = new RegisterOutput(invocation, session, kind);
        var exitCode = await output.FollowAsync(events).ConfigureAwait(false);
        output.WriteSummary();
        return exitCode;
    }

    /// <summary>What a push told; null when files or a part of the database are named.</summary>
    private IReadOnlyList<RegistrationFile>? Pushed(Invocation invocation)
    {
        var ways = new List<string>();
        Count(_source.Resolve(invocation).Count > 0, "files");
        Count(invocation.Text(_series) is not null || invocation.Text(_study) is not null, "a series or study");
        Count(invocation.Text(_upstream) is not null, _upstream.Name);
        Count(invocation.Text(_upstreamFile) is not null, _upstreamFile.Name);
        Count(invocation.Text(_files) is not null || invocation.Text(_objects) is not null, _files.Name);
        if (ways.Count > 1)
        {
            throw new UsageException($"give {ways[0]} or {ways[1]}, not both");
        }

        if (invocation.Text(_upstream) is { } json)
        {
            return PushedInput.Read(Encoding.UTF8.GetBytes(json));
        }

        if (invocation.Text(_files) is not null || invocation.Text(_objects) is not null)
        {
            return PushedInput.Lists(
                invocation.Text(_files) ?? throw new UsageException($"{_files.Name} is missing"),
                invocation.Text(_objects) ?? throw new UsageException($"{_objects.Name} is missing"));
        }

        if (invocation.Text(_upstreamFile) is { } path && path != SecretInput.FromInput)
        {
            return PushedInput.Read(InputFile.Read(path, File.ReadAllBytes));
        }

        return ways.Count == 1 && invocation.Text(_upstreamFile) is null ? null : PushedInput.Read(Piped(invocation));

        void Count(bool isGiven, string way)
        {
            if (isGiven)
            {
                ways.Add(way);
            }
        }
    }

    private byte[] Piped(Invocation invocation)
    {
        if (!invocation.Terminal.IsInputRedirected || _registering.ReadsInput(invocation))
        {
            throw new UsageException(
                "what is to be registered? give files, --SeriesInstanceUID or --StudyInstanceUID, or pipe px push "
                    + "--json into it");
        }

        using var input = invocation.Terminal.OpenInput();
        using var content = new MemoryStream();
        input.CopyTo(content);
        return content.ToArray();
    }

    private async Task<FileSource> SourceAsync(
        Invocation invocation, RegisterSession session, CancellationToken cancellationToken)
    {
        if (invocation.Text(_series) is not null || invocation.Text(_study) is not null)
        {
            return await ReceivedSource.OfAsync(
                session.Index,
                session.DataDirectory,
                invocation.Text(_study),
                invocation.Text(_series),
                cancellationToken).ConfigureAwait(false);
        }

        var paths = _source.Resolve(invocation);
        if (SourceOptions.FindMissing(paths) is { } missing)
        {
            throw SourceOptions.Missing(missing);
        }

        return FileSource.Concat([.. paths.Select(path => FileSource.AtPath(path, invocation.Text(_source.Contains)))]);
    }
}
