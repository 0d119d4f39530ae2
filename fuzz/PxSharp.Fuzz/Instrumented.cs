using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SharpFuzz;
using SharpFuzz.Common;

namespace PxSharp.Fuzz;

/// <summary>Runs a target under AFL; the libraries must be those that were instrumented.</summary>
internal static class Instrumented
{
    private const int MapSize = 1 << 16;

    /// <summary>The environment variable that names a file.</summary>
    private const string Log = "PXSHARP_FUZZ_LOG";

    public static void Run(ITarget target)
    {
        WarmUp(target);
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            RunLogged(target, input.ToArray());
        });
    }

    /// <summary>AFL keeps the input, and nothing of what is wrong with it.</summary>
    private static void RunLogged(ITarget target, byte[] input)
    {
        try
        {
            Runner.Run(target, input);
        }
        catch (Exception exception)
        {
            if (Environment.GetEnvironmentVariable(Log) is { } log)
                File.AppendAllText(log, $"{Convert.ToHexStringLower(SHA256.HashData(input))[..16]} {exception}\n\n");
            throw;
        }
    }

    /// <summary>The first runs compile, which AFL would take for a hang; nobody counts their branches.</summary>
    private static unsafe void WarmUp(ITarget target)
    {
        Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapSize);
        foreach (var seed in target.Seeds())
            Runner.Run(target, seed);
    }
}
