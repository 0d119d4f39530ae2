using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Pushing;
using PxSharp.Sources;

namespace PxSharp.Cli.Commands;

/// <summary><c>px push</c>: brings instances to where the work is done.</summary>
internal sealed class PushCommand
{
    private readonly PushingOptions _pushing;
    private readonly SourceOptions _source = new();
    private readonly Option<string?> _study = Make.Text(
        "--StudyInstanceUID", "UID", "what the tracking database has of this study");

    private readonly Option<string?> _series = Make.Text(
        "--SeriesInstanceUID", "UID", "what it has of this series");

    private readonly Option<bool> _json = Make.Flag(
        "--json", "print one JSON object a line for each file; px-push prints pypx's JSON");

    private PushCommand(PushingOptions pushing) => _pushing = pushing;

    public static CommandDefinition Define() => Define(new PushingOptions());

    /// <summary>The command with options that somebody else reads too.</summary>
    public static CommandDefinition Define(PushingOptions pushing)
    {
        var push = new PushCommand(pushing);
        return new CommandDefinition
        {
            Name = "push",
            Summary = "bring instances to a store, a PACS or a DICOMweb server",
            Description = "Files of this machine, or what the tracking database has of a series or a study, go to "
                + "object storage under SERVICES/PACS/NAME/ and a path by templates, to a PACS by C-STORE, or to a "
                + "DICOMweb server by STOW-RS, in the transfer syntax that they are in. What became of each instance "
                + "is recorded: run again, it sends nothing; stopped in the middle, the next run sends the rest. "
                + "A failure of one file does not stop the others. The exit code is 0 only when the target has "
                + "everything.",
            Usage = "PATH... [options]",
            Arguments = [push._source.Paths],
            Options =
            [
                new OptionGroup(
                    "What",
                    push._series,
                    push._study,
                    push._source.Directory,
                    push._source.File,
                    push._source.DirectoryFile,
                    push._source.Contains),
                .. pushing.Targets,
                new OptionGroup("How", [.. pushing.How, push._json]),
                .. pushing.Rest,
            ],
            Ignored = [.. pushing.Ignored, Make.Ignored("--debugToDir")],
            Examples =
            [
                new("px push --SeriesInstanceUID 1.2.3.4 --swift chris --swiftServicesPACS org",
                    "a series that was received, to the store named chris"),
                new("px push /media/cd --storeBaseLocation /mnt/store --swiftServicesPACS org",
                    "files of a CD, to a mounted store"),
                new("px push --StudyInstanceUID 1.2.3 --pacs research --skipExisting",
                    "what the PACS named research lacks of a study"),
            ],
            RunAsync = push.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        CheckSource(invocation);
        await using var session = await _pushing.OpenAsync(invocation).ConfigureAwait(false);
        var source = await SourceAsync(invocation, session, cancellationToken).ConfigureAwait(false);
        var kind = !invocation.Get(_json) ? PushOutputKind.Text
            : invocation.IsCalledAsTool ? PushOutputKind.Pypx
            : PushOutputKind.Events;
        var output = new PushOutput(invocation, session.Destination, kind);
        var exitCode = await output.FollowAsync(session.PushAsync(source, cancellationToken)).ConfigureAwait(false);
        output.WriteSummary();
        return exitCode;
    }

    private void CheckSource(Invocation invocation)
    {
        var isFiles = _source.Resolve(invocation).Count > 0;
        var isRecorded = invocation.Text(_series) is not null || invocation.Text(_study) is not null;
        if (isFiles == isRecorded)
        {
            throw new UsageException(isFiles
                ? "give files, or --SeriesInstanceUID or --StudyInstanceUID, not both"
                : "what is to be pushed? give files, --SeriesInstanceUID or --StudyInstanceUID");
        }
    }

    private async Task<FileSource> SourceAsync(
        Invocation invocation, PushSession session, CancellationToken cancellationToken)
    {
        var index = session.Index;
        if (invocation.Text(_series) is { } series)
        {
            var known = invocation.Text(_study) is { } of
                ? await index.FindSeriesAsync(series, of, cancellationToken).ConfigureAwait(false)
                : await index.FindSeriesAsync(series, cancellationToken).ConfigureAwait(false);
            return known is { Received: > 0 }
                ? FileSource.OfSeries(index, session.DataDirectory, series)
                : throw Unknown($"series {series}");
        }

        if (invocation.Text(_study) is { } study)
        {
            var known = await index.FindStudyAsync(study, cancellationToken).ConfigureAwait(false);
            return known is { Received: > 0 }
                ? FileSource.OfStudy(index, session.DataDirectory, study)
                : throw Unknown($"study {study}");
        }

        var paths = _source.Resolve(invocation);
        if (SourceOptions.FindMissing(paths) is { } missing)
        {
            throw SourceOptions.Missing(missing);
        }

        return FileSource.Concat([.. paths.Select(path => FileSource.AtPath(path, invocation.Text(_source.Contains)))]);
    }

    private static CommandFailedException Unknown(string what) =>
        new(ExitCode.BadData, $"nothing has been received of {what}");
}
