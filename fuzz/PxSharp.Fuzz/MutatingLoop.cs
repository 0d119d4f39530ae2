using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace PxSharp.Fuzz;

/// <summary>Fuzzing where there is no AFL: the same targets and seeds, changed at random.</summary>
/// <remarks>
/// Writes what AFL writes: <c>fuzzer_stats</c>, <c>crashes/</c> and <c>hangs/</c>. The input that runs is in
/// <c>current</c>, should the process die of it.
/// </remarks>
internal sealed class MutatingLoop(ITarget target, int seed, string output)
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private byte[] _current = [];
    private long _started;

    private string Current => Path.Combine(output, "current");

    /// <summary>Runs for a time.</summary>
    /// <returns>0, or 1 when there are finds.</returns>
    public int Run(List<byte[]> inputs, TimeSpan time)
    {
        Directory.CreateDirectory(Path.Combine(output, "crashes"));
        Directory.CreateDirectory(Path.Combine(output, "hangs"));
        using var current = File.OpenHandle(Current, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        var mutator = new Mutator(new Random(seed), [.. target.Words()]);
        foreach (var input in inputs)
            Try(input, current);
        using var watch = new Timer(_ => EndHang(), null, LongestRun, TimeSpan.FromSeconds(1));
        long runs = inputs.Count;
        for (; _clock.Elapsed < time; runs++)
            Try(mutator.Next(inputs), current);
        WriteStats(runs, inputs.Count);
        File.Delete(Current);
        return _known.Count == 0 ? 0 : 1;
    }

    private void Try(byte[] input, SafeFileHandle current)
    {
        _current = input;
        RandomAccess.SetLength(current, input.Length);
        RandomAccess.Write(current, input, 0);
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        try
        {
            Runner.Run(target, input);
        }
        catch (Exception exception)
        {
            // One for each place that throws.
            var place = exception.StackTrace?.Split('\n')[0] ?? "";
            if (_known.Add(exception.GetType().Name + place))
                File.WriteAllBytes(Path.Combine(output, "crashes", Name(_known.Count)), input);
        }
    }

    /// <summary>Nothing stops a thread: the process ends, and the find stays.</summary>
    private void EndHang()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) < LongestRun)
            return;
        File.WriteAllBytes(Path.Combine(output, "hangs", Name(1)), _current);
        WriteStats(0, 0);
        File.Delete(Current);
        Environment.Exit(1);
    }

    private string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"seed-{seed}-{number:000}");

    private void WriteStats(long runs, int inputs) => File.WriteAllText(
        Path.Combine(output, "fuzzer_stats"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            execs_done        : {runs}
            execs_per_sec     : {runs / _clock.Elapsed.TotalSeconds:0.00}
            corpus_count      : {inputs}
            edges_found       : -

            """));
}
