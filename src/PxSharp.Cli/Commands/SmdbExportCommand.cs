using System.CommandLine;
using System.Globalization;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Index;
using PxSharp.Smdb.Export;

namespace PxSharp.Cli.Commands;

/// <summary><c>px smdb export</c>: writes pypx's JSON tree.</summary>
internal static class SmdbExportCommand
{
    public static CommandDefinition Define()
    {
        var target = new Argument<string>("DIR") { Description = "gets log/ and services/; is made if need be" };
        var storage = new BaseMountOptions(hasDataDirectory: true);
        return new CommandDefinition
        {
            Name = "smdb export",
            Summary = "write the JSON tree that pypx keeps",
            Description = "Writes DIR/log/patientData, studyData and seriesData, which pypx reads, from the tracking "
                + "database, and DIR/services with mode 0600, as it holds passwords. Doing it again writes the same.",
            Usage = "DIR [options]",
            Arguments = [target],
            Options = [storage.Group],
            Examples = [new("px smdb export /home/dicom --db /home/dicom/log", "for pypx on the same BASEMOUNT")],
            RunAsync = (invocation, cancellationToken) =>
                RunAsync(invocation, invocation.Get(target)!, storage.Resolve(invocation), cancellationToken),
        };
    }

    private static async Task<ExitCode> RunAsync(
        Invocation invocation, string target, BaseMount baseMount, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(baseMount.LogDirectory, SqliteIndex.FileName)))
        {
            throw new CommandFailedException(
                ExitCode.BadData,
                $"nothing has been received yet: there is no {SqliteIndex.FileName} in {baseMount.LogDirectory}");
        }

        var progress = new ProgressLine(invocation.Terminal, invocation.WriteError);
        var exitCode = ExitCode.Done;
        var index = SqliteIndex.OpenToRead(baseMount.LogDirectory);
        await using (index.ConfigureAwait(false))
        {
            var export = new BaseMountExport(index, baseMount.LogDirectory, baseMount.DataDirectory, target);
            await foreach (var happened in export.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                switch (happened)
                {
                    case ExportProgress done:
                        progress.Show($"{Number(done.Series)} of {Number(done.TotalSeries)} series");
                        break;
                    case ExportProblem problem:
                        progress.Clear();
                        invocation.WriteError($"{problem.Path}: {problem.Message}");
                        exitCode = ExitCode.Incomplete;
                        break;
                    case ExportFinished finished:
                        progress.Clear();
                        invocation.Terminal.WriteLine(string.Join(
                            ", ",
                            ShownValue.Count(finished.Patients, "patient", "patients"),
                            ShownValue.Count(finished.Studies, "study", "studies"),
                            $"{finished.Series} series",
                            ShownValue.Count(finished.Images, "image", "images"),
                            ShownValue.Count(finished.Services, "service file", "service files")));
                        break;
                }
            }
        }

        return exitCode;
    }

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
