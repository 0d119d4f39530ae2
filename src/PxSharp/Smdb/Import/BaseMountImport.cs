using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Index;

namespace PxSharp.Smdb.Import;

/// <summary>
/// Takes over a BASEMOUNT of pypx: records each file of its data tree where it lies, and what its JSON tables know of
/// retrieves. Nothing in it is changed.
/// </summary>
/// <remarks>
/// Files are looked through to their end, without reading their pixels: one that is not whole is told and not
/// recorded. An import that was interrupted, even by the loss of power, goes on where it was. Doing it again
/// changes nothing. Memory does not grow with the number of files.
/// </remarks>
public sealed class BaseMountImport
{
    private readonly IIndex _index;
    private readonly string _baseMount;
    private readonly string _logDirectory;
    private readonly string _dataDirectory;

    /// <summary>Names the BASEMOUNT; the index stays the caller's.</summary>
    /// <param name="index">The database; durable, or a loss of power may cost what was recorded last.</param>
    /// <param name="logDirectory">Where the database lies; how far the import is, is kept beside it.</param>
    /// <param name="baseMount">pypx's BASEMOUNT, with <c>data/</c> and <c>log/</c>.</param>
    public BaseMountImport(IIndex index, string logDirectory, string baseMount)
    {
        ArgumentNullException.ThrowIfNull(index);
        _index = index;
        _logDirectory = logDirectory;
        _baseMount = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseMount));
        _dataDirectory = Path.Combine(_baseMount, "data");
    }

    /// <summary>How many files, at least, share a transaction.</summary>
    internal int BatchFiles { get; init; } = 1024;

    /// <summary>Does it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no <c>data/</c>.</exception>
    /// <exception cref="IOException">A directory cannot be read.</exception>
    /// <exception cref="IndexException">The database cannot be written.</exception>
    public async IAsyncEnumerable<ImportEvent> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var walk = new DataTreeWalk(_dataDirectory);
        long total = 0;
        foreach (var files in walk.Enumerate(after: null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += files.Paths.Count;
        }
        var mark = ImportMark.Read(_logDirectory, _dataDirectory);
        yield return new ImportStarted(total, mark.Directory);
        foreach (var batch in Batches(walk.Enumerate(mark.Directory)))
        {
            var (records, problems) = Look(batch, cancellationToken);
            await RemoveTwinsAsync(records, problems, cancellationToken);
            await _index.AddAsync(records, cancellationToken);
            mark = mark with
            {
                Directory = batch[^1].Directory,
                Done = mark.Done + batch.Sum(files => files.Paths.Count),
                Recorded = mark.Recorded + records.Count,
                Problems = mark.Problems + problems.Count,
            };
            mark.Write(_logDirectory);
            foreach (var problem in problems)
            {
                yield return problem;
            }
            yield return new ImportProgress(mark.Done, Math.Max(total, mark.Done));
        }
        var pypxLog = Path.Combine(_baseMount, "log");
        var fromTables = new RetrieveImport(_index, pypxLog, _dataDirectory);
        var pushes = new PushImport(_index, pypxLog);
        await foreach (var problem in fromTables.RunAsync(cancellationToken)
            .Concat(pushes.RunAsync(cancellationToken)))
        {
            mark = mark with { Problems = mark.Problems + 1 };
            yield return problem;
        }
        ImportMark.Remove(_logDirectory);
        yield return new ImportFinished(mark.Recorded, fromTables.Recorded, mark.Problems);
    }

    /// <summary>Takes out instances that lie at another place too: the one that is recorded already stays.</summary>
    private async ValueTask RemoveTwinsAsync(
        List<ReceivedInstance> records, List<ImportProblem> problems, CancellationToken cancellationToken)
    {
        var ofBatch = new Dictionary<string, string>(records.Count, StringComparer.Ordinal);
        var twins = new HashSet<ReceivedInstance>(ReferenceEqualityComparer.Instance);
        foreach (var record in records)
        {
            var (uid, path) = (record.Instance.SOPInstanceUID, record.Instance.RelativePath);
            var known = ofBatch.GetValueOrDefault(uid)
                ?? (await _index.FindInstanceAsync(uid, cancellationToken))?.RelativePath;
            if (known is null || known == path || !File.Exists(Path.Combine(_dataDirectory, known)))
            {
                ofBatch[uid] = path;
                continue;
            }
            twins.Add(record);
            problems.Add(new ImportProblem(
                Path.Combine(_dataDirectory, path), $"the same instance is recorded as {known} already"));
        }
        records.RemoveAll(twins.Contains);
    }

    /// <summary>Whole directories, together about as many files as one transaction should take.</summary>
    private IEnumerable<List<DataTreeWalk.Files>> Batches(IEnumerable<DataTreeWalk.Files> directories)
    {
        var batch = new List<DataTreeWalk.Files>();
        var count = 0;
        foreach (var files in directories)
        {
            batch.Add(files);
            count += files.Paths.Count;
            if (count >= BatchFiles)
            {
                yield return batch;
                (batch, count) = ([], 0);
            }
        }
        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private (List<ReceivedInstance> Records, List<ImportProblem> Problems) Look(
        List<DataTreeWalk.Files> batch, CancellationToken cancellationToken)
    {
        var paths = batch.SelectMany(files => files.Paths).ToArray();
        var found = new object[paths.Length];
        Parallel.For(0, paths.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            try
            {
                found[i] = RecordedFile.Read(_dataDirectory, paths[i]).Record;
            }
            catch (Exception exception) when (
                exception is DicomException or IOException or UnauthorizedAccessException)
            {
                found[i] = new ImportProblem(paths[i], exception.Message);
            }
        });
        var unread = batch.Where(files => files.Fault is not null)
            .Select(files => new ImportProblem(Path.Combine(_dataDirectory, files.Directory), files.Fault!));
        return ([.. found.OfType<ReceivedInstance>()], [.. unread, .. found.OfType<ImportProblem>()]);
    }
}
