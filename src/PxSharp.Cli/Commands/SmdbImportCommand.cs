using System.CommandLine;
using System.Globalization;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Smdb.Import;

namespace PxSharp.Cli.Commands;

/// <summary><c>px smdb import</c>: takes over a BASEMOUNT of pypx.</summary>
internal static class SmdbImportCommand
{
    public static CommandDefinition Define()
    {
        var directory = new Argument<string>("DIR") { Description = "pypx's BASEMOUNT, with data/ and log/ in it" };
        var log = Make.Text("--logdir", "DIR", "where the database is made (default DIR/log)", "-l", "--db");
        return new CommandDefinition
        {
            Name = "smdb import",
            Summary = "take over a BASEMOUNT of pypx",
            Description = "Records each file of DIR/data where it lies, and from pypx's tables in DIR/log what was "
                + "asked for. Changes nothing that is there. A file that is not whole, and an image that pypx had "
                + "recorded and that is gone, is named. When it is interrupted, the same command goes on.",
            Usage = "DIR [options]",
            Arguments = [directory],
            Options = [new OptionGroup("Storage", log)],
            Examples = [new("px smdb import /home/dicom", "the database is made in /home/dicom/log")],
            RunAsync = (invocation, cancellationToken) =>
                RunAsync(invocation, invocation.Get(directory)!, invocation.Text(log), cancellationToken),
        };
    }

    private static async Task<ExitCode> RunAsync(
        Invocation invocation, string directory, string? log, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(directory, "data")))
        {
            throw new CommandFailedException(
                ExitCode.BadData, $"there is no directory data in {directory}; name a BASEMOUNT of pypx");
        }

        var logDirectory = Path.GetFullPath(log ?? Path.Combine(directory, "log"));
        var progress = new ProgressLine(invocation.Terminal, invocation.WriteError);
        var index = SqliteIndex.Open(logDirectory);
        await using (index.ConfigureAwait(false))
        {
            try
            {
                var import = new BaseMountImport(index, logDirectory, directory);
                var finished = new ImportFinished(0, 0, 0);
                await foreach (var happened in import.RunAsync(cancellationToken).ConfigureAwait(false))
                {
                    Show(invocation, progress, happened);
                    finished = happened as ImportFinished ?? finished;
                }

                Finish(invocation, finished, index, logDirectory, directory);
                return finished.Problems == 0 ? ExitCode.Done : ExitCode.Incomplete;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                progress.Clear();
                throw new CommandFailedException(
                    ExitCode.Interrupted, "interrupted; the same command goes on from here");
            }
        }
    }

    private static void Show(Invocation invocation, ProgressLine progress, ImportEvent happened)
    {
        switch (happened)
        {
            case ImportStarted { ResumedAfter: { } last } started:
                invocation.Terminal.WriteLine(
                    $"{Number(started.Files)} files; going on after {VisibleText.Of(last)}");
                break;
            case ImportStarted started:
                invocation.Terminal.WriteLine($"{Number(started.Files)} files");
                break;
            case ImportProgress done:
                var share = 100.0 * done.Done / Math.Max(1, done.Files);
                progress.Show(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Number(done.Done)} of {Number(done.Files)} files ({share:0.0} %)"));
                break;
            case ImportProblem problem:
                progress.Clear();
                invocation.WriteError($"{problem.Path}: {problem.Message}");
                break;
            case ImportFinished:
                progress.Clear();
                break;
        }
    }

    private static void Finish(
        Invocation invocation, ImportFinished finished, SqliteIndex index, string logDirectory, string directory)
    {
        invocation.Terminal.WriteLine(
            $"{Number(finished.Recorded)} instances recorded, {Number(finished.Retrieves)} retrieves of pypx, "
            + $"{ShownValue.Count(finished.Problems, "problem", "problems")}");
        invocation.Terminal.WriteLine($"in {VisibleText.Of(index.DatabasePath)}");
        var data = Path.GetFullPath(Path.Combine(directory, "data"));
        if (data != Path.Combine(Path.GetDirectoryName(logDirectory) ?? logDirectory, "data"))
        {
            invocation.WriteError($"the files stay in {data}: name it to other commands by --datadir");
        }
    }

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
