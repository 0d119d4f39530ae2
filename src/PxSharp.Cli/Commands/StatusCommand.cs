using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Cube;
using PxSharp.Index;
using PxSharp.Json;
using PxSharp.Status;

namespace PxSharp.Cli.Commands;

/// <summary><c>px status</c>: what was requested, received, missing.</summary>
internal sealed class StatusCommand
{
    private readonly BaseMountOptions _storage = new();
    private readonly ReportInputOptions _found = new();
    private readonly Option<string?> _study = Make.Text("--StudyInstanceUID", "UID", "the series of this study");
    private readonly Option<string?> _series = Make.Text(
        "--SeriesInstanceUID", "UID", "this series, and what it lacks");
    private readonly Option<string?> _patient = Make.Text("--PatientID", "ID", "the studies of this patient");
    private readonly Option<bool> _verify = Make.Flag(
        "--verifySeriesInStudy", "end with 1 when the series does not belong to the study");
    private readonly Option<bool> _files = Make.Flag(
        "--verify", "look at the files too: what is gone or has another length counts as missing");

    private readonly CubeOptionGroup _cube = new();

    private readonly Option<bool> _json = Make.Flag(
        "--json", "print pypx's JSON; about more than one series, an array");
    private readonly Option<bool> _legacy = Make.Flag("--legacy", "print the JSON of older pypx, with its tables");

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
            Description = "Asks the tracking database, and with --verify looks at the file of each instance too. About "
                + "one series, study or patient, or what a query found, the exit code is 0 only when all that was "
                + "requested of it is here, and in CUBE where that is asked.",
            Options =
            [
                new OptionGroup(
                    "What", status._study, status._series, status._patient, status._verify, status._files),
                new OptionGroup("What a query found", status._found.DataFile, status._found.Data),
                new OptionGroup("Ask CUBE what it has", status._cube.Options),
                new OptionGroup("Output", status._json, status._legacy),
                status._storage.Group,
            ],
            Examples =
            [
                new("px status", "a line for each study"),
                new("px status --SeriesInstanceUID 1.2.3.4", "one series, and the UIDs of the instances it lacks"),
                new("px status --StudyInstanceUID 1.2.3 --verify",
                    "each series of a study, and whether its files are whole"),
                new("px status --StudyInstanceUID 1.2.3 --CUBE local", "how many files of each series the CUBE has"),
                new("px find --pacs orthanc --PatientID 1234567 --json | px status --reportDataFile -",
                    "each series that was found"),
            ],
            Ignored = [Make.Ignored("--debugToDir")],
            RunAsync = status.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var baseMount = _storage.Resolve(invocation);
        var found = invocation.Text(_found.DataFile) ?? invocation.Text(_found.Data);
        if (!File.Exists(Path.Combine(baseMount.LogDirectory, SqliteIndex.FileName)))
        {
            return WithoutDatabase(invocation, baseMount);
        }

        await using var index = SqliteIndex.OpenToRead(baseMount.LogDirectory);
        using var cube = await ConnectAsync(invocation, baseMount, cancellationToken).ConfigureAwait(false);
        if (invocation.Text(_series) is { } series)
        {
            return await SeriesAsync(invocation, index, series, baseMount, cube, cancellationToken)
                .ConfigureAwait(false);
        }

        if (invocation.Text(_study) is { } study)
        {
            var statuses = StatusList.OfStudyAsync(index, study, cancellationToken);
            return await ManyAsync(invocation, index, statuses, $"study {study}", baseMount, cube)
                .ConfigureAwait(false);
        }

        if (found is not null)
        {
            var statuses = StatusList.OfFoundAsync(index, _found.ReadFound(invocation), cancellationToken);
            return await ManyAsync(invocation, index, statuses, "what was found", baseMount, cube)
                .ConfigureAwait(false);
        }

        if (cube is not null)
        {
            var patient = invocation.Text(_patient);
            return await ManyAsync(
                invocation,
                index,
                StatusList.OfPatientAsync(index, patient, cancellationToken),
                patient is null ? "any patient" : $"patient {patient}",
                baseMount,
                cube).ConfigureAwait(false);
        }

        return await AllAsync(invocation, index, baseMount, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A script gets its JSON also where nothing has been received yet.</summary>
    private ExitCode WithoutDatabase(Invocation invocation, BaseMount baseMount)
    {
        for (var above = baseMount.LogDirectory; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                throw new CommandFailedException(ExitCode.Storage, $"{above} is a file, where a directory should be");
            }
        }

        if (IsJson(invocation))
        {
            invocation.Terminal.WriteLine(invocation.Text(_series) is { } series
                ? PyJson.Text(Unknown(new SeriesStatus(invocation.Text(_study) ?? "", series, null, null)))
                : "[]");
        }

        invocation.WriteError(
            $"nothing has been received yet: there is no {SqliteIndex.FileName} in {baseMount.LogDirectory}");
        return ExitCode.Incomplete;

        JsonObject Unknown(SeriesStatus status) => invocation.Get(_legacy)
            ? LegacyStatusJson.Of(status, [], baseMount.LogDirectory, invocation.Get(_verify))
            : StatusJson.Of(status);
    }

