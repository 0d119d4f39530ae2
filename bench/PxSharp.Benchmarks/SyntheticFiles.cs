using System.Diagnostics;
using System.Globalization;
using PxSharp.Simulator;

namespace PxSharp.Benchmarks;

/// <summary>Instances to measure with: CT slices of 16 bits.</summary>
internal static class SyntheticFiles
{
    private const int DefaultSize = 512;

    /// <summary>One series of <paramref name="count"/> slices.</summary>
    public static SyntheticArchive Slices(int count, int size = DefaultSize) => SyntheticArchive.Create(new()
    {
        Patients = 1,
        StudiesPerPatient = 1,
        SeriesPerStudy = 1,
        InstancesPerSeries = count,
        Modalities = ["CT"],
        Rows = size,
        Columns = size,
    });

    /// <summary>Writes the files of one series, and says what it wrote.</summary>
    public static int Make(string directory, string[] arguments)
    {
        int Number(int index, int otherwise) =>
            index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

        var watch = Stopwatch.StartNew();
        var size = Number(1, DefaultSize);
        var written = Slices(Number(0, 1000), size).WriteFiles(directory);
        Console.WriteLine($"{written} files of {size} x {size} x 16 bit in {watch.Elapsed.TotalSeconds:0.0} s");
        return 0;
    }
}
