namespace PxSharp.Tests.Cube.StandIn;

/// <summary>What the stand-in does instead of its work, or after it.</summary>
/// <param name="StatusCode">The answer; null when there is none.</param>
/// <param name="IsAfterWork">Whether the work is done first, and only the answer is another one.</param>
/// <param name="RetryAfter">Seconds that it asks to wait.</param>
/// <param name="Silence">What it waits for before it goes on as usual.</param>
public sealed record StandInFault(
    int? StatusCode = null, bool IsAfterWork = false, int? RetryAfter = null, Task? Silence = null)
{
    /// <summary>The connection breaks, nothing is done.</summary>
    public static StandInFault Broken { get; } = new();

    /// <summary>The work is done, and the connection breaks before the answer.</summary>
    public static StandInFault BrokenAfterwards { get; } = new(IsAfterWork: true);
}
