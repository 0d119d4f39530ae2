using PxSharp.Index;

namespace PxSharp.Status;

/// <summary>How far a series is: asked for, received, filed, pushed, registered.</summary>
/// <param name="StudyInstanceUID">The study; empty when neither the question nor the index names it.</param>
/// <param name="SeriesInstanceUID">The series.</param>
/// <param name="Study">What the index knows of the study; null when nothing.</param>
/// <param name="Series">What the index knows of the series; null when nothing.</param>
public sealed record SeriesStatus(
    string StudyInstanceUID, string SeriesInstanceUID, StudyRecord? Study, SeriesRecord? Series)
{
    /// <summary>
    /// Instances whose files are gone or have another length, as <see cref="VerifyAsync"/> found; empty before. They
    /// count as not here.
    /// </summary>
    public IReadOnlyList<LostFile> Lost { get; init; } = [];

    /// <summary>Whether the series is known, and belongs to the study that was asked about.</summary>
    public bool IsInStudy => Study is not null && Series?.StudyInstanceUID == Study.StudyInstanceUID;

    /// <summary>
    /// What the newest retrieve still lacks; null when nothing was promised. A series may have more instances here
    /// than were asked for, and yet lack one that was.
    /// </summary>
    public long? Missing => Series?.Missing + Lost.Count;

    /// <summary>Instances that the newest retrieve expected; 0 when the series was never asked for.</summary>
    public long Requested => Series?.Requested ?? 0;

    /// <summary>Instances that are here.</summary>
    public long Received => Math.Max(0, (Series?.Received ?? 0) - Lost.Count);

    /// <summary>Instances at their final place.</summary>
    public long Packed => Received;

    /// <summary>Instances that have been pushed to storage.</summary>
    public long Pushed => Series?.Pushed ?? 0;

    /// <summary>
    /// Files that CUBE has of the series, as <see cref="CubeStatus"/> asked; null when it was not asked.
    /// </summary>
    public long? InCube { get; init; }

    /// <summary>
    /// Instances that are registered with CUBE: by CUBE's word where it was asked, else by our own record.
    /// </summary>
    public long Registered => InCube ?? Series?.Registered ?? 0;

    /// <summary>Whether there are instances, and all that were asked for.</summary>
    public bool IsComplete => IsInStudy && Received > 0 && HasAllRequested;

    /// <summary>pypx's word for the study.</summary>
    public string StudyState =>
        Study is null ? "NoInfoAvailable" : Series is null || IsInStudy ? "StudyOK" : "StudyDoesNotContainSeries";

    /// <summary>pypx's word for the series.</summary>
    public string SeriesState => Series is null ? "NoInfoAvailable" : "SeriesOK";

    /// <summary>pypx's word for the images.</summary>
    public string ImagesState => Received == 0 ? Requested > 0 ? "ImagesInFlight" : "NoImagesFound"
        : !HasAllRequested ? "ImagesInFlight"
        : Registered >= Received ? "ImagesPulledAndRegisteredOK"
        : Pushed >= Received ? "ImagesPushedOK"
        : "ImagesAllReceivedOK";

    private bool HasAllRequested => Received >= Requested && Missing is null or 0 && Lost.Count == 0;

    /// <summary>Asks the index; it costs the same with a million instances as with ten.</summary>
    /// <param name="index">The tracking database.</param>
    /// <param name="studyInstanceUID">
    /// The study that the series should belong to; null or empty to take the series' own.
    /// </param>
    /// <param name="seriesInstanceUID">The series.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<SeriesStatus> OfAsync(
        IIndex index, string? studyInstanceUID, string seriesInstanceUID, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(seriesInstanceUID);
        // A series in another study than was asked about is told as such.
        var series = string.IsNullOrEmpty(studyInstanceUID)
            ? null
            : await index.FindSeriesAsync(seriesInstanceUID, studyInstanceUID, cancellationToken);
        series ??= await index.FindSeriesAsync(seriesInstanceUID, cancellationToken);
        var uid = string.IsNullOrEmpty(studyInstanceUID) ? series?.StudyInstanceUID ?? "" : studyInstanceUID;
        var study = uid.Length == 0 ? null : await index.FindStudyAsync(uid, cancellationToken);
        return new SeriesStatus(uid, seriesInstanceUID, study, series);
    }

    /// <summary>Looks whether the file of each instance is there in its whole length: a look a file.</summary>
    /// <param name="index">The tracking database.</param>
    /// <param name="dataDirectory">The data root.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<SeriesStatus> VerifyAsync(
        IIndex index, string dataDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        var lost = new List<LostFile>();
        await foreach (var instance in index.ListInstancesAsync(SeriesInstanceUID, cancellationToken))
        {
            if (instance.FindFault(dataDirectory) is { } fault)
                lost.Add(new LostFile(instance, fault));
        }
        return this with { Lost = lost };
    }

    /// <summary>
    /// The SOP Instance UIDs that the newest retrieve of a series still lacks, as far as the PACS told them.
    /// </summary>
    public static async ValueTask<IReadOnlyList<string>> ListMissingAsync(
        IIndex index, string seriesInstanceUID, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        await foreach (var retrieve in index.ListRetrievesAsync(seriesInstanceUID, cancellationToken))
        {
            return await index.ListMissingAsync(retrieve.Id, cancellationToken);
        }
        return [];
    }
}
