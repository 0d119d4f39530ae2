using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PxSharp.Index;

namespace PxSharp.Cube.Registration;

/// <summary>Makes files known to CUBE that lie in its storage.</summary>
/// <remarks>
/// CUBE is asked first what it has of each series, and gets what it lacks: run again, it sends nothing; killed in the
/// middle, the next run sends the rest. What became of each instance is recorded in the tracking database.
/// </remarks>
public sealed class Registrar
{
    private const int MostEvents = 1024;

    private readonly CubeClient _cube;
    private readonly IIndex? _index;
    private readonly RegisterOptions _options;
    private readonly TimeProvider _time;
    private readonly CandidateReader _reader;

    /// <summary>Gets ready.</summary>
    /// <param name="cube">CUBE; stays the caller's.</param>
    /// <param name="options">What to register, and how.</param>
    /// <param name="index">Where it is recorded; nowhere when null. Stays the caller's.</param>
    /// <param name="time">Gives the times; the system's clock when null.</param>
    /// <exception cref="ArgumentException">The options are not as they must be.</exception>
    public Registrar(CubeClient cube, RegisterOptions options, IIndex? index = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentNullException.ThrowIfNull(options);
        _cube = cube;
        _options = options.Checked();
        _index = index;
        _time = time ?? TimeProvider.System;
        _reader = new CandidateReader(_options);
    }

    /// <summary>Registers files, and tells of each what came of it, and of each series when it is done.</summary>
    /// <remarks>All files of a series belong into one run: from CUBE 6 on it is registered as a whole.</remarks>
    /// <param name="files">The files, in any order.</param>
    /// <param name="cancellationToken">Stops it; what is registered by then stays so.</param>
    /// <exception cref="IndexException">What came of a file cannot be recorded.</exception>
    public async IAsyncEnumerable<RegisterEvent> RunAsync(
        IAsyncEnumerable<RegistrationFile> files,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var events = Channel.CreateBounded<RegisterEvent>(MostEvents);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Task.Run(() => WorkAsync(files, events.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Tells of each file that it is not registered, as CUBE cannot be asked.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">What to register, and how.</param>
    /// <param name="failure">Why CUBE cannot be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<RegisterEvent> FailAsync(
        IAsyncEnumerable<RegistrationFile> files,
        RegisterOptions options,
        CubeException failure,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(failure);
        var reader = new CandidateReader(options.Checked());
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            var (fields, fault) = reader.Read(file);
            yield return fault is null
                ? new FileNotRegistered(file, fields, [new(null, failure.Message)], failure)
                : new FileNotRegistered(file, null, [new(null, fault)], null);
        }
    }

    private async Task WorkAsync(
        IAsyncEnumerable<RegistrationFile> files,
        ChannelWriter<RegisterEvent> events,
        CancellationToken cancellationToken)
    {
        try
        {
            using var run = new RegisterRun(_cube, _index, _options, _time, events);
            var series = await ReadAsync(run, files, cancellationToken);
            await Parallel.ForEachAsync(
                series,
                Degree(cancellationToken),
                async (one, token) => await new SeriesWork(run, one.Key, one.Value).RunAsync(token));
            events.Complete();
        }
        catch (Exception exception)
        {
            events.Complete(exception);
        }
    }

    /// <summary>Reads the head of each file, and puts those together that are of one series.</summary>
    private async Task<IReadOnlyCollection<KeyValuePair<string, List<Candidate>>>> ReadAsync(
        RegisterRun run, IAsyncEnumerable<RegistrationFile> files, CancellationToken cancellationToken)
    {
        var all = new List<Candidate>();
        await Parallel.ForEachAsync(
            files,
            Degree(cancellationToken),
            async (file, token) =>
            {
                if (await ReadAsync(run, file, token) is { } candidate)
                {
                    lock (all)
                        all.Add(candidate);
                }
            });
        // In the order of the names, so that what is told and sent does not depend on which was read first.
        all.Sort(static (left, right) => string.CompareOrdinal(left.File.FilePath, right.File.FilePath));
        var series = new OrderedDictionary<string, List<Candidate>>(StringComparer.Ordinal);
        var paths = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var candidate in all)
        {
            if (!paths.TryAdd(candidate.Fields.Path, candidate))
            {
                await AddCopyAsync(run, paths[candidate.Fields.Path], candidate, cancellationToken);
                continue;
            }
            if (!series.TryGetValue(candidate.Fields.SeriesInstanceUID, out var together))
                series.Add(candidate.Fields.SeriesInstanceUID, together = []);
            together.Add(candidate);
        }
        return series;
    }

    private async ValueTask<Candidate?> ReadAsync(
        RegisterRun run, RegistrationFile file, CancellationToken cancellationToken)
    {
        var (fields, unreadable) = _reader.Read(file);
        if (fields is null)
        {
            await run.TellAsync(
                new FileNotRegistered(file, null, [new(null, unreadable!)], null), cancellationToken);
            return null;
        }
        var faults = fields.Faults.ToList();
        if (file.Fault is { } known)
            faults.Insert(0, new(null, known));
        if (FaultOfPath(fields.Path) is { } fault)
            faults.Add(fault);
        return new Candidate(file, fields, faults);
    }

    /// <summary>The same instance again shares the fate of the first; another one cannot have its path.</summary>
    private static async ValueTask AddCopyAsync(
        RegisterRun run, Candidate first, Candidate second, CancellationToken cancellationToken)
    {
        if (first.Fields.SOPInstanceUID == second.Fields.SOPInstanceUID)
        {
            first.Files.Add(second.File);
            return;
        }
        var reason = new CubeRefusal("path", $"{first.File.FilePath} has the same, {first.Fields.Path}");
        await run.TellAsync(new FileNotRegistered(second.File, second.Fields, [reason], null), cancellationToken);
    }

    private CubeRefusal? FaultOfPath(string path)
    {
        var prefix = $"{ServicesPath.Root}{_options.PacsName}/";
        var longest = _cube.Generation == CubeGeneration.Files ? 512 : 1024;
        return !path.StartsWith(prefix, StringComparison.Ordinal)
            ? new("path", $"'{path}' is not below {prefix}, where the files of this PACS lie")
            : path.Length > longest ? new("path", $"has {path.Length} characters, CUBE takes {longest} at most")
            : path.Contains(',', StringComparison.Ordinal) && _cube.Generation == CubeGeneration.Series
                ? new("path", $"'{path}' has a comma in it, which CUBE does not take")
            : null;
    }

    private ParallelOptions Degree(CancellationToken cancellationToken) => new()
    {
        MaxDegreeOfParallelism = _options.Parallelism,
        CancellationToken = cancellationToken,
    };
}
