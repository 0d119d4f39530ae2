using System.Text.Json.Nodes;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Registering;
using PxSharp.Cli.Terminals;
using PxSharp.Cube;
using PxSharp.Index;
using PxSharp.Query;
using PxSharp.Report;
using PxSharp.Services;
using PxSharp.Status;

namespace PxSharp.Cli.Then;

/// <summary>
/// <c>--then status</c>: what the tracking database knows of each series that was found, and CUBE where one is named.
/// </summary>
internal sealed class StatusVerb(string logDirectory, CubeService? service, TimeProvider clock) : IThenVerb
{
    public static Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken) =>
        Task.FromResult<IThenVerb>(new StatusVerb(
            setup.BaseMount.LogDirectory, Service(setup), setup.Invocation.Surroundings.Clock));

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        // A question makes no database.
        await using var index = File.Exists(Path.Combine(logDirectory, SqliteIndex.FileName))
            ? SqliteIndex.OpenToRead(logDirectory)
            : null;
        var (cube, exitCode) = await ConnectAsync(run, cancellationToken).ConfigureAwait(false);
        using var held = cube;
        foreach (var study in run.Found.Studies)
        {
            var statuses = new List<SeriesStatus>();
            foreach (var series in study.Series ?? [])
            {
                var status = await OfAsync(index, study, series, cancellationToken).ConfigureAwait(false);
                statuses.Add(cube is null
                    ? status
                    : await status.AskAsync(cube, cancellationToken).ConfigureAwait(false));
            }

            run.Results.Add(study.StudyInstanceUID, statuses.Select(StatusJson.Of));
            if (run.WritesText)
            {
                ThenText.WriteHead(run.Invocation.Terminal, "status", study);
                WriteSeries(run.Invocation, study.Series ?? [], statuses);
                run.Invocation.Terminal.WriteLine();
            }
        }

        return exitCode;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Called by pypx's name, pypx's lines: its scripts look for what stands behind <c>CUBE:</c>.</summary>
    private static void WriteSeries(
        Invocation invocation, IReadOnlyList<FoundSeries> series, List<SeriesStatus> statuses)
    {
        if (!invocation.IsCalledAsTool)
        {
            StatusTable.WriteSeries(invocation.Terminal, statuses);
            return;
        }

        for (var i = 0; i < series.Count; i++)
        {
            var line = SeriesSpecial.Describe(series[i], (JsonObject)StatusJson.Of(statuses[i])["images"]!);
            invocation.Terminal.WriteLine(
                $"{i + 1:0000} │ {VisibleText.Of(line)} │ {VisibleText.Of(series[i].SeriesInstanceUID)}");
        }
    }

    /// <summary>What the database knows is told also when CUBE does not answer.</summary>
    private async Task<(CubeClient? Cube, ExitCode ExitCode)> ConnectAsync(
        ThenRun run, CancellationToken cancellationToken)
    {
        try
        {
            return service is null
                ? (null, ExitCode.Done)
                : (await CubeClient.ConnectAsync(service, null, clock, cancellationToken).ConfigureAwait(false),
                    ExitCode.Done);
        }
        catch (CubeException failure)
        {
            run.Invocation.WriteError($"status: {failure.Message}");
            return (null, RegisterExitCode.Of(failure.Failure));
        }
    }

    /// <summary>The CUBE of the arguments, or of the command line.</summary>
    private static CubeService? Service(ThenSetup setup) =>
        (setup.Step.Text("CUBE") ?? setup.Invocation.TextNamed("--CUBE")) is { Length: > 0 } key
            ? CubeServices.BesideLog(setup.BaseMount.LogDirectory, setup.Invocation.Surroundings.Variable).Get(key)
            : null;

    private static ValueTask<SeriesStatus> OfAsync(
        IIndex? index, FoundStudy study, FoundSeries series, CancellationToken cancellationToken) => index is null
            ? ValueTask.FromResult(new SeriesStatus(study.StudyInstanceUID, series.SeriesInstanceUID, null, null))
            : SeriesStatus.OfAsync(index, study.StudyInstanceUID, series.SeriesInstanceUID, cancellationToken);
}
