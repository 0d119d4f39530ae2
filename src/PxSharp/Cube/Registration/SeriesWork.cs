namespace PxSharp.Cube.Registration;

/// <summary>Registers the files of one series that CUBE does not have.</summary>
internal sealed class SeriesWork(RegisterRun run, string seriesInstanceUID, IReadOnlyList<Candidate> candidates)
{
    private IReadOnlySet<(string UID, string? Path)> _recorded = new HashSet<(string, string?)>();
    private int _added;
    private int _alreadyThere;
    private int _failed;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _recorded = await run.RecordedAsync(seriesInstanceUID, cancellationToken);
        try
        {
            // CUBE takes a filter without a value for none.
            if (seriesInstanceUID.Length == 0)
                await FailWithFaultsAsync(cancellationToken);
            else if (run.Cube.Generation == CubeGeneration.Files)
                await FileByFileAsync(cancellationToken);
            else
                await AsAWholeAsync(cancellationToken);
        }
        catch (CubeException failure)
        {
            // Asking what is there failed, or the whole is refused: nothing has been told of any file yet.
            foreach (var candidate in candidates)
                await FailAsync(candidate, failure, cancellationToken);
        }
        await run.TellAsync(
            new SeriesRegistration(
                seriesInstanceUID, candidates[0].Fields["SeriesDescription"], _added, _alreadyThere, _failed),
            cancellationToken);
    }

    private async Task FileByFileAsync(CancellationToken cancellationToken)
    {
        var there = await FilesAsync(static file => file.Path, cancellationToken);
        await Parallel.ForEachAsync(
            candidates,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = run.Options.Parallelism,
                CancellationToken = cancellationToken,
            },
            async (candidate, token) =>
            {
                try
                {
                    var wasThere = there.Contains(candidate.Fields.Path);
                    if (!wasThere && candidate.Faults.Count > 0)
                        throw Refused(candidate.Faults);
                    if (!wasThere)
                    {
                        wasThere = await AddAsync(candidate, token) == CubeAddition.AlreadyThere;
                    }
                    await SucceedAsync(candidate, wasThere, token);
                }
                catch (CubeException failure)
                {
                    await FailAsync(candidate, WithAdvice(failure), token);
                }
            });
    }

    private async ValueTask<CubeAddition> AddAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        for (var waits = 0; ; waits++)
        {
            try
            {
                return await run.AskAsync(
                    () => run.Cube.AddFileAsync(candidate.Fields.Values, cancellationToken), cancellationToken);
            }
            catch (CubeException failure) when (
                candidate.File.ObjectPath is not null && failure.Refusals.Any(IsNotInStorage)
                && run.MayWaitForStorage(waits))
            {
                // It was pushed: a listing of Swift, by which CUBE finds it, may lag behind.
                await run.WaitForStorageAsync(waits, cancellationToken);
            }
        }
    }

    private async Task AsAWholeAsync(CancellationToken cancellationToken)
    {
        if (await SeriesInCubeAsync(cancellationToken) is { } present)
        {
            if (present.IsBeingDeleted)
                throw Refused("CUBE is about to delete this series: register it again when it has gone");
            await CompareAsync(present, cancellationToken);
            return;
        }
        if (candidates.Any(candidate => candidate.Faults.Count > 0))
        {
            await FailWithFaultsAsync(cancellationToken);
            return;
        }
        if (FaultOfWhole() is { } fault)
            throw Refused(fault);
        if (await OtherFileAsync(candidates[0].Fields.Folder, cancellationToken) is { } other)
        {
            throw Refused($"CUBE has {other} in its register already, with another series, and takes a file once only: "
                + "delete that series in CUBE first");
        }
        var fields = candidates[0].Fields.OfSeries(candidates.Count);
        CubeAddition addition;
        try
        {
            addition = await run.AskAsync(
                () => run.Cube.AddSeriesAsync(fields, cancellationToken), cancellationToken);
        }
        catch (CubeException failure)
        {
            throw WithAdvice(failure);
        }
        if (addition == CubeAddition.AlreadyThere
            && await SeriesInCubeAsync(cancellationToken) is { } quicker)
        {
            // Somebody else was quicker, with these files or with others.
            await CompareAsync(quicker, cancellationToken);
            return;
        }
        foreach (var candidate in candidates)
            await SucceedAsync(candidate, addition == CubeAddition.AlreadyThere, cancellationToken);
    }

    /// <summary>A series takes no more files once it is registered: says which of ours are in it.</summary>
    private async Task CompareAsync(CubeSeries present, CancellationToken cancellationToken)
    {
        // By the name, which has the SOP Instance UID in it: another tool may have put them into another folder.
        var there = await FilesAsync(static file => file.Path[(file.Path.LastIndexOf('/') + 1)..], cancellationToken);
        foreach (var candidate in candidates)
        {
            if (there.Contains(candidate.Fields.FileName))
            {
                await SucceedAsync(candidate, wasThere: true, cancellationToken);
            }
            else
            {
                await FailAsync(
                    candidate,
                    Refused($"CUBE has this series in {present.FolderPath} without this file, and takes no more for a "
                        + "series that is registered: delete the series in CUBE and register it again"),
                    cancellationToken);
            }
        }
    }

    /// <summary>Without some of its files the series must not be registered: they could not be added later.</summary>
    private async Task FailWithFaultsAsync(CancellationToken cancellationToken)
    {
        var faulty = candidates.First(candidate => candidate.Faults.Count > 0);
        var others = Refused(
            $"not registered without {faulty.Fields.FileName} ({faulty.Faults[0]}), as CUBE takes no more files for a "
            + "series that is registered");
        foreach (var candidate in candidates)
        {
            var failure = candidate.Faults.Count > 0 ? Refused(candidate.Faults) : others;
            await FailAsync(candidate, failure, cancellationToken);
        }
    }

    private async ValueTask<CubeSeries?> SeriesInCubeAsync(CancellationToken cancellationToken)
        => await run.AskAsync(
            async () =>
            {
                await foreach (var series in run.Cube.ListSeriesAsync(
                    seriesInstanceUID, run.Options.PacsName, cancellationToken))
                {
                    return series;
                }
                return null;
            },
            cancellationToken);

    /// <summary>
    /// A file in the folder that is in the register though the series is not: CUBE would fail at it, and not say why.
    /// </summary>
    private async ValueTask<string?> OtherFileAsync(string folder, CancellationToken cancellationToken)
        => await run.AskAsync(
            async () =>
            {
                await foreach (var file in run.Cube.ListFolderAsync(folder, cancellationToken))
                    return file.Path;
                return null;
            },
            cancellationToken);

    private async ValueTask<HashSet<string>> FilesAsync(
        Func<CubeFile, string> name, CancellationToken cancellationToken)
        => await run.AskAsync(
            async () =>
            {
                var names = new HashSet<string>(StringComparer.Ordinal);
                await foreach (var file in run.Cube.ListFilesAsync(
                    seriesInstanceUID, run.Options.PacsName, cancellationToken))
                {
                    names.Add(name(file));
                }
                return names;
            },
            cancellationToken);

    private string? FaultOfWhole()
    {
        if (candidates.Select(candidate => candidate.Fields.Folder).Distinct().Take(2).Count() > 1)
        {
            return "the files of the series lie in several folders, and CUBE takes one folder for a series: "
                + "use templates that give them one";
        }
        return candidates.FirstOrDefault(
            candidate => !candidate.Fields.Path.EndsWith(".dcm", StringComparison.Ordinal)) is { } other
            ? $"the name {other.Fields.FileName} does not end in .dcm, and CUBE counts only those that do"
            : null;
    }

    private static CubeException Refused(string reason) => Refused([new CubeRefusal(null, reason)]);

    private static CubeException Refused(IReadOnlyList<CubeRefusal> refusals)
        => new(CubeFailure.Refused, string.Join("; ", refusals)) { Refusals = refusals };

    private static bool IsNotInStorage(CubeRefusal refusal)
        => refusal.Field == "path" && refusal.Reason.StartsWith("Could not find", StringComparison.Ordinal);

    /// <summary>What to do about it, where CUBE's words do not say.</summary>
    private static CubeException WithAdvice(CubeException failure)
    {
        var refusals = failure.Refusals.Select(refusal => refusal switch
        {
            _ when IsNotInStorage(refusal) => refusal with
            {
                Reason = refusal.Reason + " Push the file first, to the storage that CUBE has.",
            },
            { Field: null } when refusal.Reason.Contains("ndicom", StringComparison.Ordinal) => refusal with
            {
                Reason = refusal.Reason + ": push all the files of the series first, to the storage that CUBE has, "
                    + "and have no others in its folder, nor (in Swift) in one whose name begins so",
            },
            _ => refusal,
        });
        return failure.Refusals.Count == 0
            ? failure
            : new CubeException(failure.Failure, failure.Message, failure) { Refusals = [.. refusals] };
    }

    private ValueTask SucceedAsync(Candidate candidate, bool wasThere, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref wasThere ? ref _alreadyThere : ref _added);
        return run.SucceedAsync(candidate, wasThere, IsRecorded(candidate), cancellationToken);
    }

    private ValueTask FailAsync(Candidate candidate, CubeException failure, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _failed);
        return run.FailAsync(candidate, failure, IsRecorded(candidate), cancellationToken);
    }

    private bool IsRecorded(Candidate candidate)
        => _recorded.Contains((candidate.Fields.SOPInstanceUID, candidate.Fields.Path));
}
