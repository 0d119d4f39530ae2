using PxSharp.Dicom;

namespace PxSharp.Push;

/// <summary>Where instances are pushed to: a store, a PACS, a DICOMweb server.</summary>
/// <remarks>Any number of groups may be sent at once.</remarks>
public interface IPushTarget : IAsyncDisposable
{
    /// <summary>Which target this is, for people and for the tracking database; it never holds a secret.</summary>
    string Location { get; }

    /// <summary>The tags that <see cref="NameOf"/> needs.</summary>
    IReadOnlyList<DicomTag> RequiredTags { get; }

    /// <summary>The name that an instance has there; null where it has none but its UID.</summary>
    /// <param name="head">The data set up to the last of <see cref="RequiredTags"/> and the UIDs.</param>
    string? NameOf(DicomDataset head);

    /// <summary>Sends a group of instances, or finds that they are there.</summary>
    /// <param name="instances">The instances; those of a series, as a rule.</param>
    /// <param name="done">Told of each instance once, as soon as its fate is known.</param>
    /// <param name="cancellationToken">Gives up; what has not been told of then is not known.</param>
    Task SendAsync(
        IReadOnlyList<PushInstance> instances,
        Func<PushResult, ValueTask> done,
        CancellationToken cancellationToken = default);
}
