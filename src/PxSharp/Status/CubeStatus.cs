using PxSharp.Cube;

namespace PxSharp.Status;

/// <summary>Asks CUBE what it has of a series.</summary>
public static class CubeStatus
{
    /// <summary>
    /// The status with <see cref="SeriesStatus.InCube"/>: the files that CUBE has, for whichever PACS.
    /// </summary>
    /// <param name="status">The status as the tracking database knows it.</param>
    /// <param name="cube">CUBE; stays the caller's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CubeException">CUBE failed.</exception>
    public static async ValueTask<SeriesStatus> AskAsync(
        this SeriesStatus status, CubeClient cube, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(cube);
        // The same instance may be registered for several PACS, or by several tools; its name ends with its UID.
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in cube.ListFilesAsync(
            status.SeriesInstanceUID, pacsName: null, cancellationToken))
        {
            names.Add(file.Path[(file.Path.LastIndexOf('/') + 1)..]);
        }
        return status with { InCube = names.Count };
    }
}
