using PxSharp.Cli.Drawing;
using PxSharp.Index;
using PxSharp.Query;
using PxSharp.Status;

namespace PxSharp.Cli.Then;

/// <summary><c>--then status</c>: what the tracking database knows of each series that was found.</summary>
internal sealed class StatusVerb(string logDirectory) : IThenVerb
{
    public static Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken) =>
        Task.FromResult<IThenVerb>(new StatusVerb(setup.BaseMount.LogDirectory));

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        // A question makes no database.
        await using var index = File.Exists(Path.Combine(logDirectory, SqliteIndex.FileName))
            ? SqliteIndex.Open(logDirectory)
            : null;
        foreach (var study in run.Found.Studies)
        {
            var statuses = new List<SeriesStatus>();
            foreach (var series in study.Series ?? [])
            {
                statuses.Add(await OfAsync(index, study, series, cancellationToken).ConfigureAwait(false));
            }

            run.Results.Add(study.StudyInstanceUID, statuses.Select(StatusJson.Of));
            if (run.WritesText)
            {
                ThenText.WriteHead(run.Invocation.Terminal, "status", study);
                StatusTable.WriteSeries(run.Invocation.Terminal, statuses);
                run.Invocation.Terminal.WriteLine();
            }
        }

        return ExitCode.Done;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ValueTask<SeriesStatus> OfAsync(
        IIndex? index, FoundStudy study, FoundSeries series, CancellationToken cancellationToken) => index is null
            ? ValueTask.FromResult(new SeriesStatus(study.StudyInstanceUID, series.SeriesInstanceUID, null, null))
            : SeriesStatus.OfAsync(index, study.StudyInstanceUID, series.SeriesInstanceUID, cancellationToken);
}
