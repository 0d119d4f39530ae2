namespace PxSharp.Push;

/// <summary>The target does not have what a file holds, as far as is known.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Instance">What is in it; null when that is not known.</param>
/// <param name="Failure">What kind of failure it is.</param>
/// <param name="Reason">Why, one plain line.</param>
public sealed record InstanceNotPushed(
    string FilePath, PushInstance? Instance, PushFailure Failure, string Reason) : PushEvent
{
    /// <summary>The series that it belongs to; null when that is not known.</summary>
    public string? SeriesInstanceUID { get; init; } = Instance?.SeriesInstanceUID;

    /// <summary>Whether it was tried: false once the target fails whatever it is given.</summary>
    public bool IsTried { get; init; } = true;
}