    private async Task<CubeClient?> ConnectAsync(
        Invocation invocation, BaseMount baseMount, CancellationToken cancellationToken) =>
        _cube.IsGiven(invocation)
            ? await CubeClient.ConnectAsync(
                _cube.Resolve(invocation, baseMount), null, invocation.Surroundings.Clock, cancellationToken)
                .ConfigureAwait(false)
            : null;

    private async Task<ExitCode> SeriesAsync(
        Invocation invocation,
        SqliteIndex index,
        string uid,
        BaseMount baseMount,
        CubeClient? cube,
        CancellationToken cancellationToken)
    {
        var status = await SeriesStatus.OfAsync(
            index, invocation.Text(_study), uid, cancellationToken).ConfigureAwait(false);
        status = await VerifiedAsync(invocation, index, status, baseMount, cube).ConfigureAwait(false);
        if (IsJson(invocation))
        {
            var json = await JsonOfAsync(invocation, index, status, baseMount).ConfigureAwait(false);
            invocation.Terminal.WriteLine(PyJson.Text(json));
        }
        else
        {
            StatusTable.WriteSeries(invocation.Terminal, [status]);
            StatusTable.WriteStates(invocation.Terminal, status);
            await foreach (var retrieve in index.ListRetrievesAsync(uid, cancellationToken).ConfigureAwait(false))
            {
                await StatusTable.WriteMissingAsync(invocation.Terminal, index, retrieve, cancellationToken)
                    .ConfigureAwait(false);
                break;
            }
        }

        if (status.Series is null)
        {
            invocation.WriteError($"nothing is known of series {uid}");
        }
        else if (!status.IsInStudy)
        {
            invocation.WriteError($"series {uid} does not belong to study {status.StudyInstanceUID}");
        }
        else if (!IsDone(status))
        {
            invocation.WriteError(status.IsComplete
                ? $"CUBE has {status.InCube} of {ShownValue.Count(status.Received, "instance", "instances")}"
                : $"the series is not whole: {ShownValue.Count(status.Received, "instance is", "instances are")} here"
                    + (status.Missing > 0 ? $", {status.Missing} missing" : ""));
        }

        return IsDone(status) ? ExitCode.Done : ExitCode.Incomplete;
    }

    /// <summary>Whether all that was requested is here, and in CUBE where that was asked.</summary>
    private static bool IsDone(SeriesStatus status) =>
        status.IsComplete && (status.InCube is null || status.InCube >= status.Received);

    private async Task<ExitCode> ManyAsync(
        Invocation invocation,
        SqliteIndex index,
        IAsyncEnumerable<SeriesStatus> statuses,
        string what,
        BaseMount baseMount,
        CubeClient? cube)
    {
        var (all, known, incomplete, incompleteHere) = (0, 0, 0, 0);
        async IAsyncEnumerable<SeriesStatus> Tallied()
        {
            await foreach (var recorded in statuses.ConfigureAwait(false))
            {
                var status = await VerifiedAsync(invocation, index, recorded, baseMount, cube).ConfigureAwait(false);
                all++;
                known += status.Series is null ? 0 : 1;
                incomplete += IsDone(status) ? 0 : 1;
                incompleteHere += status.IsComplete ? 0 : 1;
                yield return status;
            }
        }

        if (IsJson(invocation))
        {
            await WriteJsonAsync(invocation, index, Tallied(), baseMount).ConfigureAwait(false);
        }
        else
        {
            var rows = new List<SeriesStatus>();
            await foreach (var status in Tallied().ConfigureAwait(false))
            {
                rows.Add(status);
            }

            if (rows.Count > 0)
            {
                StatusTable.WriteSeries(invocation.Terminal, rows);
            }
        }

        if (known > 0 && incomplete == 0)
        {
            return ExitCode.Done;
        }

        invocation.WriteError(known == 0
            ? $"nothing is known of {what}"
            : $"{incomplete} of {all} series {(incomplete == 1 ? "is" : "are")} not whole"
                + (cube is null ? "" : incompleteHere == 0 ? " in CUBE" : ", here or in CUBE"));
        return ExitCode.Incomplete;
    }

