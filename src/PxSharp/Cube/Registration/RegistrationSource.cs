using System.Runtime.CompilerServices;
using PxSharp.Index;
using PxSharp.Sources;

namespace PxSharp.Cube.Registration;

/// <summary>Which files are to be registered, and where a push put them.</summary>
/// <remarks>
/// Of an instance that the tracking database names, the push is known. When others of its series were pushed and it was
/// not, it has a <see cref="RegistrationFile.Fault"/>; when nothing of the series was pushed from here, somebody else
/// may have done it, and the templates tell the place.
/// </remarks>
public static class RegistrationSource
{
    /// <summary>The files of a source.</summary>
    /// <param name="source">The files.</param>
    /// <param name="index">The tracking database.</param>
    /// <param name="pacsName">The PACS' name in the storage.</param>
    /// <param name="needsWholeSeries">
    /// Whether a series of which something is missing has a fault, as CUBE takes no more for it later on: from CUBE 6
    /// on (<see cref="CubeGeneration.Series"/>).
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IndexException">The tracking database cannot be read.</exception>
    public static async IAsyncEnumerable<RegistrationFile> OfAsync(
        FileSource source,
        IIndex index,
        string pacsName,
        bool needsWholeSeries,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(pacsName);
        PushedSeries? series = null;
        await foreach (var file in source.ListAsync(cancellationToken))
        {
            if (file.Instance is not { } instance)
            {
                yield return new RegistrationFile(file.FilePath) { Fault = file.Fault };
                continue;
            }
            if (series?.SeriesInstanceUID != instance.SeriesInstanceUID)
            {
                series = await PushedSeries.OfAsync(
                    index, instance.SeriesInstanceUID, pacsName, needsWholeSeries, cancellationToken);
            }
            var (path, fault) = series.Find(instance.SOPInstanceUID);
            yield return new RegistrationFile(file.FilePath, path) { Fault = file.Fault ?? fault };
        }
    }

    /// <summary>Files and their objects as a push told them, one beside the other.</summary>
    /// <param name="files">The files on this machine.</param>
    /// <param name="objects">Where each of them was put; what stands before SERVICES/PACS/ is left out.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public static IEnumerable<RegistrationFile> OfPairs(IReadOnlyList<string> files, IReadOnlyList<string> objects)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(objects);
        return files.Count == objects.Count
            ? files.Zip(objects, (file, place) => new RegistrationFile(file, ServicesPath.Within(place) ?? place))
            : throw new ArgumentException($"there are {files.Count} files and {objects.Count} objects");
    }
}
