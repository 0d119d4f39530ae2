using System.Globalization;
using PxSharp.Simulator;

namespace PxSharp.Benchmarks;

/// <summary>A simulated PACS in a process of its own, for the scripts beside this project.</summary>
internal static class SyntheticPacs
{
    /// <summary>Serves until standard input ends; prints its port once it is there.</summary>
    /// <param name="options">How many studies (1000), each of two series of two small instances.</param>
    public static async Task<int> ServeAsync(string[] options)
    {
        var studies = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 1000;
        var archive = SyntheticArchive.Create(new SyntheticArchiveOptions
        {
            Patients = studies,
            StudiesPerPatient = 1,
            SeriesPerStudy = 2,
            InstancesPerSeries = 2,
            Rows = 16,
            Columns = 16,
        });
        await using var pacs = await SimulatedPacs.StartAsync(
            new SimulatedPacsOptions { AETitle = "BENCH", Instances = archive.Instances });
        Console.WriteLine(pacs.Port);
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