    private async Task<ExitCode> AllAsync(
        Invocation invocation, SqliteIndex index, BaseMount baseMount, CancellationToken cancellationToken)
    {
        var patientID = invocation.Text(_patient);
        var isUnknown = patientID is not null
            && await index.FindPatientAsync(patientID, cancellationToken).ConfigureAwait(false) is null;
        if (isUnknown)
        {
            invocation.WriteError($"nothing is known of patient {patientID}");
        }

        var exitCode = isUnknown ? ExitCode.Incomplete : ExitCode.Done;
        var (lost, all, incomplete) = (0, 0, 0);
        async IAsyncEnumerable<SeriesStatus> Verified()
        {
            await foreach (var status in StatusList.OfPatientAsync(index, patientID, cancellationToken)
                .ConfigureAwait(false))
            {
                var verified = await VerifiedAsync(invocation, index, status, baseMount, null).ConfigureAwait(false);
                lost += verified.Lost.Count;
                all++;
                incomplete += verified.Missing > 0 ? 1 : 0;
                yield return verified;
            }
        }

        // Of one patient the question is whether all is here, as of a study; a list of everything is no question.
        ExitCode Answer(string what)
        {
            if (patientID is not null && incomplete > 0)
            {
                invocation.WriteError($"{incomplete} of {all} {what} {(incomplete == 1 ? "is" : "are")} not whole");
                return ExitCode.Incomplete;
            }

            return lost > 0 ? ExitCode.Incomplete : exitCode;
        }

        if (IsJson(invocation))
        {
            await WriteJsonAsync(invocation, index, Verified(), baseMount).ConfigureAwait(false);
            return Answer("series");
        }

        if (isUnknown)
        {
            return exitCode;
        }

        if (invocation.Get(_files))
        {
            await foreach (var _ in Verified().ConfigureAwait(false))
            {
                // It tells what is lost.
            }
        }

        var studies = new List<StudyStatus>();
        await foreach (var study in StudyStatus.ListAsync(index, patientID, cancellationToken).ConfigureAwait(false))
        {
            studies.Add(study);
        }

        if (studies.Count == 0)
        {
            invocation.WriteError("nothing has been received yet");
            return ExitCode.Incomplete;
        }

        StatusTable.WriteStudies(invocation.Terminal, studies);
        if (patientID is null)
        {
            invocation.Terminal.WriteLine();
            invocation.Terminal.WriteLine(
                StatusTable.Totals(await index.GetTotalsAsync(cancellationToken).ConfigureAwait(false)));
        }

        (all, incomplete) = (studies.Count, studies.Count(study => study.Missing > 0));
        return Answer("studies");
    }

    /// <summary>
    /// With --CUBE, what CUBE says; with --verify, what the files say, and each that is lost gets a line.
    /// </summary>
    private async ValueTask<SeriesStatus> VerifiedAsync(
        Invocation invocation, SqliteIndex index, SeriesStatus status, BaseMount baseMount, CubeClient? cube)
    {
        if (cube is not null)
        {
            status = await status.AskAsync(cube).ConfigureAwait(false);
        }

        if (!invocation.Get(_files))
        {
            return status;
        }

        var verified = await status.VerifyAsync(index, baseMount.DataDirectory).ConfigureAwait(false);
        foreach (var lost in verified.Lost)
        {
            invocation.WriteError($"{lost.Instance.SOPInstanceUID}: {lost.Fault}: {lost.Instance.RelativePath}");
        }

        return verified;
    }

    private bool IsJson(Invocation invocation) => invocation.Get(_json) || invocation.Get(_legacy);

    private async Task WriteJsonAsync(
        Invocation invocation, SqliteIndex index, IAsyncEnumerable<SeriesStatus> statuses, BaseMount baseMount)
    {
        var writer = new Utf8JsonWriter(new AsciiOutputStream(invocation.Terminal.Out), PyJson.Options);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartArray();
            await foreach (var status in statuses.ConfigureAwait(false))
            {
                (await JsonOfAsync(invocation, index, status, baseMount).ConfigureAwait(false)).WriteTo(writer);
                await writer.FlushAsync().ConfigureAwait(false);
            }

            writer.WriteEndArray();
        }

        invocation.Terminal.WriteLine();
    }

    private async Task<JsonObject> JsonOfAsync(
        Invocation invocation, SqliteIndex index, SeriesStatus status, BaseMount baseMount)
    {
        if (!invocation.Get(_legacy))
        {
            return StatusJson.Of(status);
        }

        var seriesInStudy = new List<string>();
        await foreach (var series in index.ListSeriesAsync(status.StudyInstanceUID).ConfigureAwait(false))
        {
            seriesInStudy.Add(series.SeriesInstanceUID);
        }

        return LegacyStatusJson.Of(status, seriesInStudy, baseMount.LogDirectory, invocation.Get(_verify));
    }
}
