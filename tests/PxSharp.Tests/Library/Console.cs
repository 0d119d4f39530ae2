namespace PxSharp.Tests.Library;

/// <summary>Where the samples print: nowhere, so that a run of the tests shows what failed and little else.</summary>
internal static class Console
{
    public static void WriteLine(object _)
    {
    }
}
