using System.CommandLine;
using System.Text.Json.Nodes;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Json;
using PxSharp.Status;

namespace PxSharp.Cli.Commands;

/// <summary><c>px status</c>: what was requested, received, missing.</summary>
internal sealed class StatusCommand
{
    private readonly BaseMountOptions _storage = new();
    private readonly Option<string?> _study = Make.Text("--StudyInstanceUID", "UID", "the series of this study");
    private readonly Option<string?> _series = Make.Text(
        "--SeriesInstanceUID", "UID", "this series, and what it lacks");
    private readonly Option<string?> _patient = Make.Text("--PatientID", "ID", "the studies of this patient");
    private readonly Option<bool> _json = Make.Flag(
        "--json", "print pypx's JSON; without UIDs, an array for all series");

    private StatusCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var status = new StatusCommand();
        return new CommandDefinition
        {
            Name = "status",
            Summary = "say what was requested, received, missing",
            Description = "Asks the tracking database. About one series or study, the exit code is 0 only when all "
                + "that was requested of it is here.",
            Options =
            [
                new OptionGroup("What", status._study, status._series, status._patient),
                new OptionGroup("Output", status._json),
                status._storage.Group,
            ],
            Ignored = [Make.IgnoredFlag("--verifySeriesInStudy")],
            Examples =
            [
                new("px status", "a line for each study"),
                new("px status --SeriesInstanceUID 1.2.3.4", "one series, and the UIDs of the instances it lacks"),
            ],
            RunAsync = status.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var baseMount = _storage.Resolve(invocation);
        if (!File.Exists(Path.Combine(baseMount.LogDirectory, SqliteIndex.FileName)))
        {
            throw new CommandFailedException(
                ExitCode.BadData,
                $"nothing has been received yet: there is no {SqliteIndex.FileName} in {baseMount.LogDirectory}");
        }

        await using var index = SqliteIndex.Open(baseMount.LogDirectory);
        if (invocation.Text(_series) is { } series)
        {
            return await SeriesAsync(invocation, index, series, cancellationToken).ConfigureAwait(false);
        }

        if (invocation.Text(_study) is { } study)
        {
            return await StudyAsync(invocation, index, study, cancellationToken).ConfigureAwait(false);
        }

        await AllAsync(invocation, index, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private async Task<ExitCode> SeriesAsync(
        Invocation invocation, SqliteIndex index, string uid, CancellationToken cancellationToken)
    {
        var status = await SeriesStatus.OfAsync(
            index, invocation.Text(_study), uid, cancellationToken).ConfigureAwait(false);
        if (invocation.Get(_json))
        {
            invocation.Terminal.WriteLine(PyJson.Text(StatusJson.Of(status)));
        }
        else
        {
            StatusTable.WriteSeries(invocation.Terminal, [status]);
            await foreach (var retrieve in index.ListRetrievesAsync(uid, cancellationToken).ConfigureAwait(false))
            {
                await WriteMissingAsync(invocation.Terminal, index, retrieve, cancellationToken).ConfigureAwait(false);
                break;
            }
        }

        return Tell(invocation, [status], $"series {uid}");
    }

    private async Task<ExitCode> StudyAsync(
        Invocation invocation, SqliteIndex index, string uid, CancellationToken cancellationToken)
    {
        var statuses = new List<SeriesStatus>();
        await foreach (var series in index.ListSeriesAsync(uid, cancellationToken).ConfigureAwait(false))
        {
            statuses.Add(await SeriesStatus.OfAsync(index, uid, series.SeriesInstanceUID, cancellationToken)
                .ConfigureAwait(false));
        }

        if (invocation.Get(_json))
        {
            WriteJson(invocation.Terminal, statuses);
        }
        else
        {
            StatusTable.WriteSeries(invocation.Terminal, statuses);
        }

        return Tell(invocation, statuses, $"study {uid}");
    }

    private async Task AllAsync(Invocation invocation, SqliteIndex index, CancellationToken cancellationToken)
    {
        var studies = new Dictionary<string, StudyRecord>(StringComparer.Ordinal);
        var patientID = invocation.Text(_patient);
        await foreach (var study in index.ListStudiesAsync(patientID, cancellationToken).ConfigureAwait(false))
        {
            studies[study.StudyInstanceUID] = study;
        }

        var statuses = new List<SeriesStatus>();
        await foreach (var series in index.ListSeriesAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (studies.TryGetValue(series.StudyInstanceUID, out var study))
            {
                statuses.Add(new SeriesStatus(series.StudyInstanceUID, series.SeriesInstanceUID, study, series));
            }
        }

        if (invocation.Get(_json))
        {
            WriteJson(invocation.Terminal, statuses);
            return;
        }

        var patients = new Dictionary<string, PatientRecord>(StringComparer.Ordinal);
        await foreach (var patient in index.ListPatientsAsync(cancellationToken).ConfigureAwait(false))
        {
            patients[patient.PatientID] = patient;
        }

        var byStudy = statuses.ToLookup(status => status.StudyInstanceUID);
        StatusTable.WriteStudies(invocation.Terminal, studies.Values.Select(study => (
            study,
            patients.GetValueOrDefault(study.PatientID),
            Requested(byStudy[study.StudyInstanceUID]))));
        if (patientID is null)
        {
            invocation.Terminal.WriteLine();
            invocation.Terminal.WriteLine(
                StatusTable.Totals(await index.GetTotalsAsync(cancellationToken).ConfigureAwait(false)));
        }
    }

    /// <summary>The sum over the series that were ever asked for; null when none was.</summary>
    private static long? Requested(IEnumerable<SeriesStatus> statuses) => statuses
        .Select(status => status.Series?.Requested)
        .DefaultIfEmpty()
        .Aggregate((sum, one) => one is null ? sum : (sum ?? 0) + one);

    private static async Task WriteMissingAsync(
        Terminal terminal, SqliteIndex index, RetrieveRecord retrieve, CancellationToken cancellationToken)
    {
        terminal.WriteLine(
            $"last retrieve: {VisibleText.Of(retrieve.Outcome ?? "not ended")}, from {VisibleText.Of(retrieve.Pacs)}");
        foreach (var uid in await index.ListMissingAsync(retrieve.Id, cancellationToken).ConfigureAwait(false))
        {
            terminal.WriteLine($"missing {VisibleText.Of(uid)}");
        }
    }

    private static void WriteJson(Terminal terminal, IEnumerable<SeriesStatus> statuses) =>
        terminal.WriteLine(PyJson.Text(new JsonArray([.. statuses.Select(StatusJson.Of)])));

    private static ExitCode Tell(Invocation invocation, IReadOnlyList<SeriesStatus> statuses, string what)
    {
        if (statuses.All(status => status.Series is null))
        {
            invocation.WriteError($"nothing is known of {what}");
            return ExitCode.Incomplete;
        }

        return statuses.All(status => status.IsComplete) ? ExitCode.Done : ExitCode.Incomplete;
    }
}
