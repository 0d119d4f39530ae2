using System.Runtime.CompilerServices;
using PxSharp.Index;
using PxSharp.Query;

namespace PxSharp.Sources;

/// <summary>Where files come from: a place on disk, or a series or study of the tracking database.</summary>
/// <remarks>
/// It can be gone through again and again, and nothing of it is kept in memory. What cannot be had is told as a file
/// with a <see cref="SourceFile.Fault"/>, so that nothing is passed over in silence.
/// </remarks>
public sealed class FileSource
{
    private readonly Func<CancellationToken, IAsyncEnumerable<SourceFile>> _list;

    private FileSource(Func<CancellationToken, IAsyncEnumerable<SourceFile>> list) => _list = list;

    /// <summary>A file, or all files of a directory and below it, in the order of their names.</summary>
    /// <param name="path">The file or directory. Links to directories in it are not followed.</param>
    /// <param name="nameContains">Only files with this in their name; null for all.</param>
    /// <remarks>
    /// What a data root keeps beside its instances is left out: what is on its way, and older versions.
    /// </remarks>
    public static FileSource AtPath(string path, string? nameContains = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileSource(_ => new DirectoryWalk(null, nameContains).Enumerate(path).ToAsyncEnumerable());
    }

    /// <summary>The received instances of a series.</summary>
    /// <param name="index">The tracking database; stays the caller's.</param>
    /// <param name="dataDirectory">The data root, in which their files are.</param>
    /// <param name="seriesInstanceUID">The series.</param>
    public static FileSource OfSeries(IIndex index, string dataDirectory, string seriesInstanceUID)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(seriesInstanceUID);
        return new FileSource(token => ListSeriesAsync(index, dataDirectory, seriesInstanceUID, token));
    }

    /// <summary>The received instances of a study.</summary>
    /// <param name="index">The tracking database; stays the caller's.</param>
    /// <param name="dataDirectory">The data root, in which their files are.</param>
    /// <param name="studyInstanceUID">The study.</param>
    public static FileSource OfStudy(IIndex index, string dataDirectory, string studyInstanceUID)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(studyInstanceUID);
        return new FileSource(token => ListStudyAsync(index, dataDirectory, studyInstanceUID, token));
    }

    /// <summary>
    /// The received instances of every series that a query found, in the query's order: those that the query was for.
    /// </summary>
    /// <param name="index">The tracking database; stays the caller's.</param>
    /// <param name="dataDirectory">The data root, in which their files are.</param>
    /// <param name="found">What the query found.</param>
    public static FileSource OfFound(IIndex index, string dataDirectory, FindReport found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Concat(
        [
            .. found.Studies.SelectMany(study => study.Series ?? [])
                .DistinctBy(series => series.SeriesInstanceUID)
                .Select(series => OfFound(index, dataDirectory, series)),
        ]);
    }

    /// <summary>Several, one after the other.</summary>
    public static FileSource Concat(IReadOnlyList<FileSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return sources is [var only] ? only : new FileSource(token => ConcatAsync(sources, token));
    }

    /// <summary>The files.</summary>
    /// <exception cref="IndexException">The tracking database cannot be read.</exception>
    public IAsyncEnumerable<SourceFile> ListAsync(CancellationToken cancellationToken = default)
        => _list(cancellationToken);

    private static FileSource OfFound(IIndex index, string dataDirectory, FoundSeries series)
    {
        var wanted = series.SOPInstanceUIDs?.ToHashSet(StringComparer.Ordinal);
        return wanted is null
            ? OfSeries(index, dataDirectory, series.SeriesInstanceUID)
            : new FileSource(token => ListSeriesAsync(index, dataDirectory, series.SeriesInstanceUID, token)
                .Where(file => wanted.Contains(file.Instance!.SOPInstanceUID)));
    }

    private static async IAsyncEnumerable<SourceFile> ListSeriesAsync(
        IIndex index,
        string dataDirectory,
        string seriesUID,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var instance in index.ListInstancesAsync(seriesUID, cancellationToken))
        {
            var path = Path.GetFullPath(Path.Combine(dataDirectory, instance.RelativePath));
            yield return new SourceFile(path, instance.Size)
            {
                Instance = instance,
                Fault = instance.FindFault(dataDirectory),
            };
        }
    }

    private static async IAsyncEnumerable<SourceFile> ListStudyAsync(
        IIndex index,
        string dataDirectory,
        string studyUID,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var series in index.ListSeriesAsync(studyUID, cancellationToken))
        {
            var files = ListSeriesAsync(index, dataDirectory, series.SeriesInstanceUID, cancellationToken);
            await foreach (var file in files)
                yield return file;
        }
    }

    private static async IAsyncEnumerable<SourceFile> ConcatAsync(
        IReadOnlyList<FileSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await foreach (var file in source.ListAsync(cancellationToken))
                yield return file;
        }
    }
}
