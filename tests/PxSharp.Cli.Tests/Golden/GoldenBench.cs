using System.Globalization;
using System.Text.RegularExpressions;
using PxSharp.Cli.Parsing;
using PxSharp.Simulator;
using PxSharp.Simulator.Archive;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>
/// Runs command lines as pypx was run: against a PACS called ORTHANC with the same instances, and on a BASEMOUNT of
/// its own.
/// </summary>
/// <remarks>
/// In a command <c>/BASEMOUNT</c> stands for the BASEMOUNT, and the ports 4342 and 4352 for the one of the PACS, 4399
/// for one where nobody listens, as in the files that pypx left.
/// </remarks>
internal sealed class GoldenBench : IAsyncDisposable
{
    private GoldenBench(SimulatedPacs pacs) => Pacs = pacs;

    public CliBench Px { get; } = new();

    public SimulatedPacs Pacs { get; }

    public string BaseMount => Px.BaseMount;

    public static async Task<GoldenBench> StartAsync(IEnumerable<IArchivedInstance> archive, Faults? faults = null) =>
        new(await SimulatedPacs.StartAsync(
            new SimulatedPacsOptions { AETitle = "ORTHANC", Instances = archive, Faults = faults ?? Faults.None },
            TestContext.Current.CancellationToken));

    /// <summary>
    /// Runs a line such as <c>px-find --aec ORTHANC ...</c>; words are parted and quoted as a shell has it.
    /// </summary>
    public Task<CliRun> RunAsync(string command)
    {
        var words = ShellWords.Split(Localised(command));
        return Px.RunAsync(["--" + words[0], .. words[1..]]);
    }

    /// <summary>The same with something piped into it.</summary>
    public Task<CliRun> PipeAsync(string input, string command)
    {
        Px.Input = input;
        return RunAsync(command);
    }

    /// <summary>The files below BASEMOUNT/data, by their paths there.</summary>
    public string[] Tree()
    {
        var data = Path.Combine(BaseMount, "data");
        return Directory.Exists(data)
            ? [.. Directory.GetFiles(data, "*.dcm", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(data, file)).Order(StringComparer.Ordinal)]
            : [];
    }

    public async ValueTask DisposeAsync()
    {
        await Pacs.DisposeAsync();
        Px.Dispose();
    }

    private string Localised(string command)
    {
        // In one go, and whole numbers only: a port of ours may have one of these within it.
        return Regex.Replace(command, @"/BASEMOUNT|\b(?:4342|4352|4399)\b", match => match.Value switch
        {
            "/BASEMOUNT" => BaseMount,
            "4399" => PacsBench.DeadPort().ToString(CultureInfo.InvariantCulture),
            _ => Pacs.Port.ToString(CultureInfo.InvariantCulture),
        });
    }
}
