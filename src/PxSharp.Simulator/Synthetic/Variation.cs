namespace PxSharp.Simulator.Synthetic;

/// <summary>
/// Numbers that look random and are a function of their place: the same on every machine and runtime, which the
/// documentation of <see cref="Random"/> does not promise.
/// </summary>
internal static class Variation
{
    /// <summary>A number from 0 to <paramref name="limit"/> - 1 for this place.</summary>
    public static uint Below(uint limit, params ReadOnlySpan<int> place) => (uint)(Of(place) % limit);

    /// <summary>64 bits for this place (the finaliser of SplitMix64 over each of its numbers).</summary>
    public static ulong Of(params ReadOnlySpan<int> place)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var number in place)
        {
            state += unchecked((uint)number) + 0x9E3779B97F4A7C15UL;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EBUL;
            state ^= state >> 31;
        }
        return state;
    }
}
