namespace PxSharp.Interop.Tests.Peers;

/// <summary>AE titles that no two tests share.</summary>
public static class AETitles
{
    private static int s_count;

    public static string Next() => $"PXTEST{Interlocked.Increment(ref s_count)}";
}
