namespace PxSharp.Network;

/// <summary>Keeps every time-out positive and finite.</summary>
internal static class FiniteTime
{
    /// <summary>Far above any sensible time-out; a day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    internal static TimeSpan Check(TimeSpan value, string name) => value > TimeSpan.Zero && value <= Longest
        ? value
        : throw new ArgumentException(
            $"{name} must be longer than zero and at most a day; no time-out is infinite here", name);
}
