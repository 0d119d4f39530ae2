namespace PxSharp.Push;

/// <summary>What a target did with an instance.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Failure">What kind of failure it was; null when the target has it.</param>
/// <param name="Message">Why it failed, or what the target said besides: one plain line; null for nothing.</param>
/// <param name="WasThere">Whether the target had it already.</param>
public sealed record PushResult(
    PushInstance Instance, PushFailure? Failure = null, string? Message = null, bool WasThere = false)
{
    /// <summary>
    /// Whether this says something new: false when the target was not tried, as it fails whatever it is given.
    /// </summary>
    public bool IsTried { get; init; } = true;
}
