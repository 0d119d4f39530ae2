using System.Diagnostics;

namespace PxSharp.Tests;

/// <summary>Makes named pipes, as somebody may have left one among the files.</summary>
internal static class Pipes
{
    public static void Make(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
    }
}
