using System.Net;
using System.Net.Sockets;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests;

/// <summary>A <see cref="CliBench"/> with a simulated PACS that it knows by the name "sim", as the only one.</summary>
internal sealed class PacsBench : IAsyncDisposable
{
    private PacsBench(SimulatedPacs pacs, SyntheticArchive archive) => (Pacs, Archive) = (pacs, archive);

    public CliBench Px { get; } = new();

    public SimulatedPacs Pacs { get; }

    /// <summary>Two patients with a study each, two series a study, three small instances a series.</summary>
    public SyntheticArchive Archive { get; }

    public SyntheticSeries FirstSeries => Archive.Series[0];

    public static async Task<PacsBench> StartAsync(Faults? faults = null)
    {
        var archive = SyntheticArchive.Create(new SyntheticArchiveOptions
        {
            Patients = 2,
            StudiesPerPatient = 1,
            SeriesPerStudy = 2,
            InstancesPerSeries = 3,
            Rows = 16,
            Columns = 16,
        });
        var pacs = await SimulatedPacs.StartAsync(
            new SimulatedPacsOptions { Instances = archive.Instances, Faults = faults ?? Faults.None },
            TestContext.Current.CancellationToken);
        var bench = new PacsBench(pacs, archive);
        var added = await bench.Px.RunAsync(
            "pacs", "add", "sim", "--aec", pacs.AETitle, "--aet", "TESTER", "--host", "127.0.0.1",
            "--port", $"{pacs.Port}");
        Assert.Equal(ExitCode.Done, added.ExitCode);
        return bench;
    }

    /// <summary>A port on which nobody listens any more.</summary>
    public static int DeadPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public Task<CliRun> RunAsync(params IReadOnlyList<string> arguments) => Px.RunAsync(arguments);

    /// <summary>The files under BASEMOUNT/data.</summary>
    public string[] Files()
    {
        var data = Path.Combine(Px.BaseMount, "data");
        return Directory.Exists(data) ? Directory.GetFiles(data, "*.dcm", SearchOption.AllDirectories) : [];
    }

    public async ValueTask DisposeAsync()
    {
        await Pacs.DisposeAsync();
        Px.Dispose();
    }
}
