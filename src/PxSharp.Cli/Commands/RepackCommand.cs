using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Repacking;
using PxSharp.Index;
using PxSharp.Repack;
using PxSharp.Storage;

namespace PxSharp.Cli.Commands;

/// <summary><c>px repack</c>: files DICOM files that are on disk already.</summary>
internal sealed class RepackCommand
{
    private readonly SourceOptions _source = new();

    private readonly Option<bool> _cleanup = Make.Flag(
        "--cleanup", "remove each source once its copy is safe on disk and recorded");

    private readonly Option<bool> _json = Make.Flag(
        "--json", "print pypx's JSON, as it is printed anyway when there is no PATH but --xcrdir or --xcrdirfile");

    private readonly Option<bool> _debug = Make.Flag(
        "--debug", $"write a line for each file to {RepackLog.FileName} in the log directory too");

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
                + "changes nothing. The exit code is 1 when some files were left alone, 5 when all were for what is in "
                + "them, 6 when none could be filed for trouble with storage.",
            Usage = "PATH... [options]",
            Arguments = [repack._source.Paths],
            Options =
            [
                new OptionGroup(
                    "Source",
                    repack._source.Directory,
                    repack._source.File,
                    repack._source.DirectoryFile,
                    repack._source.Contains,
                    repack._cleanup),
                new OptionGroup("Output", repack._json, repack._debug),
                new OptionGroup("Storage", repack._log, repack._data, repack._durability),
                repack._layout.Group,
            ],
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
        var sources = _source.Resolve(invocation);
        if (sources.Count == 0)
        {
            throw new UsageException("name what to repack: a file or a directory, such as px repack /media/cd");
        }

        var isJson = invocation.Get(_json) || (invocation.Get(_source.Paths) is not { Length: > 0 });
        var baseMount = BaseMountOptions.Resolve(invocation, _log, _data);
        var durability = RetrievalOptions.DurabilityOf(invocation, _durability);
        var cleanup = invocation.Get(_cleanup);
        if (cleanup && durability != Durability.Disk)
        {
            throw new UsageException(
                "--cleanup removes sources only when their copies are synced: use --durability disk");
        }

        var layout = _layout.Resolve(invocation);
        var output = new RepackOutput(invocation, isJson, cleanup);
        await using (output.ConfigureAwait(false))
        {
            var tally = new RepackTally();
            if (SourceOptions.FindMissing(sources) is { } missing)
            {
                output.FinishMissing(missing);
                throw SourceOptions.Missing(missing);
            }

            await using var index = SqliteIndex.Open(baseMount.LogDirectory, durability);
            using var dataRoot = new DataRoot(baseMount.DataDirectory, durability);
            using var log = invocation.Get(_debug) ? new RepackLog(baseMount.LogDirectory) : null;
            var repacker = new Repacker(dataRoot, index, layout);
            foreach (var source in sources)
            {
                var options = new RepackOptions
                {
                    Source = source,
                    NameContains = invocation.Text(_source.Contains),
                    RemoveSources = cleanup,
                };
                await foreach (var happened in repacker.RunAsync(options, cancellationToken).ConfigureAwait(false))
                {
                    tally.Add(happened);
                    log?.Write(happened);
                    await output.ShowAsync(happened, index, baseMount.DataDirectory, cancellationToken)
                        .ConfigureAwait(false);
                }
            }

            output.Finish(tally, baseMount.DataDirectory);
            return tally.ExitCode;
        }
    }
}
