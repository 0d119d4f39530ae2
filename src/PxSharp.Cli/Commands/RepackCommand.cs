using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Repack;
using PxSharp.Storage;

namespace PxSharp.Cli.Commands;

/// <summary><c>px repack</c>: files DICOM files that are on disk already.</summary>
internal sealed class RepackCommand
{
    private readonly Argument<string[]> _sources = new("PATH")
    {
        Description = "files, or directories to go through with all below them",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _directory = Make.Text("--xcrdir", "DIR", "the same, as pypx has it", "-p");
    private readonly Option<string?> _file = Make.Text("--xcrfile", "FILE", "one file in --xcrdir", "-f");
    private readonly Option<string?> _path = Make.Text("--xcrdirfile", "FILE", "one file, with its directory");

    private readonly Option<string?> _contains = Make.Text(
        "--parseAllFilesWithSubStr", "TEXT", "only files with this in their name");

    private readonly Option<bool> _cleanup = Make.Flag(
        "--cleanup", "remove each source once its copy is safe on disk and recorded");

    private readonly Option<string?> _log = Make.Text(
        "--logdir", "DIR", "the log directory, with the tracking database (default: log/ in BASEMOUNT)", "-l", "--db");

    private readonly Option<string?> _data = Make.Text(
        "--datadir", "DIR", "where the tree of files grows (default BASEMOUNT/data)", "-d");

    private readonly Option<string?> _durability = RetrievalOptions.DurabilityOption();
    private readonly LayoutOptions _layout = new();

    private RepackCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var repack = new RepackCommand();
        return new CommandDefinition
        {
            Name = "repack",
            Summary = "file DICOM files that are on disk already",
            Description = "Copies each file to the place where it would lie had it been received, and records it in "
                + "the tracking database. A file that is not DICOM or not whole is named and left alone. Run again, it "
                + "changes nothing.",
            Usage = "PATH... [options]",
            Arguments = [repack._sources],
            Options =
            [
                new OptionGroup(
                    "Source", repack._directory, repack._file, repack._path, repack._contains, repack._cleanup),
                new OptionGroup("Storage", repack._log, repack._data, repack._durability),
                repack._layout.Group,
            ],
            Ignored = [Make.IgnoredFlag("--debug")],
            Examples =
            [
                new("px repack /media/cd --db /home/dicom/log", "files go under /home/dicom/data"),
                new("px repack -p incoming --parseAllFilesWithSubStr dcm -l /home/dicom/log -d /home/dicom/data",
                    "as px-repack"),
            ],
            RunAsync = repack.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var sources = Sources(invocation);
        var baseMount = BaseMountOptions.Resolve(invocation, _log, _data);
        var durability = RetrievalOptions.DurabilityOf(invocation, _durability);
        var cleanup = invocation.Get(_cleanup);
        if (cleanup && durability != Durability.Disk)
        {
            throw new UsageException(
                "--cleanup removes sources only when their copies are synced: use --durability disk");
        }

        var layout = _layout.Resolve(invocation);
        await using var index = SqliteIndex.Open(baseMount.LogDirectory, durability);
        using var dataRoot = new DataRoot(baseMount.DataDirectory, durability);
        var repacker = new Repacker(dataRoot, index, layout);
        var tally = new Tally();
        foreach (var source in sources)
        {
            var options = new RepackOptions
            {
                Source = source,
                NameContains = invocation.Text(_contains),
                RemoveSources = cleanup,
            };
            await foreach (var happened in repacker.RunAsync(options, cancellationToken).ConfigureAwait(false))
            {
                tally.Add(happened);
                Show(invocation, happened);
            }
        }

        invocation.Terminal.WriteLine(tally.Describe());
        invocation.Terminal.WriteLine($"in {VisibleText.Of(baseMount.DataDirectory)}");
        return tally.ExitCode;
    }

    private List<string> Sources(Invocation invocation)
    {
        var sources = new List<string>(invocation.Get(_sources) ?? []);
        var directory = invocation.Text(_directory);
        if (invocation.Text(_file) is { } file)
        {
            sources.Add(Path.Combine(directory ?? ".", file));
        }
        else if (directory is not null)
        {
            sources.Add(directory);
        }

        if (invocation.Text(_path) is { } path)
        {
            sources.Add(path);
        }

        if (sources.Count == 0)
        {
            throw new UsageException("name what to repack: a file or a directory, such as px repack /media/cd");
        }

        return sources.Find(source => !File.Exists(source) && !Directory.Exists(source)) is { } missing
            ? throw new CommandFailedException(ExitCode.BadData, $"there is no file or directory {missing}")
            : sources;
    }

    private static void Show(Invocation invocation, RepackEvent happened)
    {
        switch (happened)
        {
            case FileLeftAlone left:
                invocation.WriteError($"left alone: {left.Source}: {left.Message}");
                break;
            case FileRepacked repacked when invocation.Verbosity > 1:
                invocation.Terminal.WriteLine(
                    $"{VisibleText.Of(repacked.Source)} -> {VisibleText.Of(repacked.Instance.RelativePath)}");
                break;
        }
    }

    private sealed class Tally
    {
        private int _filed;
        private int _alreadyThere;
        private int _removed;
        private int _leftAlone;
        private int _failed;

        public ExitCode ExitCode => (_failed, _leftAlone, _filed + _alreadyThere) switch
        {
            ( > 0, _, 0) => ExitCode.Storage,
            (_, > 0, 0) => ExitCode.BadData,
            (0, 0, _) => ExitCode.Done,
            _ => ExitCode.Incomplete,
        };

        public void Add(RepackEvent happened)
        {
            switch (happened)
            {
                case FileRepacked { Outcome: PlacedOutcome.AlreadyThere } present:
                    _alreadyThere++;
                    _removed += present.IsSourceRemoved ? 1 : 0;
                    break;
                case FileRepacked filed:
                    _filed++;
                    _removed += filed.IsSourceRemoved ? 1 : 0;
                    break;
                case FileLeftAlone { Reason: LeftAloneReason.Failed }:
                    _failed++;
                    _leftAlone++;
                    break;
                case FileLeftAlone:
                    _leftAlone++;
                    break;
            }
        }

        public string Describe()
        {
            var text = $"{_filed} filed, {_alreadyThere} already there, {_leftAlone} left alone";
            return _removed > 0 ? $"{text}, {_removed} sources removed" : text;
        }
    }
}
